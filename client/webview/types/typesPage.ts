import { render } from 'preact';
import type { FromTypesPage, ToTypesPage, TypesPageState } from '../../../shared/webviewMessages.ts';
import { drawTypes, lineKey } from './drawTypes.ts';
import { type Choices, choicesOf, type Line, linesOf, sorts, stateOf } from './model.ts';
import { heightsOf, type TypesState } from './state.ts';

export interface TypesPageApi {
  postMessage(message: FromTypesPage): void;
  getState(): TypesPageState | undefined;
  setState(state: TypesPageState): void;
}

/** The page of the view: keeps what the extension sends, draws what is in view, follows mouse and keyboard. */
export class TypesPage {
  readonly #api: TypesPageApi;
  readonly #root: HTMLElement;
  #state: TypesState;
  #frame = 0;
  /** What was typed of a name, and when: letters jump to it. */
  #typed = { text: '', at: 0 };

  constructor(api: TypesPageApi, root: HTMLElement) {
    this.#api = api;
    this.#root = root;
    this.#state = {
      phase: 'starting',
      rows: [],
      choices: choicesOf(api.getState()),
      scrollTop: 0,
      viewHeight: 600,
      width: 320,
    };
  }

  start(): void {
    const root = this.#root;
    window.addEventListener('message', ({ data }: MessageEvent<ToTypesPage>) => this.#receive(data));
    root.addEventListener('click', (event) => this.#click(event));
    root.addEventListener('keydown', (event) => {
      if (this.#key(event)) event.preventDefault();
    });
    root.addEventListener('input', ({ target }) => {
      if (target instanceof HTMLInputElement && target.matches('[data-filter]'))
        this.#pick({ filter: target.value });
    });
    root.addEventListener('change', ({ target }) => this.#change(target));
    root.addEventListener('scroll', ({ target }) => this.#scrolled(target), true);
    new ResizeObserver(() => this.#measure()).observe(root);
    this.#draw();
    this.#api.postMessage({ kind: 'ready' });
  }

  #receive(message: ToTypesPage): unknown {
    const { progress: _, ...state } = this.#state;
    switch (message.kind) {
      case 'started':
        return this.#set({ ...state, phase: 'starting' });
      case 'part': {
        const rows = this.#state.phase === 'starting' ? message.rows : [...state.rows, ...message.rows];
        return this.#set({ ...state, phase: 'listing', rows, progress: message.progress });
      }
      case 'types': {
        const { rows, done, before } = message;
        return this.#set({ ...state, phase: 'complete', rows, done, before });
      }
      case 'cancelled':
        return this.#set({ ...state, phase: 'cancelled', rows: message.rows });
      case 'noProject':
        return this.#set({ ...state, phase: 'noProject', rows: [] });
    }
  }

  #set(state: TypesState): void {
    this.#state = state;
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #pick(choices: Partial<Choices>): void {
    const all = { ...this.#state.choices, ...choices };
    this.#api.setState(stateOf(all));
    this.#set({ ...this.#state, choices: all });
  }

  #draw(): void {
    render(drawTypes(this.#state), this.#root);
    this.#measure();
  }

  get #list(): HTMLElement | null {
    return this.#root.querySelector('[data-list]');
  }

  #measure(): void {
    const viewHeight = this.#list?.clientHeight ?? this.#state.viewHeight;
    const width = this.#root.clientWidth;
    if (viewHeight === this.#state.viewHeight && width === this.#state.width) return;
    this.#set({ ...this.#state, viewHeight, width });
  }

  /** The list is drawn anew once the view has moved by half of itself: the rest stands ready on both sides. */
  #scrolled(target: EventTarget | null): void {
    if (!(target instanceof HTMLElement) || target !== this.#list) return;
    const { scrollTop } = target;
    if (Math.abs(scrollTop - this.#state.scrollTop) < this.#state.viewHeight / 2) return;
    this.#state = { ...this.#state, scrollTop };
    cancelAnimationFrame(this.#frame);
    this.#draw();
  }

  get #lines(): readonly Line[] {
    return linesOf(this.#state.rows, this.#state.before, this.#state.choices);
  }

  // ------------------------------------------------------------------------------------ the user

  #click(event: MouseEvent): unknown {
    const action = attributeAt(event.target, 'data-action');
    if (action !== undefined) return this.#act(action);
    const key = attributeAt(event.target, 'data-line');
    const line = this.#lines.find((one) => lineKey(one) === key);
    return line && this.#open(line, event.altKey);
  }

  #act(action: string): unknown {
    const { choices } = this.#state;
    switch (action) {
      case 'cancel':
      case 'refresh':
      case 'openFolder':
        return this.#api.postMessage({ kind: action });
      case 'turn':
        return this.#pick({ descending: !choices.descending });
      case 'onlyChanged':
        return this.#pick({ onlyChanged: !choices.onlyChanged });
      default:
        return undefined;
    }
  }

  #change(target: EventTarget | null): unknown {
    if (!(target instanceof HTMLSelectElement)) return undefined;
    const { value } = target;
    if (target.dataset.choose === 'group') return this.#pick({ group: value === 'module' });
    const sort = sorts.find((one) => one === value);
    return sort && this.#pick({ sort, descending: sort !== 'name' });
  }

  /** A type's picture and source, or its source alone; a module is folded or unfolded. */
  #open(line: Line, sourceAlone: boolean): unknown {
    this.#set({ ...this.#state, current: lineKey(line) });
    if (line.kind === 'group') return this.#fold(line.module, line.open);
    const { row } = line;
    if (row.place === undefined) return undefined;
    return this.#api.postMessage(sourceAlone ? { kind: 'select', place: row.place } : { kind: 'open', row });
  }

  #fold(module: string, close: boolean): void {
    const closed = new Set(this.#state.choices.closed);
    if (close) closed.add(module);
    else closed.delete(module);
    this.#pick({ closed });
  }

  #key(event: KeyboardEvent): boolean {
    const { target, key } = event;
    if (key === 'f' && (event.ctrlKey || event.metaKey)) {
      this.#root.querySelector<HTMLElement>('[data-filter]')?.focus();
      return true;
    }
    if (!(target instanceof Element) || !target.matches('[data-list]')) {
      if (key !== 'ArrowDown' || !(target instanceof HTMLInputElement)) return false;
      this.#list?.focus();
      return this.#move(0);
    }
    const lines = this.#lines;
    const at = lines.findIndex((line) => lineKey(line) === this.#state.current);
    const line = lines[at];
    const page = Math.max(1, Math.floor(this.#state.viewHeight / 40) - 1);
    switch (key) {
      case 'ArrowDown':
        return this.#move(at + 1);
      case 'ArrowUp':
        return this.#move(Math.max(0, at - 1));
      case 'PageDown':
        return this.#move(at + page);
      case 'PageUp':
        return this.#move(Math.max(0, at - page));
      case 'Home':
        return this.#move(0);
      case 'End':
        return this.#move(lines.length - 1);
      case 'ArrowLeft':
        return this.#leave(lines, at);
      case 'ArrowRight':
        if (line?.kind === 'group' && !line.open) this.#fold(line.module, false);
        else this.#move(at + 1);
        return true;
      case 'Enter':
      case ' ':
        if (line !== undefined) this.#open(line, event.altKey);
        return true;
      default:
        return key.length === 1 && !event.ctrlKey && !event.metaKey && this.#jump(key, lines, at);
    }
  }

  /** Left: folds the module, or goes up to it. */
  #leave(lines: readonly Line[], at: number): boolean {
    const line = lines[at];
    if (line?.kind === 'group') {
      if (line.open) this.#fold(line.module, true);
      return true;
    }
    const above = lines.slice(0, at).findLastIndex(({ kind }) => kind === 'group');
    return above < 0 || this.#move(above);
  }

  #jump(key: string, lines: readonly Line[], at: number): boolean {
    const now = Date.now();
    const text = now - this.#typed.at < 800 ? this.#typed.text + key.toLowerCase() : key.toLowerCase();
    this.#typed = { text, at: now };
    const from = text.length === 1 ? at + 1 : at;
    const order = [...lines.keys()].map((i) => (i + Math.max(0, from)) % lines.length);
    const found = order.find((i) => {
      const line = lines[i];
      return line?.kind === 'type' && line.row.name.toLowerCase().startsWith(text);
    });
    return found === undefined || this.#move(found);
  }

  /** Goes to a line, and brings it into view. */
  #move(to: number): boolean {
    const lines = this.#lines;
    const line = lines[Math.min(to, lines.length - 1)];
    const list = this.#list;
    if (line === undefined || list === null) return true;
    const heights = heightsOf(this.#state.width >= 700);
    let top = 0;
    for (const before of lines) {
      if (before === line) break;
      top += heights(before);
    }
    const bottom = top + heights(line);
    if (top < list.scrollTop) list.scrollTop = top;
    else if (bottom > list.scrollTop + list.clientHeight) list.scrollTop = bottom - list.clientHeight;
    this.#set({ ...this.#state, current: lineKey(line), scrollTop: list.scrollTop });
    return true;
  }
}

function attributeAt(target: EventTarget | null, name: string): string | undefined {
  if (!(target instanceof Element)) return undefined;
  return target.closest(`[${name}]`)?.getAttribute(name) ?? undefined;
}
