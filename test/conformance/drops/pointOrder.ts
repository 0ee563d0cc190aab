// The order of the drops of several points: which points may follow each other, with no other drop between them.

import type { DropScope } from './rustDrops.ts';

/** The points of a function as a graph of those that drop something and that both sides have. */
export type PointGraph = ReadonlyMap<number, ReadonlySet<number>>;

/** From each point in `kept`, the points of `kept` that may come next: others are passed through. */
export function contracted(scopes: readonly DropScope[], kept: ReadonlySet<number>): PointGraph {
  const graph = new Map<number, ReadonlySet<number>>();
  for (const from of kept) {
    const found = new Set<number>();
    const seen = new Set<number>();
    const waiting = [...(scopes[from]!.next ?? [])];
    for (let n = waiting.pop(); n !== undefined; n = waiting.pop()) {
      if (kept.has(n)) found.add(n);
      else if (!seen.has(n)) {
        seen.add(n);
        waiting.push(...(scopes[n]?.next ?? []));
      }
    }
    graph.set(from, found);
  }
  return graph;
}

/** One point that follows another on one side only. */
export interface OrderDifference {
  readonly from: DropScope;
  readonly to: DropScope;
  readonly verdict: 'missing' | 'extra';
}

/** `pairs`: which point of the product each point of the oracle is. */
export function orderDifferences(
  oracle: readonly DropScope[],
  product: readonly DropScope[],
  pairs: ReadonlyMap<number, number>,
): OrderDifference[] {
  const isTold = (scopes: readonly DropScope[]): boolean => scopes.every((s) => s.next !== undefined);
  if (!isTold(oracle) || !isTold(product)) return [];
  const want = contracted(oracle, new Set(pairs.keys()));
  const got = contracted(product, new Set(pairs.values()));
  const differences: OrderDifference[] = [];
  for (const [a, x] of pairs) {
    for (const [b, y] of pairs) {
      const isWanted = want.get(a)!.has(b);
      if (isWanted === got.get(x)!.has(y)) continue;
      differences.push({ from: oracle[a]!, to: oracle[b]!, verdict: isWanted ? 'missing' : 'extra' });
    }
  }
  return differences;
}
