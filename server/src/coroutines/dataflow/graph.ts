import { type BasicBlock, type Body, successors } from '../mir/model.ts';

/** The blocks that are reached from the start, each before its successors where there is no loop. */
export function reversePostorder(blocks: readonly BasicBlock[]): readonly number[] {
  const order: number[] = [];
  const seen = new Set([0]);
  const stack = [{ block: 0, next: 0, all: successors(blocks[0]?.terminator) }];
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const to = top.all[top.next++];
    if (to === undefined) {
      order.push(top.block);
      stack.pop();
    } else if (!seen.has(to)) {
      seen.add(to);
      stack.push({ block: to, next: 0, all: successors(blocks[to]?.terminator) });
    }
  }
  return order.reverse();
}

/** Runs `visit` on blocks in an order, again on those that it names, until none is left. */
export function untilStable(order: readonly number[], visit: (block: number) => Iterable<number>): void {
  const rank = new Map(order.map((block, k) => [block, k]));
  const waiting = order.map(() => true);
  let from = 0;
  while (from < order.length) {
    if (!waiting[from]) {
      from++;
      continue;
    }
    waiting[from] = false;
    let next = from + 1;
    for (const block of visit(order[from]!)) {
      const k = rank.get(block);
      if (k === undefined) continue;
      waiting[k] = true;
      next = Math.min(next, k);
    }
    from = next;
  }
}

/** For each block those that lead to it. */
export function predecessors(
  { blocks }: Body,
  order: readonly number[],
): ReadonlyMap<number, readonly number[]> {
  const all = new Map<number, number[]>();
  for (const block of order) {
    for (const to of successors(blocks[block]!.terminator)) {
      const known = all.get(to);
      if (known) known.push(block);
      else all.set(to, [block]);
    }
  }
  return all;
}
