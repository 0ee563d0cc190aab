import { reversePostorder } from '../dataflow/graph.ts';
import {
  type Body,
  type MirLocal,
  type Operand,
  operandsOf,
  type Place,
  type Rvalue,
  type Statement,
  type Terminator,
} from '../mir/model.ts';

/** What promotion asks about types and functions. */
export interface PromoteTypes {
  readonly needsDrop: (ty: MirLocal['ty']) => boolean;
  /** Whether a type's `Drop` is its own, whatever it holds. */
  readonly hasDrop: (ty: MirLocal['ty']) => boolean;
  /** Whether values of a type can't change behind a shared reference. */
  readonly isFreeze: (ty: MirLocal['ty']) => boolean;
  readonly isUnsafeCell: (ty: MirLocal['ty']) => boolean;
  /** Whether std says that calls of a function with constants are constants (`#[rustc_promotable]`). */
  readonly isPromotable: (callee: NonNullable<Extract<Terminator, { kind: 'call' }>['callee']>) => boolean;
  readonly lengthOf: (ty: MirLocal['ty']) => bigint | undefined;
}

/** `maybe`: a constant's own value decides, which is not looked at. */
type Answer = 'yes' | 'no' | 'maybe';

/** The one place that a temporary gets its value. */
type Defined =
  | { readonly statement: Extract<Statement, { kind: 'assign' }> }
  | { readonly call: Extract<Terminator, { kind: 'call' }> };

export interface Promoted {
  readonly body: Body;
  /** Locals of which it isn't known whether they become constants. */
  readonly doubtful: ReadonlySet<number>;
}

/**
 * Borrows of temporaries with constant values become borrows of constants: the temporaries are gone before anything
 * asks which of them live across a suspension point (`rustc_mir_transform::promote_consts`).
 */
export function promoteTemps(body: Body, types: PromoteTypes): Promoted {
  const promoter = new Promoter(body, types);
  return promoter.run();
}

class Promoter {
  readonly #body: Body;
  readonly #types: PromoteTypes;
  readonly #defined = new Map<number, Defined | 'unpromotable'>();
  readonly #uses = new Map<number, number>();
  readonly #borrows: Extract<Statement, { kind: 'assign' }>[] = [];
  readonly #answers = new Map<number, Answer>();
  readonly #doubtful = new Set<number>();

  constructor(body: Body, types: PromoteTypes) {
    this.#body = body;
    this.#types = types;
  }

  run(): Promoted {
    for (const block of reversePostorder(this.#body.blocks)) this.#collect(block);
    const gone = new Set<number>();
    const replaced = new Set<Statement>();
    for (const statement of this.#borrows.toReversed()) {
      const { value, place } = statement;
      if (value.kind !== 'ref') continue;
      const answer = this.#candidate(value);
      if (answer === 'maybe') this.#take(value.place.local, this.#doubtful, false);
      if (answer !== 'yes' || gone.has(place.local)) continue;
      this.#take(value.place.local, gone, false);
      replaced.add(statement);
    }
    return {
      body: replaced.size === 0 ? this.#body : this.#without(gone, replaced),
      doubtful: this.#doubtful,
    };
  }

  // ---------------------------------------------------------------------------------- temporaries and their uses

  #collect(block: number): void {
    const { statements, terminator } = this.#body.blocks[block]!;
    for (const statement of statements) {
      if (statement.kind === 'mention') this.#use(statement.place);
      if (statement.kind !== 'assign') continue;
      const { place, value } = statement;
      for (const operand of operandsOf(value)) this.#operand(operand);
      if (value.kind === 'ref') {
        this.#borrow(value);
        this.#borrows.push(statement);
      } else if (value.kind === 'rawPtr') this.#unpromotable(value.place.local);
      else if (value.kind === 'discriminant') this.#use(value.place);
      this.#define(place, { statement });
    }
    if (terminator) this.#end(terminator);
  }

  #end(terminator: Terminator): void {
    switch (terminator.kind) {
      case 'call':
        for (const arg of terminator.args) this.#operand(arg);
        this.#define(terminator.destination, { call: terminator });
        break;
      case 'switch':
        if (terminator.discriminant) this.#use(terminator.discriminant);
        if (terminator.operand) this.#operand(terminator.operand);
        break;
      case 'assert':
        for (const operand of terminator.operands) this.#operand(operand);
        break;
      case 'yield':
        this.#unpromotable(terminator.resumeArg.local);
        break;
      case 'goto':
      case 'drop':
      case 'return':
      case 'unreachable':
      case 'resume':
      case 'coroutineDrop':
        break;
    }
  }

