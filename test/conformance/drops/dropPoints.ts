// A body's drop points: what each exit and each scope end drops, in order.

import { type DropEvent, type Elaboration, type FlagState, merged, sameState } from './elaboration.ts';
import { Exits, type ExitWalk, isChain } from './exits.ts';
import { isInside, type LocatedFunction } from './locateBody.ts';
import type { MirBlock, MirBody } from './mirText.ts';
import type { Position, ScopeKind } from './rustDrops.ts';
import type { Draft } from './scopeDraft.ts';

export interface DropPoint {
  readonly kind: ScopeKind;
  /** Null inside a foreign macro. */
  readonly position: Position | null;
  readonly events: readonly DropEvent[];
  /** Places scheduled here and dropped on no way. */
  readonly moved: readonly string[];
  /** Of a scope's end: the places of its drops before elaboration. */
  readonly scheduled?: readonly string[];
  /** The points that control may come to next, with no other point between. */
  readonly next: readonly DropPoint[];
}

/** Every point, in the order of control flow. */
export function dropPoints(elaboration: Elaboration, fn: LocatedFunction): DropPoint[] {
  return new PointFinder(elaboration, fn).points();
}

class PointFinder {
  readonly #body: MirBody;
  readonly #elaboration: Elaboration;
  readonly #fn: LocatedFunction;
  readonly #exits: Exits;
  readonly #states = new Map<number, FlagState>();
  readonly #walks = new Map<number, ExitWalk>();
  /** Blocks in reverse postorder of the ordinary flow. */
  readonly #order: readonly number[];
  readonly #predecessors = new Map<number, number[]>();
  /** Drop blocks that a point already has. */
  readonly #done = new Set<number>();
  /** The point that a block begins or belongs to. */
  readonly #at = new Map<number, DropPoint>();

  constructor(elaboration: Elaboration, fn: LocatedFunction) {
    this.#elaboration = elaboration;
    this.#body = elaboration.before;
    this.#fn = fn;
    this.#exits = new Exits(elaboration, fn);
    this.#propagate();
    this.#order = this.#reversePostorder();
    for (const n of this.#order) {
      for (const target of this.#next(n)) {
        this.#predecessors.set(target, [...(this.#predecessors.get(target) ?? []), n]);
      }
    }
  }

