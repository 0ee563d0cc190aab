import { predecessors, reversePostorder } from '../dataflow/graph.ts';
import type { BasicBlock, Body, Terminator } from '../mir/model.ts';

/**
 * Makes one block of each two of which the first leads to the second alone (`rustc_mir_transform::simplify`): whether the
 * conflicts of a block count is told by its end.
 */
export function mergeBlocks(body: Body): Body {
  const order = reversePostorder(body.blocks);
  const before = predecessors(body, order);
  const blocks: BasicBlock[] = body.blocks.map((block) => ({ ...block, statements: [...block.statements] }));
  const gone = new Set<number>();
  for (const start of order) {
    if (gone.has(start)) continue;
    const block = blocks[start]!;
    for (let end = block.terminator; end?.kind === 'goto'; end = block.terminator) {
      const { to } = end;
      if (to === start || to === 0 || before.get(to)?.length !== 1 || gone.has(to)) break;
      block.statements.push(...blocks[to]!.statements);
      setEnd(block, blocks[to]!.terminator);
      gone.add(to);
    }
  }
  return { locals: body.locals, blocks };
}

function setEnd(block: BasicBlock, terminator: Terminator | undefined): void {
  if (terminator) block.terminator = terminator;
  else delete block.terminator;
}

/** Where panics abort nothing unwinds: the ways that clean up are gone (`AbortUnwindingCalls`). */
export function withoutUnwinding(body: Body): Body {
  const blocks = body.blocks.map((block): BasicBlock => {
    const { terminator } = block;
    if (terminator?.kind !== 'call' && terminator?.kind !== 'drop' && terminator?.kind !== 'assert')
      return block;
    const { unwind: _, ...rest } = terminator;
    return { ...block, terminator: rest };
  });
  return { locals: body.locals, blocks };
}
