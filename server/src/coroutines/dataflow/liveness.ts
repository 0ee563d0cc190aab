import {
  type Body,
  isIndirect,
  type Operand,
  operandsOf,
  type Place,
  type Statement,
  successors,
  type Terminator,
} from '../mir/model.ts';
import { BitSet } from './bitSet.ts';
import { predecessors, untilStable } from './graph.ts';

/**
 * Which locals are read further on, at each block's end (`rustc_mir_dataflow::impls::MaybeLiveLocals`). A reference counts
 * where it is made; what lives behind one is for `borrowedLocals` to say.
 */
export function liveAtEnd(body: Body, order: readonly number[]): readonly BitSet[] {
  const { length } = body.locals;
  const entries = body.blocks.map(() => new BitSet(length));
  const before = predecessors(body, order);
  untilStable([...order].reverse(), (block) => {
    const { statements, terminator } = body.blocks[block]!;
    const state = endState(entries, terminator, length);
    if (terminator) terminatorEffect(state, terminator);
    for (const statement of statements.toReversed()) statementEffect(state, statement);
    return entries[block]!.union(state) ? (before.get(block) ?? []) : [];
  });
  return body.blocks.map(({ terminator }) => endState(entries, terminator, length));
}

/** What holds behind a block's end, with what a call or a resumption writes first. */
function endState(entries: readonly BitSet[], terminator: Terminator | undefined, length: number): BitSet {
  const state = new BitSet(length);
  for (const to of successors(terminator)) {
    const written = writtenOn(terminator, to);
    if (!written) {
      state.union(entries[to]!);
      continue;
    }
    const entry = new BitSet(entries[to]!);
    store(entry, written);
    state.union(entry);
  }
  return state;
}

function writtenOn(terminator: Terminator | undefined, to: number): Place | undefined {
  if (terminator?.kind === 'call' && terminator.to === to) {
    return terminator.destination.projections.length === 0 ? terminator.destination : undefined;
  }
  return terminator?.kind === 'yield' && terminator.resume === to ? terminator.resumeArg : undefined;
}

function statementEffect(state: BitSet, statement: Statement): void {
  switch (statement.kind) {
    case 'assign': {
      store(state, statement.place);
      const { value } = statement;
      for (const operand of operandsOf(value)) read(state, operand);
      if (value.kind === 'ref' || value.kind === 'rawPtr' || value.kind === 'discriminant')
        use(state, value.place);
      break;
    }
    case 'mention':
      use(state, statement.place);
      break;
    case 'storageLive':
    case 'storageDead':
      break;
  }
}

function terminatorEffect(state: BitSet, terminator: Terminator): void {
  switch (terminator.kind) {
    case 'switch':
      if (terminator.discriminant) use(state, terminator.discriminant);
      if (terminator.operand) read(state, terminator.operand);
      break;
    case 'call':
      if (isIndirect(terminator.destination)) use(state, terminator.destination);
      for (const arg of terminator.args) read(state, arg);
      break;
    case 'drop':
      use(state, terminator.place);
      break;
    case 'assert':
      for (const operand of terminator.operands) read(state, operand);
      break;
    case 'return':
      // The place of the value that is returned.
      state.add(0);
      break;
    case 'goto':
    case 'yield':
    case 'unreachable':
    case 'resume':
    case 'coroutineDrop':
      break;
  }
}

/** Writing a whole local ends its life; writing through a pointer reads the pointer; writing a part does neither. */
function store(state: BitSet, place: Place): void {
  if (isIndirect(place)) state.add(place.local);
  else if (place.projections.length === 0) state.delete(place.local);
  indexes(state, place);
}

function read(state: BitSet, operand: Operand): void {
  if (operand.kind !== 'constant') use(state, operand.place);
}

function use(state: BitSet, place: Place): void {
  state.add(place.local);
  indexes(state, place);
}

function indexes(state: BitSet, { projections }: Place): void {
  for (const step of projections) if (step.kind === 'index') state.add(step.local);
}
