import type { SourcePlace } from '../../../shared/layoutView.ts';
import type { ToPage } from '../../../shared/webviewMessages.ts';
import { patchChildren } from '../dom/patch.ts';
import { drawPage } from '../drawing/page.ts';
import { initialState, openIn, type State, withOpen, withView } from '../state/panelState.ts';
import { boxByKey } from './boxByKey.ts';
import { highlight } from './highlight.ts';
import { keepReachable, moveFocus } from './moveFocus.ts';
import type { VsCodeApi } from './vscodeApi.ts';

/** The page in the layout panel: keeps the state, draws it, and answers what the user and the extension do. */
export class PanelPage {
  readonly #api: VsCodeApi;
  readonly #root: Element;
  #state: State = initialState;
  #frame = 0;

  constructor(api: VsCodeApi, root: Element) {
    this.#api = api;
    this.#root = root;
  }

  /** Draws, listens, and tells the extension that it may send. */
  start(): void {
    window.addEventListener('message', (event: MessageEvent<ToPage>) => this.#receive(event.data));
    this.#root.addEventListener('click', (event) => this.#click(event as MouseEvent));
    this.#root.addEventListener('keydown', (event) => this.#key(event as KeyboardEvent));
    this.#root.addEventListener('mouseover', (event) => highlight(this.#root, keyAt(event.target)));
    this.#root.addEventListener('mouseleave', () => highlight(this.#root, undefined));
    new ResizeObserver(([entry]) => this.#resize(entry?.contentRect.width ?? 0)).observe(this.#root);
    this.#draw();
    this.#api.postMessage({ kind: 'ready' });
  }

  #receive(message: ToPage): void {
    if (message.kind === 'following') this.#set({ ...this.#state, following: message.following });
    if (message.kind === 'nothing') this.#set({ ...this.#state, nothing: message.reason });
    if (message.kind === 'layout') {
      this.#api.setState({ place: message.place });
      this.#set(withView(this.#state, message.view, message.place));
    }
  }

  #set(state: State): void {
    this.#state = state;
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    patchChildren(this.#root, drawPage(this.#state));
    keepReachable(this.#root);
  }

  #resize(width: number): void {
    const pixels = Math.floor(width);
    if (Math.abs(pixels - this.#state.pixels) > 8) this.#set({ ...this.#state, pixels });
  }

  #click(event: MouseEvent): void {
    const key = keyAt(event.target);
    if (key === undefined) return;
    const isChevron = event.target instanceof Element && event.target.closest('[data-toggle]') !== null;
    if (isChevron) this.#toggle(key);
    else this.#choose(key);
  }

  /** Selects a field's source, and opens the box if it can be; a second click leaves it open. */
  #choose(key: string): void {
    const root = this.#state.view?.root;
    const box = root && boxByKey(root, openIn(this.#state, root), key);
    this.#set({ ...this.#state, selected: key });
    if (box?.openable && !box.open) this.#toggle(key);
    this.#select(box?.place);
  }

  #select(place: SourcePlace | undefined): void {
    if (place !== undefined) this.#api.postMessage({ kind: 'select', place });
  }

  #toggle(key: string, to?: boolean): void {
    const root = this.#state.view?.root;
    const box = root && boxByKey(root, openIn(this.#state, root), key);
    if (!box?.openable || box.open === to) return;
    this.#set(withOpen(this.#state, key, !box.open));
  }

  #key(event: KeyboardEvent): void {
    const key = keyAt(event.target);
    const isDone = moveFocus(this.#root, event) || (key !== undefined && this.#keyOnBox(event.key, key));
    if (isDone) event.preventDefault();
  }

  #keyOnBox(pressed: string, key: string): boolean {
    if (pressed !== 'Enter' && pressed !== ' ' && pressed !== 'Escape') return false;
    if (pressed === 'Escape') this.#toggle(key, false);
    else this.#toggle(key);
    return true;
  }
}

function keyAt(target: EventTarget | null): string | undefined {
  if (!(target instanceof Element)) return undefined;
  return target.closest<HTMLElement>('[data-key]')?.dataset.key;
}
