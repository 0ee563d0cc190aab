import { keyOf } from '../mir/placeKeys.ts';
import type { Point, PointDrop } from './pointModel.ts';

/** One scope's end on several ways is one point; a part of its drops is the way on which a condition failed. */
export function mergePoints(found: readonly Point[]): readonly Point[] {
  const out: Point[] = [];
  const now = new Map<Point, Point>();
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
      now.set(point, twin);
      continue;
    }
    if (point.kind === 'end') tellElse(here, point);
    here.push(point);
    out.push(point);
    now.set(point, point);
  }
  for (const point of out) point.next = following(point, now);
  return out;
}

/** The points that come next as they are now; those that drop nothing are passed through. */
function following(point: Point, now: ReadonlyMap<Point, Point>): readonly Point[] {
  const found = new Set<Point>();
  const seen = new Set<Point>();
  const waiting = [...point.next];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const merged = now.get(next);
    if (merged) found.add(merged);
    else if (!seen.has(next)) {
      seen.add(next);
      waiting.push(...next.next);
    }
  }
  return [...found];
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
  into.next = [...into.next, ...from.next];
  into.drops = merged;
  into.moved = [...moved].filter(([key]) => !dropped.has(key)).map(([, place]) => place);
}
