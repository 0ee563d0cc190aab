import type { DropRule, ExitKind, Mir, Place, SourcePos } from '../mir/model.ts';
import { keyOf } from '../mir/placeKeys.ts';
import type { DropEvent, Elaborator } from './elaborate.ts';
import { edgesOf, type Initialized, type State } from './initialized.ts';

/** One drop of a point, with the scope's end where it lies elsewhere than the point. */
export interface PointDrop extends DropEvent {
  readonly rule: DropRule;
  readonly end: SourcePos;
  /** Taken on some ways to the point only: a condition further on had failed. */
  path?: boolean;
}

/** What happens where a scope ends or is left. */
export interface Point {
  kind: 'end' | 'else' | 'assign' | ExitKind;
  readonly at: SourcePos;
  drops: PointDrop[];
  /** Places in scope that hold nothing: moved out, or never initialised. */
  moved: Place[];
  /** All drops that were scheduled, as keys. */
  readonly scheduled?: readonly string[];
}

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
      if (terminator.kind === 'exit') found.push(this.#exit(terminator));
      else if (terminator.kind === 'drop' && terminator.exit === undefined && !this.#done.has(block)) {
        found.push(this.#run(block));
      }
    }
    return merge(found);
  }

  #exit({ exit, to }: { readonly exit: number; readonly to: number }): Point {
    const { kind, at } = this.#mir.exits[exit]!;
    const point: Point = { kind, at, drops: [], moved: [] };
    for (let n = to; ; ) {
      const { terminator } = this.#mir.blocks[n]!;
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
    const point: Point = { kind: 'end', at: head.at, drops: [], moved: [], scheduled };
    const chain = new Set<number>();
    let entered = 0;
    for (let n = first; this.#continues(n, n === first); ) {
      if (n !== first && this.#before.get(n)?.some((p) => !chain.has(p))) entered = point.drops.length;
      chain.add(n);
      const { terminator } = this.#mir.blocks[n]!;
      if (terminator.kind === 'drop') {
        if (!samePos(terminator.at, head.at)) break;
        if (terminator.replaced && scheduled.length > 0) break;
        this.#done.add(n);
        scheduled.push(keyOf(terminator.place));
        if (terminator.replaced) point.kind = 'assign';
        const dropped = this.#take(point, terminator, n);
        if (dropped) for (const d of point.drops.slice(0, entered)) d.path = true;
        if (terminator.replaced) break;
        n = terminator.to;
      } else if (terminator.kind === 'goto' && terminator.edges.length === 1) n = terminator.edges[0]!.to;
      else break;
    }
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
    if (events.length === 0 && !terminator.replaced) point.moved.push(place);
    return events.length > 0;
  }
}

function samePos(a: SourcePos, b: SourcePos): boolean {
  return a.unit === b.unit && a.offset === b.offset && a.exact === b.exact;
}

/** One scope's end on several ways is one point; a part of its drops is the way on which a condition failed. */
function merge(found: readonly Point[]): readonly Point[] {
  const out: Point[] = [];
  const byPlace = new Map<string, Point[]>();
  for (const point of found) {
    if (point.drops.length === 0 && point.moved.length === 0) continue;
    const { unit, offset, exact } = point.at;
    const place = `${unit.id} ${offset} ${exact}`;
    const here = byPlace.get(place) ?? [];
    byPlace.set(place, here);
    const twin =
      point.scheduled &&
      here.find((p) => p.kind === point.kind && String(p.scheduled) === String(point.scheduled));
    if (twin) {
      unite(twin, point);
      continue;
    }
    if (point.kind === 'end') tellElse(here, point);
    here.push(point);
    out.push(point);
  }
  return out;
}

/** `here`: the points found so far at the same place. */
function tellElse(here: readonly Point[], point: Point): void {
  const mine = point.scheduled ?? [];
  const ends = here.filter((p) => p.scheduled && (p.kind === 'end' || p.kind === 'else'));
  const other = ends.find((p) => p.scheduled!.some((key) => mine.includes(key)));
  if (!other) return;
  const more = mine.some((key) => !other.scheduled!.includes(key));
  const less = other.scheduled!.some((key) => !mine.includes(key));
  const iterates = other.drops.some((d) => d.rule === 'iterator');
  if (more && (!less || iterates)) other.kind = 'else';
  else point.kind = 'else';
}

const idOf = (drop: PointDrop) => `${keyOf(drop.place)}|${drop.part ?? ''}`;

/** Joins the second way's drops into the first's: what only one of them drops is conditional. */
function unite(into: Point, from: Point): void {
  const movedIn = new Set(into.moved.map(keyOf));
  const movedFrom = new Set(from.moved.map(keyOf));
  const merged: PointDrop[] = into.drops.map((d) =>
    movedFrom.has(keyOf(d.place)) ? { ...d, conditional: true } : d,
  );
  let at = 0;
  for (const drop of from.drops) {
    const same = merged.findIndex((d) => idOf(d) === idOf(drop));
    if (same >= 0) {
      if (drop.conditional) merged[same] = { ...merged[same]!, conditional: true };
      at = same + 1;
    } else {
      merged.splice(at++, 0, movedIn.has(keyOf(drop.place)) ? { ...drop, conditional: true } : drop);
    }
  }
  const dropped = new Set(merged.map((d) => keyOf(d.place)));
  const moved = new Map([...into.moved, ...from.moved].map((place) => [keyOf(place), place]));
  into.drops = merged;
  into.moved = [...moved].filter(([key]) => !dropped.has(key)).map(([, place]) => place);
}
