import { type Body, isIndirect, type Statement, successors, type Terminator } from '../mir/model.ts';
import { BitSet } from './bitSet.ts';
import { untilStable } from './graph.ts';

/**
 * Which locals a reference may point to where each block begins (`rustc_mir_dataflow::impls::MaybeBorrowedLocals`): all that
 * were borrowed, until their storage ends. A local that is dropped counts, since its `Drop` gets a reference.
 */
export function borrowedAtStart(body: Body, order: readonly number[]): readonly BitSet[] {
  const entries = body.blocks.map(() => new BitSet(body.locals.length));
  untilStable(order, (block) => {
    const { statements, terminator } = body.blocks[block]!;
    const state = new BitSet(entries[block]!);
    for (const statement of statements) borrowsOfStatement(state, statement);
    if (terminator) borrowsOfTerminator(state, terminator);
    return successors(terminator).filter((to) => entries[to]!.union(state));
  });
  return entries;
}

export function borrowsOfStatement(state: BitSet, statement: Statement): void {
  if (statement.kind === 'storageDead') state.delete(statement.local);
  if (statement.kind !== 'assign') return;
  const { value } = statement;
  if ((value.kind === 'ref' || value.kind === 'rawPtr') && !isIndirect(value.place))
    state.add(value.place.local);
}

export function borrowsOfTerminator(state: BitSet, terminator: Terminator): void {
  if (terminator.kind === 'drop' && !isIndirect(terminator.place)) state.add(terminator.place.local);
}
