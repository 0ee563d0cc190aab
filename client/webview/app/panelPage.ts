import { render } from 'preact';
import type { SourcePlace } from '../../../shared/layoutView.ts';
import type {
  FromAnyPage,
  FromLayoutPage,
  ToAnyPage,
  ToLayoutPage,
} from '../../../shared/webviewMessages.ts';
import { drawPage } from '../drawing/page.ts';
import {
  isSameType,
  openIn,
  pageState,
  restored,
  type State,
  withComparison,
  withOpen,
  withView,
} from '../state/panelState.ts';
import { act, choose, fillIn, type Outcome } from './actions.ts';
import { boxByKey } from './boxByKey.ts';
import { exportPicture } from './exportPicture.ts';
import { highlight } from './highlight.ts';
import { keepReachable, moveFocus } from './moveFocus.ts';
import type { VsCodeApi } from './vscodeApi.ts';

/** The page in the layout panel: keeps the state, draws it, and answers what the user and the extension do. */
export class PanelPage {
  readonly #api: VsCodeApi;
  readonly #root: Element;
  #state: State;
  #frame = 0;

  constructor(api: VsCodeApi, root: Element) {
    this.#api = api;
    this.#root = root;
    this.#state = restored(api.getState());
  }

  /** Draws, listens, and tells the extension that it may send. */
  start(): void {
    const root = this.#root;
    window.addEventListener('message', (event: MessageEvent<ToAnyPage | ToLayoutPage>) =>
      this.#receive(event.data),
    );
    root.addEventListener('click', (event) => this.#click(event as MouseEvent));
    root.addEventListener('keydown', (event) => this.#key(event as KeyboardEvent));
    root.addEventListener('change', (event) => this.#change(event.target));
    root.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#fillIn(event.target);
    });
    root.addEventListener('mouseover', (event) => highlight(root, keyAt(event.target)));
    root.addEventListener('mouseleave', () => highlight(root, undefined));
    root.addEventListener('focusin', (event) => highlight(root, keyAt(event.target)));
    new ResizeObserver(([entry]) => this.#resize(entry?.contentRect.width ?? 0)).observe(root);
    this.#draw();
    this.#send({ kind: 'ready' });
  }

  #receive(message: ToAnyPage | ToLayoutPage): void {
    switch (message.kind) {
      case 'following':
        this.#set({ ...this.#state, following: message.following });
        break;
      case 'nothing':
        this.#set({ ...this.#state, nothing: message.reason });
        break;
      case 'candidates':
        this.#set({ ...this.#state, candidates: message.parameters });
        break;
      case 'comparison':
        this.#set(withComparison(this.#state, message));
        break;
      case 'layout':
        if (!isSameType(this.#state.view, message.view)) window.scrollTo(0, 0);
        this.#set(withView(this.#state, message.view, message.place));
    }
  }

  #send(message: FromAnyPage | FromLayoutPage): void {
    this.#api.postMessage(message);
  }

  #set(state: State): void {
    this.#state = state;
    const kept = pageState(state);
    if (kept !== undefined) this.#api.setState(kept);
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    render(drawPage(this.#state), this.#root);
    this.#keepRulerBelowTop();
    keepReachable(this.#root);
  }

  /** The rulers stick below what sticks on top, whose height depends on the width of the page. */
  #keepRulerBelowTop(): void {
    const top = this.#root.querySelector('.top')?.getBoundingClientRect().height ?? 0;
    document.documentElement.style.setProperty('--top', `${Math.floor(top)}px`);
  }

  #resize(width: number): void {
    const pixels = Math.floor(width);
    if (Math.abs(pixels - this.#state.pixels) > 8) this.#set({ ...this.#state, pixels });
  }

  // ------------------------------------------------------------------------------------ the user

  #click({ target }: MouseEvent): void {
    const place = attributeAt(target, 'data-place');
    if (place !== undefined) {
      this.#select(JSON.parse(place));
      return;
    }
    const action = attributeAt(target, 'data-action');
    const key = keyAt(target);
    const subject = action === 'expand' ? 'data-expand' : 'data-variant';
    if (action !== undefined) this.#act(action, attributeAt(target, subject));
    else if (this.#state.menuOpen) this.#set({ ...this.#state, menuOpen: false });
    if (action !== undefined || key === undefined) return;
    if (attributeAt(target, 'data-toggle') !== undefined) this.#toggle(key);
    else this.#choose(key);
  }

  #act(action: string, variant: string | undefined): void {
    const { root } = this.#state.view ?? {};
    if (action === 'selectType') this.#select(root?.place);
    else if (action === 'expand') this.#expand(variant);
    else if (action === 'selectVariant') this.#select(root?.variants?.[Number(variant)]?.place);
    else {
      this.#carryOut(act(this.#state, action));
      exportPicture(action, this.#state, (done) => this.#send(done));
    }
  }

  /** Opens a folded list, or closes it. */
  #expand(key: string | undefined): void {
    const root = this.#state.view?.root;
    if (key === undefined || root === undefined) return;
    this.#set(withOpen(this.#state, key, openIn(this.#state, root).get(key) !== true));
  }

  #carryOut({ state, message }: Outcome): void {
    this.#set(state);
    if (message !== undefined) this.#send(message);
  }

  #change(target: EventTarget | null): void {
    const what = attributeAt(target, 'data-choose');
    if (what === undefined || !(target instanceof HTMLSelectElement)) return;
    this.#carryOut(choose(this.#state, what, target.value));
  }

  #fillIn(form: EventTarget | null): void {
    if (!(form instanceof HTMLFormElement)) return;
    const texts = [...form.querySelectorAll<HTMLInputElement>('[data-parameter]')].map(
      (input) => input.value,
    );
    this.#carryOut(fillIn(this.#state, texts));
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
    if (place !== undefined) this.#send({ kind: 'select', place });
  }

  #toggle(key: string, to?: boolean): void {
    const root = this.#state.view?.root;
    const box = root && boxByKey(root, openIn(this.#state, root), key);
    if (!box?.openable || box.open === to) return;
    this.#set(withOpen(this.#state, key, !box.open));
  }

  #key(event: KeyboardEvent): void {
    const isOnBox = event.target instanceof Element && event.target.matches('[data-main]');
    if (!isOnBox && event.key === 'Escape' && this.#state.menuOpen)
      this.#set({ ...this.#state, menuOpen: false });
    const key = isOnBox ? keyAt(event.target) : undefined;
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
  return attributeAt(target, 'data-key');
}

function attributeAt(target: EventTarget | null, name: string): string | undefined {
  if (!(target instanceof Element)) return undefined;
  return target.closest(`[${name}]`)?.getAttribute(name) ?? undefined;
}
