import type { Kinds } from '../../base/kinds.ts';
import type { Edge, Mir, Place, VariantFact } from '../mir/model.ts';
import type { MovePath, MovePaths } from './movePaths.ts';

/** For each move path: 1 it may hold a value, 2 it may hold none, 3 either, 0 not reached. */
export type State = Uint8Array;

export const INIT = 1;
export const UNINIT = 2;

/**
 * Which places may and which must hold values at each point (rustc's `MaybeInitializedPlaces` and
 * `MaybeUninitializedPlaces`, with variants that a match has ruled out taken as empty).
 */
export class Initialized {
  readonly mir: Mir;
  readonly paths: MovePaths;
  readonly #entries: (State | undefined)[];
  /** The blocks that are reached, each before its successors where there is no loop. */
  readonly order: readonly number[];

  readonly #heedFacts: boolean;

  /** `heedFacts`: variants that a match has ruled out are empty; the compiler's drop flags know nothing of them. */
  constructor(mir: Mir, paths: MovePaths, always: ReadonlySet<number>, heedFacts: boolean) {
    this.mir = mir;
    this.#heedFacts = heedFacts;
    this.paths = paths;
    this.#entries = mir.blocks.map(() => undefined);
    this.order = reversePostorder(mir);
    const start = new Uint8Array(paths.all.length).fill(UNINIT);
    for (const path of paths.all) if (always.has(path.place.local)) start[path.id] = INIT;
    this.#entries[0] = start;
    this.#solve();
  }

  /** The state where a block begins. */
  entry(block: number): State | undefined {
    return this.#entries[block];
  }

  /** The state before a block's end. */
  before(block: number): State {
    const state = Uint8Array.from(this.#entries[block] ?? new Uint8Array(this.paths.all.length));
    for (const s of this.mir.blocks[block]!.statements) {
      if (s.kind === 'init') this.set(state, s.place, INIT);
      else if (s.kind === 'move') this.set(state, s.place, UNINIT);
      else if (s.kind === 'exposed' && this.#heedFacts) this.#expose(state, s.place);
    }
    return state;
  }

  set(state: State, place: Place, value: number): void {
    const path = this.paths.find(place);
    if (path) setAll(state, path, value);
  }

  /** What is borrowed mutably may hold a value afterwards, whatever a match has told of it before. */
  #expose(state: State, place: Place): void {
    const path = this.paths.find(place);
    if (path) addAll(state, path, INIT);
  }

  #solve(): void {
    const rank = new Map(this.order.map((block, k) => [block, k]));
    const waiting = new Set(this.order.slice(0, 1));
    while (waiting.size > 0) {
      const block = [...waiting].reduce((a, b) => (rank.get(a)! <= rank.get(b)! ? a : b));
      waiting.delete(block);
      const out = this.before(block);
      const { terminator } = this.mir.blocks[block]!;
      if (terminator.kind === 'drop') this.set(out, terminator.place, UNINIT);
      for (const edge of edgesOf(terminator)) {
        if (this.#join(edge, out)) waiting.add(edge.to);
      }
    }
  }

  #join({ to, facts }: Edge, given: State): boolean {
    const state = facts && this.#heedFacts ? this.#refine(given, facts) : given;
    const old = this.#entries[to];
    if (!old) {
      this.#entries[to] = Uint8Array.from(state);
      return true;
    }
    let changed = false;
    for (let k = 0; k < state.length; k++) {
      const merged = old[k]! | state[k]!;
      if (merged !== old[k]) changed = true;
      old[k] = merged;
    }
    return changed;
  }

  #refine(given: State, facts: readonly VariantFact[]): State {
    const state = Uint8Array.from(given);
    for (const { place, active, inactive } of facts) {
      for (const child of this.paths.find(place)?.children ?? []) {
        const variant = child.step?.kind === 'variant' ? child.step.index : undefined;
        if (variant === undefined) continue;
        if (active !== undefined ? variant !== active : inactive?.includes(variant)) {
          setAll(state, child, UNINIT);
        }
      }
    }
    return state;
  }
}

function setAll(state: State, path: MovePath, value: number): void {
  state[path.id] = value;
  for (const child of path.children) setAll(state, child, value);
}

function addAll(state: State, path: MovePath, value: number): void {
  state[path.id] = state[path.id]! | value;
  for (const child of path.children) addAll(state, child, value);
}

export function edgesOf(terminator: Mir['blocks'][number]['terminator']): readonly Edge[] {
  switch (terminator.kind) {
    case 'goto':
      return terminator.edges;
    case 'drop':
    case 'exit':
      return [{ to: terminator.to }];
    default:
      terminator.kind satisfies Kinds<'return none'>;
      return [];
  }
}

function reversePostorder({ blocks }: Mir): readonly number[] {
  const order: number[] = [];
  const seen = new Set([0]);
  const stack = [{ block: 0, next: 0 }];
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const edge = edgesOf(blocks[top.block]!.terminator)[top.next++];
    if (!edge) {
      order.unshift(top.block);
      stack.pop();
    } else if (!seen.has(edge.to)) {
      seen.add(edge.to);
      stack.push({ block: edge.to, next: 0 });
    }
  }
  return order;
}
