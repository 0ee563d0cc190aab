import type { Def, Scope } from '../../resolve/model/def.ts';
import type { Span } from '../../syntax/ast.ts';
import type { Expr, Pattern } from '../../syntax/bodyAst.ts';
import type { SourceUnit } from '../../syntax/sourceUnit.ts';
import type { Lowering } from '../../types/lower/lowerCx.ts';
import type { ParamEnv } from '../../types/model.ts';
import { substitute } from '../../types/terms/fold.ts';
import type { ClosureTy, GenericArg, Ty } from '../../types/terms/ty.ts';
import type { LowerEnv, TypeCx } from '../../types/typeCx.ts';
import type { ExprMeaning } from '../meanings.ts';
import type { Adjustment, Callee } from '../typedBody.ts';
import {
  type Drafts,
  type ExprDraft,
  emptyDrafts,
  type FnFrame,
  type Lexical,
  type LocalDraft,
} from './drafts.ts';
import { InferCx } from './inferCx.ts';

export type Edition = '2015' | '2018' | '2021' | '2024';

/** Finds the type of an expression by its kind: the functions that do it need each other, and meet here. */
export type KindCheck = (cx: BodyCx, expr: Expr, expected: Ty | undefined) => Ty;

interface OpenClosure {
  readonly inputs: readonly Ty[];
  readonly output: Ty;
}

/** The inference of one body: what is in scope, what was found, and what is left to decide (rustc's `FnCtxt`). */
export class BodyCx extends InferCx {
  readonly owner: Def;
  readonly edition: Edition;
  readonly kinds: KindCheck;
  readonly drafts: Drafts = emptyDrafts();
  lexical: Lexical;
  frame: FnFrame;
  /** Whether control can't come here. */
  diverges = false;
  /** Variables made for the value of something that diverges (they fall back to `()` or `!`). */
  readonly divergingVars: Ty[] = [];
  /** Variables of numbers without a suffix. */
  readonly numberVars: Ty[] = [];
  /** The variables of each checked pattern, and the hygiene marks of their names. */
  readonly patternLocals = new Map<Pattern, readonly LocalDraft[]>();
  readonly marks = new Map<LocalDraft, number | undefined>();
  /** Traits in scope by the names of their members, for each scope. */
  readonly traitsByName = new Map<Scope, Map<string, readonly Def[]>>();
  /** Nesting of expressions, so that no input can exhaust the stack. */
  depth = 0;
  readonly #open: Map<number, OpenClosure>;
  #closures = 0;

  constructor(
    types: TypeCx,
    owner: Def,
    env: ParamEnv,
    edition: Edition,
    lexical: Lexical,
    frame: FnFrame,
    kinds: KindCheck,
  ) {
    const open = new Map<number, OpenClosure>();
    super(types, env, {
      closureSig: (ty) => (ty.owner === owner ? open.get(ty.offset) : undefined),
    });
    this.#open = open;
    this.owner = owner;
    this.kinds = kinds;
    this.edition = edition;
    this.lexical = lexical;
    this.frame = frame;
  }

  // ------------------------------------------------------------------------------------ places
  /** What lowering of types and paths needs at the current place. */
  get lowering(): Lowering {
    return { cx: this.types, env: this.lowerEnv };
  }

  get lowerEnv(): LowerEnv {
    const { scope, unit } = this.lexical;
    return { scope, unit, owner: this.owner, infer: () => this.fresh() };
  }

  /** Runs `inside` with other names in scope, and comes back. */
  within<T>(lexical: Lexical, inside: () => T): T {
    const outer = this.lexical;
    this.lexical = lexical;
    const result = inside();
    this.lexical = outer;
    return result;
  }

  // ------------------------------------------------------------------------------------ results
  /** A variable for a number without a suffix. */
  freshNumber(of: 'int' | 'float'): Ty {
    const variable = this.table.fresh(of);
    this.numberVars.push(variable);
    return variable;
  }

  /** Notes that something at a place can't be told; the type for it. */
  gap(span: Span, reason: string, unit: SourceUnit = this.lexical.unit): Ty {
    this.drafts.gaps.push({ unit, span, reason });
    return { kind: 'unknown', reason };
  }

  draft(expr: Expr): ExprDraft {
    let draft = this.drafts.exprs.get(expr);
    if (!draft) {
      const ty: Ty = { kind: 'unknown', reason: 'not inferred' };
      draft = { unit: this.lexical.unit, ty, adjustments: [], place: false, diverges: false };
      this.drafts.exprs.set(expr, draft);
    }
    return draft;
  }

  mean(expr: Expr, meaning: ExprMeaning): void {
    this.draft(expr).meaning = meaning;
  }

  adjust(expr: Expr, adjustments: readonly Adjustment[]): void {
    if (adjustments.length > 0) this.draft(expr).adjustments.push(...adjustments);
  }

  /** The type of a constant or static for its arguments. */
  typeOfConst({ def, args }: Callee): Ty {
    return substitute(this.types.typeOf(def), args);
  }

  // ------------------------------------------------------------------------------------ closures
  /** A new closure's type; the variable behind its arguments keeps goals on it from being remembered. */
  closureTy(
    flavor: ClosureTy['flavor'],
    span: Span,
    sig: OpenClosure,
    identity: readonly GenericArg[],
  ): ClosureTy {
    this.#closures++;
    // Offsets into an expansion's text could be those of another closure.
    const offset = this.lexical.unit.expansion === undefined ? span.start : -this.#closures;
    this.#open.set(offset, sig);
    return { kind: 'closure', flavor, owner: this.owner, offset, args: [...identity, this.fresh()] };
  }

  sigOf(ty: ClosureTy): OpenClosure | undefined {
    return ty.owner === this.owner ? this.#open.get(ty.offset) : undefined;
  }
}
