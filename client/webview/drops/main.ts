import type { FromDropsPage, PageState, ToDropsPage } from '../../../shared/webviewMessages.ts';
import { patchChildren } from '../dom/patch.ts';
import { el } from '../dom/vnode.ts';
import { drawDrops } from './drawDrops.ts';
import '../styles/page.css';
import './drops.css';

declare function acquireVsCodeApi(): {
  postMessage(message: FromDropsPage): void;
  setState(state: PageState): void;
};

const api = acquireVsCodeApi();
const root = document.getElementById('root');
if (root !== null) start(root);

/** Draws what the extension sends, and tells it which places are clicked. */
function start(page: HTMLElement): void {
  window.addEventListener('message', ({ data }: MessageEvent<ToDropsPage>) => {
    if (data.kind === 'drops') {
      api.setState({ place: data.place });
      patchChildren(page, drawDrops(data.view, data.place.position.line + 1));
    } else if (page.childElementCount === 0) {
      patchChildren(page, [el('p', { class: 'empty', role: 'status' }, data.reason)]);
    }
  });
  page.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-place]') : null;
    if (button?.dataset.place !== undefined)
      api.postMessage({ kind: 'select', place: JSON.parse(button.dataset.place) });
  });
  api.postMessage({ kind: 'ready' });
}
