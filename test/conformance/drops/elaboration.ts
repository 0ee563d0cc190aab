// What drop elaboration made of each scheduled drop. The bodies before and after it have equal block numbers; the blocks that
// it adds (flags' tests, opened drops) come behind.

import type { MirBlock, MirBody, MirCode } from './mirText.ts';

/** What is known of each drop flag: unknown 0, false 1, true 2, both 3. */
export type FlagState = Uint8Array;

/** One drop that takes place. */
export interface DropEvent {
  readonly place: string;
  /** `box`: only the allocation. */
  readonly part?: string;
  /** The block of the scheduled drop. */
  readonly block: number;
  conditional: boolean;
  /** On some ways to the point only. */
  onSomePaths?: true;
}

export interface Elaborated {
  readonly events: readonly DropEvent[];
  readonly state: FlagState;
}

/** The blocks that elaboration added for one drop. */
interface AddedBlocks {
  readonly starts: readonly number[];
  readonly goal: number;
  readonly edges: ReadonlyMap<number, readonly number[]>;
  /** Added locals that stand for places of the user's. */
  readonly aliases: ReadonlyMap<string, string>;
  readonly final: FlagState | null;
}

export class Elaboration {
  readonly before: MirBody;
  readonly after: MirBody;
  /** Index of each flag's local. */
  readonly #flags = new Map<string, number>();
  readonly #firstAdded: number;

  constructor(before: MirBody, after: MirBody) {
    this.before = before;
    this.after = after;
    this.#firstAdded = Math.max(...before.blocks.keys()) + 1;
    for (const [local, type] of after.types) {
      if (type === 'bool' && !before.types.has(local)) this.#flags.set(`_${local}`, this.#flags.size);
    }
  }

  initialState(): FlagState {
    return new Uint8Array(this.#flags.size);
  }

  /** The state behind the statements of an elaborated block. */
  through(block: number, state: FlagState): FlagState {
    return this.#apply(state, this.after.blocks.get(block)!.statements);
  }

  #apply(state: FlagState, statements: readonly MirCode[]): FlagState {
    const next = Uint8Array.from(state);
    for (const { code } of statements) {
      const match = /^(_\d+) = const (true|false);$/.exec(code);
      const flag = match ? this.#flags.get(match[1]!) : undefined;
      if (flag !== undefined) next[flag] = match![2] === 'true' ? 2 : 1;
    }
    return next;
  }