  points(): DropPoint[] {
    const found: (Draft<DropPoint> & { readonly after: number | undefined })[] = [];
    for (const id of this.#order) {
      const walk = this.#walks.get(id);
      const exit = this.#exits.at(id);
      if (exit && walk) {
        const { kind, position } = exit;
        const point = { kind, position, events: walk.events, moved: walk.moved, next: [], after: walk.next };
        this.#at.set(id, point);
        found.push(point);
      } else if (this.#body.blocks.get(id)!.drop && !this.#done.has(id)) found.push(this.#scopeEnd(id));
    }
    for (const point of found) point.next = this.#following(point.after);
    return found;
  }

  /** The points that control meets first from a block on. */
  #following(from: number | undefined): DropPoint[] {
    const points = new Set<DropPoint>();
    const seen = new Set<number>();
    const waiting = from === undefined ? [] : [from];
    for (let n = waiting.pop(); n !== undefined; n = waiting.pop()) {
      const point = this.#at.get(n);
      if (point) points.add(point);
      else if (!seen.has(n) && this.#states.has(n) && this.#body.blocks.has(n)) {
        seen.add(n);
        waiting.push(...this.#next(n));
      }
    }
    return [...points];
  }

  /** What the drop flags can be at each block's start, to a fixed point. */
  #propagate(): void {
    const work = [0];
    this.#states.set(0, this.#elaboration.initialState());
    const spread = (n: number | undefined, state: FlagState): void => {
      // A diverging call's only target is its unwinding.
      if (n === undefined || this.#body.blocks.get(n)?.cleanup) return;
      const known = this.#states.get(n);
      const joined = known ? merged(known, state) : Uint8Array.from(state);
      if (known && sameState(known, joined)) return;
      this.#states.set(n, joined);
      work.push(n);
    };
    for (let id = work.pop(); id !== undefined; id = work.pop()) {
      const block = this.#body.blocks.get(id);
      if (!block || block.cleanup) continue;
      const state = this.#elaboration.through(id, this.#states.get(id)!);
      const exit = this.#exits.at(id);
      if (exit) {
        const walk = this.#exits.walk(id, exit, state);
        this.#walks.set(id, walk);
        spread(walk.next, walk.state);
      } else if (block.drop) spread(block.successors[0], this.#elaboration.drop(id, state).state);
      else for (const target of block.successors) spread(target, state);
    }
  }

  #next(id: number): readonly number[] {
    const walk = this.#walks.get(id);
    if (walk) return walk.next === undefined ? [] : [walk.next];
    return this.#body.blocks.get(id)!.successors;
  }

  #reversePostorder(): number[] {
    const order: number[] = [];
    const seen = new Set([0]);
    const stack: { id: number; at: number }[] = [{ id: 0, at: 0 }];
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const target = this.#next(top.id)[top.at++];
      if (target === undefined) order.push(stack.pop()!.id);
      else if (!seen.has(target) && this.#states.has(target) && this.#body.blocks.has(target)) {
        seen.add(target);
        stack.push({ id: target, at: 0 });
      }
    }
    return order.reverse();
  }

  /** The position of a drop as `line:column`; null outside of the user's text. */
  #where({ terminator }: MirBlock): string | null {
    return isInside(this.#fn, terminator.span) ? `${terminator.span.l1}:${terminator.span.c1}` : null;
  }

  /** An ordinary scope end, or an assignment: the run of drop blocks of one position that begins at block `id`. */
  #scopeEnd(id: number): Draft<DropPoint> & { readonly after: number } {
    const first = this.#body.blocks.get(id)!;
    const where = this.#where(first);
    const { span } = first.terminator;
    const run = new ScopeRun();
    const chain = new Set<number>();
    let n = id;
    for (;;) {
      const block = this.#body.blocks.get(n);
      if (!block || !this.#continues(n, block, n === id)) break;
      if (n !== id && this.#predecessors.get(n)!.some((q) => !chain.has(q))) run.entered = run.events.length;
      chain.add(n);
      if (block.drop) {
        if (this.#where(block) !== where) break;
        const replaced = this.#isAssignment(block);
        if (replaced && run.events.length + run.moved.length) break;
        this.#done.add(n);
        run.blocks.push(n);
        run.scheduled.push(block.drop);
        run.add(
          block.drop,
          this.#elaboration.drop(n, this.#elaboration.through(n, this.#states.get(n)!)).events,
          replaced,
        );
        if (replaced) {
          n = block.successors[0]!;
          break;
        }
      } else if (!block.terminator.code.startsWith('goto')) break;
      n = block.successors[0]!;
    }
    const position: Position | null = where && span ? [span.l1, span.c1] : null;
    const { kind, events, moved, scheduled, blocks } = run;
    const point = { kind, position, events, moved, scheduled, next: [], after: n };
    for (const block of blocks) this.#at.set(block, point);
    return point;
  }

  #continues(n: number, block: MirBlock, isFirst: boolean): boolean {
    if (this.#done.has(n) || !this.#states.has(n) || this.#exits.at(n)) return false;
    return isFirst || isChain(block.statements);
  }

  /** An assignment drops the old value where the new one is then written. */
  #isAssignment(block: MirBlock): boolean {
    const written = this.#body.blocks.get(block.successors[0]!)?.statements[0];
    if (!written?.code.startsWith(`${block.drop} = `)) return false;
    return JSON.stringify(written.span) === JSON.stringify(block.terminator.span);
  }
}

/** What a scope's end gathers. */
class ScopeRun {
  kind: ScopeKind = 'end';
  readonly events: DropEvent[] = [];
  readonly moved: string[] = [];
  readonly scheduled: string[] = [];
  /** The blocks of its drops. */
  readonly blocks: number[] = [];
  /** How many events lie before the last way into the middle of the run. */
  entered = 0;

  add(place: string, events: readonly DropEvent[], replaced: boolean): void {
    if (replaced) this.kind = 'assign';
    // A way into the middle (a condition of a let chain that failed later) does not pass all that came before.
    if (events.length) for (const event of this.events.slice(0, this.entered)) event.onSomePaths = true;
    if (events.length) this.events.push(...events);
    else if (!replaced) this.moved.push(place);
  }
}
