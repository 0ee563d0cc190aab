import {
  type Body,
  CTX_ARG,
  type Operand,
  operandsOf,
  type Statement,
  type Terminator,
} from '../mir/model.ts';
import { BitSet } from './bitSet.ts';
import { borrowsOfStatement, borrowsOfTerminator } from './borrowedLocals.ts';
import { untilStable } from './graph.ts';

/** Is shown the locals that need storage while a statement or a block's end is executed. */
export type StorageVisitor = (state: BitSet, block: number) => void;

/**
 * Which locals need their storage (`rustc_mir_dataflow::impls::MaybeRequiresStorage`): from where they are written or
 * borrowed until their storage ends, or until their value is moved away and nothing can point to them.
 */
export class RequiresStorage {
  readonly #body: Body;
  readonly #order: readonly number[];
  readonly #borrowed: readonly BitSet[];
  readonly #entries: readonly BitSet[];

  constructor(body: Body, order: readonly number[], borrowed: readonly BitSet[]) {
    this.#body = body;
    this.#order = order;
    this.#borrowed = borrowed;
    this.#entries = body.blocks.map(() => new BitSet(body.locals.length));
    this.#entries[0]!.add(CTX_ARG);
    untilStable(order, (block) => this.#flow(block));
  }

  /** Shows each point of each block that is reached. */
  visit(visitor: StorageVisitor): void {
    for (const block of this.#order) this.#run(block, visitor);
  }

  /** What needs storage where a block's end is reached. */
  before(block: number): BitSet {
    return this.#run(block)[0];
  }

  #run(block: number, visitor?: StorageVisitor): readonly [state: BitSet, borrowed: BitSet] {
    const state = new BitSet(this.#entries[block]!);
    const borrowed = new BitSet(this.#borrowed[block]!);
    const { statements, terminator } = this.#body.blocks[block]!;
    for (const statement of statements) {
      borrowsOfStatement(state, statement);
      if (statement.kind === 'assign') state.add(statement.place.local);
      visitor?.(state, block);
      if (statement.kind === 'assign') moveOut(state, borrowed, operandsOf(statement.value));
      borrowsOfStatement(borrowed, statement);
    }
    if (visitor && terminator) {
      const end = new BitSet(state);
      earlyEffect(end, terminator);
      visitor(end, block);
    }
    return [state, borrowed];
  }

  #flow(block: number): readonly number[] {
    const [state, borrowed] = this.#run(block);
    const { terminator } = this.#body.blocks[block]!;
    if (!terminator) return [];
    earlyEffect(state, terminator);
    const changed: number[] = [];
    const join = (to: number | undefined, given: BitSet): void => {
      if (to !== undefined && this.#entries[to]!.union(given)) changed.push(to);
    };
    switch (terminator.kind) {
      case 'call': {
        // A panic leaves nothing in the place of the result.
        state.delete(terminator.destination.local);
        moveOut(state, borrowed, terminator.args);
        join(terminator.unwind, state);
        const returned = new BitSet(state);
        returned.add(terminator.destination.local);
        join(terminator.to, returned);
        break;
      }
      case 'assert':
        moveOut(state, borrowed, terminator.operands);
        join(terminator.to, state);
        join(terminator.unwind, state);
        break;
      case 'switch':
        if (terminator.operand) moveOut(state, borrowed, [terminator.operand]);
        for (const { to } of terminator.targets) join(to, state);
        break;
      case 'yield': {
        join(terminator.dropline, state);
        const resumed = new BitSet(state);
        resumed.add(terminator.resumeArg.local);
        join(terminator.resume, resumed);
        break;
      }
      case 'goto':
        join(terminator.to, state);
        break;
      case 'drop':
        join(terminator.to, state);
        join(terminator.unwind, state);
        break;
      case 'return':
      case 'unreachable':
      case 'resume':
      case 'coroutineDrop':
        break;
    }
    return changed;
  }
}

function earlyEffect(state: BitSet, terminator: Terminator): void {
  borrowsOfTerminator(state, terminator);
  if (terminator.kind === 'call') state.add(terminator.destination.local);
}

/** Whole locals that are moved, and that nothing points to, need no storage any more. */
function moveOut(state: BitSet, borrowed: BitSet, operands: readonly Operand[]): void {
  for (const operand of operands) {
    if (operand.kind !== 'move' || operand.place.projections.length > 0) continue;
    const { local } = operand.place;
    if (!borrowed.has(local)) state.delete(local);
  }
}

/** The locals without markers of their storage, which have it all the time (`always_storage_live_locals`). */
export function alwaysStorageLive({ locals, blocks }: Body, order: readonly number[]): BitSet {
  const all = new BitSet(locals.length);
  for (const { id } of locals) all.add(id);
  for (const block of order) {
    for (const statement of blocks[block]!.statements) if (isMarker(statement)) all.delete(statement.local);
  }
  return all;
}

function isMarker(statement: Statement): statement is Extract<Statement, { readonly local: number }> {
  return statement.kind === 'storageLive' || statement.kind === 'storageDead';
}

/** Ends at which control can't arrive: conflicts before them don't count. */
export function isUnreachable(terminator: Terminator | undefined): boolean {
  return terminator?.kind === 'unreachable';
}