  /** What the drop that ends block `id` became: its events in order, and the flags' state at its target. */
  drop(id: number, state: FlagState): Elaborated {
    const root = this.before.blocks.get(id)!.drop!;
    const after = this.after.blocks.get(id)!;
    if (after.drop === root) return { events: [{ place: root, block: id, conditional: false }], state };
    const added = this.#explore(after, this.before.blocks.get(id)!.successors[0]!, state);
    const events: DropEvent[] = [];
    for (const n of postorder(added)) {
      const block = this.after.blocks.get(n)!;
      const conditional = canAvoid(added, n);
      if (block.drop) events.push({ place: this.#original(block.drop, added), block: id, conditional });
      else if (/ as Drop>::drop\(/.test(block.terminator.code) && block.terminator.code.includes('Box<')) {
        const box = /drop\(move (_\d+)\)/.exec(block.terminator.code)?.[1];
        const place = (box && added.aliases.get(box)) ?? root;
        events.push({ place: this.#original(place, added), part: 'box', block: id, conditional });
      }
    }
    return { events, state: added.final ?? state };
  }

  #original(place: string, { aliases }: AddedBlocks): string {
    const local = /_(\d+)/.exec(place)![0];
    const alias = aliases.get(local);
    return alias && !this.before.types.has(Number(local.slice(1))) ? place.replace(local, alias) : place;
  }

  /** Walks the added blocks from `entry` to `goal`, with what the flags can be on the way. */
  #explore(entry: MirBlock, goal: number, state: FlagState): AddedBlocks {
    const states = new Map<number, FlagState>();
    const edges = new Map<number, readonly number[]>();
    const aliases = new Map<string, string>();
    let final: FlagState | null = null;
    const follow = (n: number, incoming: FlagState): void => {
      if (n === goal) final = final ? merged(final, incoming) : Uint8Array.from(incoming);
      if (n === goal || n < this.#firstAdded) return;
      const known = states.get(n);
      const joined = known ? merged(known, incoming) : incoming;
      if (known && sameState(known, joined)) return;
      states.set(n, joined);
      const block = this.after.blocks.get(n)!;
      for (const { code } of block.statements) {
        const match = /^(_\d+) = (?:copy|move|&mut|&raw mut) (.+?)(?: as .*)?;$/.exec(code);
        if (match) aliases.set(match[1]!, pointed(match[2]!));
      }
      const next = this.#successors(block, this.#apply(joined, block.statements));
      edges.set(
        n,
        next.map(([target]) => target),
      );
      for (const [target, s] of next) follow(target, s);
    };
    const starts = this.#successors(entry, state);
    for (const [target, s] of starts) follow(target, s);
    return { starts: starts.map(([target]) => target), goal, edges, aliases, final };
  }

  /** Where a block leads, with what a tested flag then is. */
  #successors(block: MirBlock, state: FlagState): [number, FlagState][] {
    const test = /^switchInt\((?:copy|move) (_\d+)\) -> \[0: bb(\d+), otherwise: bb(\d+)\];$/.exec(
      block.terminator.code,
    );
    const flag = test ? this.#flags.get(test[1]!) : undefined;
    if (!test || flag === undefined) {
      return block.successors.filter((t) => !this.after.blocks.get(t)?.cleanup).map((t) => [t, state]);
    }
    const value = state[flag] || 3;
    const found: [number, FlagState][] = [];
    if (value & 1) found.push([Number(test[2]), withFlag(state, flag, 1)]);
    if (value & 2) found.push([Number(test[3]), withFlag(state, flag, 2)]);
    return found;
  }
}

/** What a pointer to a value is to the user: of `((b.0: Unique<T>).0: NonNull<T>)`, a box's pointer, the box `b`. */
function pointed(place: string): string {
  const box = /^\(\((.+)\.0: \w+::ptr::Unique<.*\)\.0: \w+::ptr::NonNull<.*\)$/.exec(place);
  return (box?.[1] ?? place).replace(/^\(\*(_\d+)\)$/, '$1');
}

function withFlag(state: FlagState, flag: number, value: number): FlagState {
  const next = Uint8Array.from(state);
  next[flag] = value;
  return next;
}

/** What either of two states allows. */
export function merged(a: FlagState, b: FlagState): FlagState {
  return a.map((value, k) => value | b[k]!);
}

export function sameState(a: FlagState, b: FlagState): boolean {
  return a.every((value, k) => value === b[k]);
}

/** The added blocks in the order of control flow. */
function postorder({ starts, goal, edges }: AddedBlocks): number[] {
  const order: number[] = [];
  const seen = new Set<number>();
  const visit = (n: number): void => {
    if (n === goal || !edges.has(n) || seen.has(n)) return;
    seen.add(n);
    for (const target of [...edges.get(n)!].reverse()) visit(target);
    order.unshift(n);
  };
  for (const n of [...starts].reverse()) visit(n);
  return order;
}

/** Can the goal be reached without this block? */
function canAvoid({ starts, goal, edges }: AddedBlocks, without: number): boolean {
  const seen = new Set<number>();
  const stack = [...starts];
  for (let n = stack.pop(); n !== undefined; n = stack.pop()) {
    if (n === without || seen.has(n)) continue;
    if (n === goal) return true;
    seen.add(n);
    stack.push(...(edges.get(n) ?? []));
  }
  return false;
}
