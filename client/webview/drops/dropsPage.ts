import { render } from 'preact';
import type { DropView } from '../../../shared/dropView.ts';
import type { FromAnyPage, PageState, ShowDrops, ToAnyPage } from '../../../shared/webviewMessages.ts';
import { el } from '../dom/vnode.ts';
import { drawDrops } from './drawDrops.ts';

/** What the page can do in its webview. */
export interface DropsPageApi {
  postMessage(message: FromAnyPage): void;
  setState(state: PageState): void;
}

/** Draws what the extension sends, follows mouse and keyboard, and tells the extension which places are clicked. */
export class DropsPage {
  readonly #api: DropsPageApi;
  readonly #root: HTMLElement;
  readonly #open = new Set<number>();
  #view: DropView | undefined;
  #cursorLine = 0;
  #lane: string | undefined;
  #reachable: string | undefined;

  constructor(api: DropsPageApi, root: HTMLElement) {
    this.#api = api;
    this.#root = root;
  }

  start(): void {
    window.addEventListener('message', ({ data }: MessageEvent<ToAnyPage | ShowDrops>) =>
      this.#receive(data),
    );
    window.addEventListener('resize', () => this.#draw());
    this.#root.addEventListener('click', ({ target }) => this.#press(target));
    this.#root.addEventListener('keydown', (event) => {
      if (this.#key(event)) event.preventDefault();
    });
    for (const type of ['mouseover', 'focusin']) {
      this.#root.addEventListener(type, ({ target }) => this.#point(attributeAt(target, 'lane')));
    }
    this.#root.addEventListener('mouseleave', () => this.#point(undefined));
    this.#api.postMessage({ kind: 'ready' });
  }

  #receive(message: ToAnyPage | ShowDrops): void {
    if (message.kind === 'following') return;
    if (message.kind === 'nothing') {
      if (this.#view !== undefined) return;
      render(el('p', { class: 'empty', role: 'status' }, message.reason), this.#root);
      return;
    }
    const { view, place } = message;
    this.#api.setState({ place });
    if (this.#view?.bodies[0]?.place?.path !== view.bodies[0]?.place?.path) this.#open.clear();
    const line = place.position.line + 1;
    const isNewLine = line !== this.#cursorLine;
    this.#view = view;
    this.#cursorLine = line;
    this.#draw();
    if (isNewLine) this.#root.querySelector('.row.current')?.scrollIntoView({ block: 'nearest' });
  }

  #draw(): void {
    if (this.#view === undefined) return;
    const nodes = drawDrops(this.#view, {
      cursorLine: this.#cursorLine,
      open: this.#open,
      width: this.#root.clientWidth,
      ...(this.#lane !== undefined && { lane: this.#lane }),
      ...(this.#reachable !== undefined && { reachable: this.#reachable }),
    });
    render(nodes, this.#root);
  }

  #point(lane: string | undefined): void {
    if (lane === this.#lane) return;
    this.#lane = lane;
    this.#draw();
  }

  #press(target: EventTarget | null): void {
    const fold = attributeAt(target, 'unfold');
    if (fold !== undefined) {
      this.#open.add(Number(fold));
      this.#draw();
      return;
    }
    const place = attributeAt(target, 'place');
    if (place !== undefined) this.#api.postMessage({ kind: 'select', place: JSON.parse(place) });
  }

  /** On a lane: arrow keys go to the others, Enter and the space bar show it in the source. */
  #key({ key, target }: KeyboardEvent): boolean {
    if (!(target instanceof SVGElement) || !target.matches('.lane')) return false;
    if (key === 'Enter' || key === ' ') {
      this.#press(target);
      return true;
    }
    const lanes = [...(target.closest('svg')?.querySelectorAll<SVGElement>('.lane') ?? [])];
    const at = lanes.indexOf(target);
    const next = {
      ArrowRight: at + 1,
      ArrowDown: at + 1,
      ArrowLeft: at - 1,
      ArrowUp: at - 1,
      Home: 0,
      End: lanes.length - 1,
    }[key];
    if (next === undefined) return false;
    const lane = lanes[next];
    this.#reachable = lane?.dataset.lane ?? this.#reachable;
    lane?.focus();
    this.#draw();
    return true;
  }
}

/** What the element or the nearest one around it has in its `data-` attribute. */
function attributeAt(target: EventTarget | null, name: string): string | undefined {
  const element = target instanceof Element ? target.closest(`[data-${name}]`) : null;
  return element?.getAttribute(`data-${name}`) ?? undefined;
}
