/**
 * The points that are kept of a function's, in the same order: `next`, the numbers of those that control may come to
 * next, leads through those that are left out.
 */
export function keepPoints<P extends { readonly next: readonly number[] }>(
  points: readonly P[],
  keeps: (point: P) => boolean,
): P[] {
  const kept = points.filter(keeps);
  const numbers = new Map(kept.map((point, k) => [point, k]));
  return kept.map((point) => ({ ...point, next: following(point, points, numbers) }));
}

function following<P extends { readonly next: readonly number[] }>(
  from: P,
  points: readonly P[],
  numbers: ReadonlyMap<P, number>,
): readonly number[] {
  const found = new Set<number>();
  const seen = new Set<number>();
  const waiting = [...from.next];
  for (let n = waiting.pop(); n !== undefined; n = waiting.pop()) {
    const point = points[n];
    const number = point && numbers.get(point);
    if (number !== undefined) found.add(number);
    else if (point && !seen.has(n)) {
      seen.add(n);
      waiting.push(...point.next);
    }
  }
  return [...found].sort((a, b) => a - b);
}

/** The points in another order, with `next` by their new numbers. */
export function sortPoints<P extends { readonly next: readonly number[] }>(
  points: readonly P[],
  compare: (a: P, b: P) => number,
): P[] {
  const sorted = points.toSorted(compare);
  const numbers = new Map(sorted.map((point, k) => [point, k]));
  return sorted.map((point) => ({
    ...point,
    next: point.next.map((n) => numbers.get(points[n]!)!).sort((a, b) => a - b),
  }));
}

/** A point as far as its place in a list is concerned. */
interface ListedPoint {
  readonly kind: string;
  readonly line: number;
  readonly column: number;
  readonly next: readonly number[];
}

/**
 * The points by their places in the text, but what the program drops right before an assignment stands before it: in
 * `(a, _) = (b(), c())` the second value goes, at the end of the statement, before the old `a` does.
 */
export function listPoints<P extends ListedPoint>(points: readonly P[]): P[] {
  const sorted = sortPoints(points, (a, b) => a.line - b.line || a.column - b.column);
  const order = sorted.map((_, k) => k);
  for (const [k, point] of sorted.entries()) {
    if (point.kind !== 'assign') continue;
    const before = order.filter((n) => isOnlyBefore(sorted, n, k) && order.indexOf(n) > order.indexOf(k));
    for (const n of before) {
      order.splice(order.indexOf(n), 1);
      order.splice(order.indexOf(k), 0, n);
    }
  }
  const places = new Map(order.map((n, place) => [sorted[n]!, place]));
  return sortPoints(sorted, (a, b) => places.get(a)! - places.get(b)!);
}

/** Whether control comes from the end of a scope straight to an assignment, and not back. */
function isOnlyBefore(points: readonly ListedPoint[], end: number, assignment: number): boolean {
  const { kind, next } = points[end]!;
  return kind === 'end' && next.includes(assignment) && !points[assignment]!.next.includes(end);
}
