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
