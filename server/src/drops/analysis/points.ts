import type { Mir, Place, SourcePos } from '../mir/model.ts';
import { keyOf } from '../mir/placeKeys.ts';
import type { Elaborator } from './elaborate.ts';
import { edgesOf, type Initialized, type State } from './initialized.ts';
import { mergePoints } from './mergePoints.ts';
import type { Point } from './pointModel.ts';

/** The drop points of a body in the order of control (see the schema `rust-drops/1`). */
export function findPoints(flow: Initialized, flags: Initialized, elaborator: Elaborator): readonly Point[] {
  return new PointFinder(flow, flags, elaborator).find();
}

class PointFinder {
  readonly #mir: Mir;
  readonly #flow: Initialized;
  readonly #flags: Initialized;
  readonly #elaborator: Elaborator;
  /** What holds before a drop that several exits share. */
  readonly #shared = new Map<string, State>();
  readonly #reached: ReadonlySet<number>;
  readonly #before = new Map<number, number[]>();
  readonly #done = new Set<number>();
  /** The point that a block begins or belongs to. */
  readonly #at = new Map<number, Point>();
  /** The block that control is in behind a point. */
  readonly #behind = new Map<Point, number>();

  constructor(flow: Initialized, flags: Initialized, elaborator: Elaborator) {
    this.#flags = flags;
    this.#mir = flow.mir;
    this.#flow = flow;
    this.#elaborator = elaborator;
    this.#reached = new Set(flow.order);
    for (const block of flow.order) {
      for (const { to } of edgesOf(this.#mir.blocks[block]!.terminator)) {
        this.#before.set(to, [...(this.#before.get(to) ?? []), block]);
      }
      this.#share(block);
    }
  }

  #share(block: number): void {
    const { terminator } = this.#mir.blocks[block]!;
    if (terminator.kind !== 'drop' || terminator.shared === undefined) return;
    const own = this.#flow.before(block);
    const joined = this.#shared.get(terminator.shared);
    this.#shared.set(terminator.shared, joined ? own.map((bits, k) => bits | joined[k]!) : own);
  }

  find(): readonly Point[] {
    const found: Point[] = [];
    for (const block of this.#flow.order) {
      const { terminator } = this.#mir.blocks[block]!;
      if (terminator.kind === 'exit') {
        const point = this.#exit(terminator);
        this.#at.set(block, point);
        found.push(point);
      } else if (terminator.kind === 'drop' && terminator.exit === undefined && !this.#done.has(block)) {
        found.push(this.#run(block));
      }
    }
    for (const point of found) point.next = this.#following(point);
    return mergePoints(found);
  }

  /** The points that control meets first behind a point. */
  #following(from: Point): readonly Point[] {
    const points = new Set<Point>();
    const seen = new Set<number>();
    const waiting = [this.#behind.get(from)!];
    for (let n = waiting.pop(); n !== undefined; n = waiting.pop()) {
      const point = this.#at.get(n);
      if (point) points.add(point);
      else if (!seen.has(n) && this.#reached.has(n)) {
        seen.add(n);
        for (const { to } of edgesOf(this.#mir.blocks[n]!.terminator)) waiting.push(to);
      }
    }
    return [...points];
  }

  #exit({ exit, to }: { readonly exit: number; readonly to: number }): Point {
    const { kind, at } = this.#mir.exits[exit]!;
    const point: Point = { kind, at, drops: [], moved: [], next: [] };
    for (let n = to; ; ) {
      const { terminator } = this.#mir.blocks[n]!;
      this.#behind.set(point, n);
      if (terminator.kind !== 'drop' || terminator.exit !== exit) return point;
      this.#take(point, terminator, n);
      n = terminator.to;
    }
  }

  /** Drops at one position that follow each other without anything else happening. */
  #run(first: number): Point {
    const { terminator: head } = this.#mir.blocks[first]!;
    if (head.kind !== 'drop') throw new Error('a run of drops begins with a drop');
    const scheduled: string[] = [];
    const point: Point = { kind: 'end', at: head.at, drops: [], moved: [], scheduled, next: [] };
    const chain = new Set<number>();
    let entered = 0;
    let n = first;
    while (this.#continues(n, n === first)) {
      if (n !== first && this.#before.get(n)?.some((p) => !chain.has(p))) entered = point.drops.length;
      chain.add(n);
      const { terminator } = this.#mir.blocks[n]!;
      if (terminator.kind === 'drop') {
        if (!samePos(terminator.at, head.at)) break;
        if (terminator.replaced && scheduled.length > 0) break;
        this.#done.add(n);
        this.#at.set(n, point);
        scheduled.push(keyOf(terminator.place));
        if (terminator.replaced) point.kind = 'assign';
        const dropped = this.#take(point, terminator, n);
        if (dropped) for (const d of point.drops.slice(0, entered)) d.path = true;
        n = terminator.to;
        if (terminator.replaced) break;
      } else if (terminator.kind === 'goto' && terminator.edges.length === 1) n = terminator.edges[0]!.to;
      else break;
    }
    this.#behind.set(point, n);
    return point;
  }

  #continues(block: number, first: boolean): boolean {
    if (this.#done.has(block) || !this.#reached.has(block)) return false;
    return first || this.#mir.blocks[block]!.statements.length === 0;
  }

  /** Adds what a scheduled drop does to a point. */
  #take(
    point: Point,
    terminator: Extract<Mir['blocks'][number]['terminator'], { kind: 'drop' }>,
    block: number,
  ): boolean {
    const { place, rule, at } = terminator;
    const style =
      (terminator.shared !== undefined && this.#shared.get(terminator.shared)) || this.#flow.before(block);
    const events = this.#elaborator.drop(place, { style, flags: this.#flags.before(block) });
    point.drops.push(...events.map((e) => ({ ...e, rule, end: at })));
    if (events.length === 0 && !terminator.replaced && this.#isNamed(place)) point.moved.push(place);
    return events.length > 0;
  }

  /** Whether a place is the user's: of a temporary that is moved away nobody is told. */
  #isNamed({ local }: Place): boolean {
    const { name, argument, upvars } = this.#mir.locals[local]!;
    return name !== undefined || argument !== undefined || upvars !== undefined;
  }
}

function samePos(a: SourcePos, b: SourcePos): boolean {
  return a.unit === b.unit && a.offset === b.offset && a.exact === b.exact;
}