  #isTemp(local: number): boolean {
    return local > 2 && !this.#body.locals[local]!.isVariable;
  }

  #define(place: Place, defined: Defined): void {
    const { local } = place;
    if (!this.#isTemp(local)) return;
    const first = place.projections.length === 0 && !this.#defined.has(local);
    this.#defined.set(local, first ? defined : 'unpromotable');
  }

  #operand(operand: Operand): void {
    if (operand.kind !== 'constant') this.#use(operand.place);
  }

  #use(place: Place): void {
    const { local } = place;
    if (!this.#defined.has(local)) this.#unpromotable(local);
    this.#uses.set(local, (this.#uses.get(local) ?? 0) + 1);
    for (const step of place.projections)
      if (step.kind === 'index') this.#use({ local: step.local, projections: [] });
  }

  #borrow({ place, borrow }: Extract<Rvalue, { kind: 'ref' }>): void {
    if (borrow !== 'shared' && place.projections.length > 0) this.#unpromotable(place.local);
    else this.#use(place);
  }

  #unpromotable(local: number): void {
    if (this.#isTemp(local)) this.#defined.set(local, 'unpromotable');
  }

  // ---------------------------------------------------------------------------------- what is constant

  #candidate(value: Extract<Rvalue, { kind: 'ref' }>): Answer {
    const { place, borrow } = value;
    const local = this.#local(place.local);
    if (local === 'no' || place.projections.some((p) => p.kind === 'deref')) return 'no';
    return both(local, this.#borrowed(place, borrow));
  }

  #borrowed(place: Place, borrow: 'shared' | 'mut' | 'unique'): Answer {
    if (borrow === 'unique') return 'no';
    const ty = place.projections.at(-1)?.ty ?? this.#body.locals[place.local]!.ty;
    if (borrow === 'mut') return this.#types.lengthOf(ty) === 0n ? 'yes' : 'no';
    return negate(this.#qualifies(place.local, 'mutable'));
  }

  /** `validate_local` */
  #local(local: number): Answer {
    const known = this.#answers.get(local);
    if (known) return known;
    const defined = this.#defined.get(local);
    if (!defined || defined === 'unpromotable') return 'no';
    this.#answers.set(local, 'no');
    const drops = negate(this.#qualifies(local, 'drop'));
    const value = drops === 'no' ? 'no' : this.#definition(defined);
    const answer = both(drops, value);
    this.#answers.set(local, answer);
    return answer;
  }

  #definition(defined: Defined): Answer {
    if ('statement' in defined) return this.#rvalue(defined.statement.value);
    const { callee, args } = defined.call;
    if (!callee || !this.#types.isPromotable(callee)) return 'no';
    return all(args.map((arg) => this.#operandIs(arg)));
  }

  #rvalue(value: Rvalue): Answer {
    switch (value.kind) {
      case 'use':
        return this.#operandIs(value.operand);
      case 'compute':
        return value.fails
          ? both('maybe', all(value.operands.map((o) => this.#operandIs(o))))
          : all(value.operands.map((o) => this.#operandIs(o)));
      case 'aggregate':
        return all(value.operands.map((o) => this.#operandIs(o)));
      case 'discriminant':
        return this.#place(value.place);
      case 'rawPtr':
        return 'no';
      case 'ref': {
        // A reborrow of a whole reference is as good as a copy of it.
        const { place } = value;
        const last = place.projections.at(-1);
        if (last?.kind === 'deref' && !last.box && value.borrow === 'shared')
          return this.#place({ local: place.local, projections: place.projections.slice(0, -1) });
        return both(this.#place(place), this.#borrowed(place, value.borrow));
      }
    }
  }

  #operandIs(operand: Operand): Answer {
    if (operand.kind === 'constant') return operand.of === 'static' ? 'no' : 'yes';
    return this.#place(operand.place);
  }

  #place(place: Place): Answer {
    if (place.projections.some((p) => p.kind === 'deref' || (p.kind === 'field' && p.variant !== undefined)))
      return 'no';
    const answer = this.#local(place.local);
    return place.projections.some((p) => p.kind === 'index') ? both('maybe', answer) : answer;
  }

  /** Whether a value may need a drop, or may change behind a shared reference (`check_consts::qualifs`). */
  #qualifies(local: number, what: 'drop' | 'mutable'): Answer {
    const defined = this.#defined.get(local);
    if (!defined || defined === 'unpromotable') return 'no';
    const ofTy = this.#ofTy(this.#body.locals[local]!.ty, what);
    if (ofTy === 'no' || !('statement' in defined)) return ofTy;
    const { value } = defined.statement;
    if (value.kind === 'aggregate') {
      const inherent = what === 'drop' ? this.#types.hasDrop(value.ty) : this.#types.isUnsafeCell(value.ty);
      return inherent ? 'yes' : any(value.operands.map((o) => this.#operandQualifies(o, what)));
    }
    if (value.kind === 'use') return this.#operandQualifies(value.operand, what);
    if (value.kind === 'ref') return 'no';
    return any(operandsOf(value).map((o) => this.#operandQualifies(o, what)));
  }

  #operandQualifies(operand: Operand, what: 'drop' | 'mutable'): Answer {
    if (operand.kind === 'constant') {
      const ofTy = this.#ofTy(operand.ty, what);
      return ofTy === 'yes' && operand.of === 'item' ? 'maybe' : ofTy;
    }
    const { local, projections } = operand.place;
    const last = projections.at(-1);
    if (last && this.#ofTy(last.ty, what) === 'no') return 'no';
    return this.#qualifies(local, what);
  }

  #ofTy(ty: MirLocal['ty'], what: 'drop' | 'mutable'): Answer {
    const does = what === 'drop' ? this.#types.needsDrop(ty) : !this.#types.isFreeze(ty);
    return does ? 'yes' : 'no';
  }

  // ---------------------------------------------------------------------------------- the body without them

  /** The temporary and what it is computed from are part of the constant; one that has other uses stays as well. */
  #take(local: number, gone: Set<number>, keep: boolean): void {
    const defined = this.#defined.get(local);
    if (gone.has(local) || !defined || defined === 'unpromotable') return;
    const stays = keep || (this.#uses.get(local) ?? 0) > 1;
    if (!stays) gone.add(local);
    const operands = 'statement' in defined ? operandsOf(defined.statement.value) : defined.call.args;
    for (const operand of operands)
      if (operand.kind !== 'constant') this.#take(operand.place.local, gone, stays);
    if ('statement' in defined && defined.statement.value.kind === 'ref')
      this.#take(defined.statement.value.place.local, gone, stays);
  }

  #without(gone: ReadonlySet<number>, replaced: ReadonlySet<Statement>): Body {
    const locals = [...this.#body.locals];
    const blocks = this.#body.blocks.map((block) => {
      const statements = block.statements.flatMap((statement): readonly Statement[] => {
        if (replaced.has(statement) && statement.kind === 'assign' && statement.value.kind === 'ref') {
          const { value } = statement;
          const { ty, at } = this.#body.locals[value.place.local]!;
          const id = locals.length;
          locals.push({ id, ty: { kind: 'ref', mutable: false, inner: ty }, at, isVariable: false });
          const pointer: Statement = {
            kind: 'assign',
            place: { local: id, projections: [] },
            value: { kind: 'use', operand: { kind: 'constant', ty } },
          };
          const projections = [{ kind: 'deref' as const, box: false, ty }, ...value.place.projections];
          return [pointer, { ...statement, value: { ...value, place: { local: id, projections } } }];
        }
        return isOfGone(statement, gone) ? [] : [statement];
      });
      const { terminator } = block;
      const made = { ...block, statements };
      if (terminator?.kind === 'drop' && gone.has(terminator.place.local))
        return { ...made, terminator: { kind: 'goto' as const, to: terminator.to } };
      if (
        terminator?.kind === 'call' &&
        gone.has(terminator.destination.local) &&
        terminator.to !== undefined
      )
        return { ...made, terminator: { kind: 'goto' as const, to: terminator.to } };
      return made;
    });
    return { locals, blocks };
  }
}

function isOfGone(statement: Statement, gone: ReadonlySet<number>): boolean {
  switch (statement.kind) {
    case 'storageLive':
    case 'storageDead':
      return gone.has(statement.local);
    case 'assign':
    case 'mention':
      return gone.has(statement.place.local);
  }
}

function both(a: Answer, b: Answer): Answer {
  if (a === 'no' || b === 'no') return 'no';
  return a === 'maybe' || b === 'maybe' ? 'maybe' : 'yes';
}

function all(answers: readonly Answer[]): Answer {
  return answers.reduce(both, 'yes');
}

function any(answers: readonly Answer[]): Answer {
  if (answers.includes('yes')) return 'yes';
  return answers.includes('maybe') ? 'maybe' : 'no';
}

function negate(answer: Answer): Answer {
  if (answer === 'maybe') return 'maybe';
  return answer === 'yes' ? 'no' : 'yes';
}
