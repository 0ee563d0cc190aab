import type { Unknown } from '../base/unknown.ts';
import type { Def, Scope } from '../resolve/model/def.ts';
import type { MacroCall, Span } from '../syntax/ast.ts';
import type { Block, Expr, Pattern } from '../syntax/bodyAst.ts';
import type { SourceUnit } from '../syntax/sourceUnit.ts';
import type { ParamEnv } from '../types/model.ts';
import type { GenericArg, Ty } from '../types/terms/ty.ts';
import type { Configurable } from './activeParts.ts';
import type { ExprMeaning, PatternMeaning } from './meanings.ts';

/**
 * What inference found out about one body (rustc's `TypeckResults`): a function's, or a constant's value.
 * Immutable plain data, keyed by the syntax nodes themselves; `value` is where to start walking. Macro calls
 * in it are followed by `expansions`. Types are in terms of the owner's own parameters and have no inference
 * variables; a type that could not be told is `unknown` with its reason.
 *
 * Closures and async blocks are part of the body that they stand in.
 */
export interface TypedBody {
  readonly owner: Def;
  /** The unit that `value` stands in. */
  readonly unit: SourceUnit;
  readonly env: ParamEnv;
  readonly edition: '2015' | '2018' | '2021' | '2024';
  /** The parameters of a function, `self` first; empty for constants. */
  readonly params: readonly BodyParam[];
  /** What the body gives: the written return type (of an async function that of the `await`). */
  readonly returnTy: Ty;
  readonly isAsync: boolean;
  /** The function's block as a block expression, or the constant's value. */
  readonly value: Expr;
  readonly exprs: ReadonlyMap<Expr, ExprInfo>;
  readonly blocks: ReadonlyMap<Block, BlockInfo>;
  readonly patterns: ReadonlyMap<Pattern, PatternInfo>;
  /** All variables, those in closures included, in order of declaration. `Local.id` is the index. */
  readonly locals: readonly Local[];
  /** Closures and async blocks, by their expression. */
  readonly closures: ReadonlyMap<Expr, ClosureInfo>;
  readonly expansions: ReadonlyMap<MacroCall, MacroExpansion>;
  /** The hidden types of `impl Trait` in the return type, in order. */
  readonly opaques: readonly Ty[];
  /** Statements, arms and fields' values that `cfg` takes out: nothing else is known of them. */
  readonly inactive: ReadonlySet<Configurable>;
  /** Those of which it isn't known whether `cfg` takes them out, with the reason. */
  readonly uncertain: ReadonlyMap<Configurable, string>;
  /** What could not be told, at most one entry for each cause. */
  readonly gaps: readonly BodyGap[];
}

/** Something that could not be found out, where it is. What depends on it has a type `unknown` with this reason. */
export interface BodyGap {
  readonly unit: SourceUnit;
  readonly span: Span;
  readonly reason: string;
}

export interface BodyParam {
  readonly ty: Ty;
  /** The pattern; absent for `self`. */
  readonly pat?: Pattern;
  /** The variable `self`, or the one that a pattern which is a plain name binds. */
  readonly local?: Local;
  readonly span: Span;
}

/** A variable: a `let`, a parameter, or a binding of any other pattern. */
export interface Local {
  readonly id: number;
  readonly name: string;
  /** The first place that binds it (an or-pattern has several). */
  readonly unit: SourceUnit;
  readonly span: Span;
  /** Where its binding begins, with `mut` or `ref`: a macro may write these around a name of its caller. */
  readonly start: number;
  /** `mut` */
  readonly mutable: boolean;
  /** The variable's own type: a reference for `ref` bindings and for those that match ergonomics made so. */
  readonly ty: Ty;
  readonly mode: BindingMode;
  readonly kind: 'self' | 'param' | 'let' | 'pattern';
  /** The innermost closure or async block that declares it; absent for the body's own. */
  readonly closure?: Expr;
}

/** How a binding takes its value: `ref` and `refMut` borrow the place matched; `copy` leaves it usable. */
export type BindingMode = 'move' | 'copy' | 'ref' | 'refMut';

/** What a macro call became. `statements` stands in place of the call among the statements around it. */
export type MacroExpansion =
  | { readonly kind: 'expr'; readonly unit: SourceUnit; readonly expr: Expr }
  | { readonly kind: 'statements'; readonly unit: SourceUnit; readonly block: Block }
  | { readonly kind: 'pattern'; readonly unit: SourceUnit; readonly pat: Pattern }
  /** A macro of the compiler: the arguments that it evaluates in order, and how each is taken. */
  | {
      readonly kind: 'builtin';
      readonly name: string;
      readonly unit: SourceUnit;
      readonly args: readonly { readonly expr: Expr; readonly by: 'ref' | 'value' }[];
      /** For `assert!`: the arguments behind this many are evaluated only when it fails. */
      readonly always: number;
    }
  | Unknown;

export interface ExprInfo {
  /** The unit whose text the expression's span counts in. */
  readonly unit: SourceUnit;
  /** Its own type, before adjustments. */
  readonly ty: Ty;
  /** What is done to the value before it is used, in order. The last one's `ty` is what the place around gets. */
  readonly adjustments: readonly Adjustment[];
  /** Names a memory location (Reference, "Place Expressions and Value Expressions"). */
  readonly place: boolean;
  /** Never gives a value: control does not come out behind it. */
  readonly diverges: boolean;
  readonly meaning?: ExprMeaning;
}

export interface BlockInfo {
  readonly ty: Ty;
  readonly diverges: boolean;
  /** Where the names in it are looked up. */
  readonly scope: Scope;
}

/** rustc's `Adjust`; `ty` is the type after the step. */
export type Adjustment =
  | { readonly kind: 'neverToAny'; readonly ty: Ty }
  /** `*x`; `overloaded` by `Deref` or `DerefMut`, which borrows `x`; absent for references and `Box`. */
  | { readonly kind: 'deref'; readonly overloaded?: { readonly mutable: boolean }; readonly ty: Ty }
  | {
      readonly kind: 'borrow';
      readonly mutable: boolean;
      readonly raw: boolean;
      readonly ty: Ty;
      /** Lifetimes, which are not followed, decide whether the reference is reborrowed or passed on as it is. */
      readonly uncertain?: true;
    }
  | {
      readonly kind: 'pointer';
      readonly cast: 'unsize' | 'reifyFn' | 'closureFn' | 'mutToConst';
      readonly ty: Ty;
    };

export interface PatternInfo {
  readonly unit: SourceUnit;
  /** The type of the value that the pattern itself matches, behind the `derefs`. */
  readonly ty: Ty;
  /** The references that match ergonomics look through before the pattern, outermost first (`pat_adjustments`). */
  readonly derefs: readonly Ty[];
  readonly meaning?: PatternMeaning;
}

export type ClosureKind = 'Fn' | 'FnMut' | 'FnOnce';

export interface ClosureInfo {
  readonly expr: Expr;
  readonly flavor: 'closure' | 'async closure' | 'async block';
  readonly ty: Ty;
  /** `FnOnce` for async blocks. */
  readonly kind: ClosureKind;
  readonly isMove: boolean;
  readonly inputs: readonly Ty[];
  /** What calling it (awaiting the block) gives. */
  readonly output: Ty;
  /** In the order of the closure's own fields; or why it isn't known. */
  readonly captures: readonly Capture[] | Unknown;
  /** The closure around it. */
  readonly parent?: Expr;
}

/** A place that a closure takes along (Reference, "Closure types", Capture precision). */
export interface Capture {
  readonly local: Local;
  readonly projections: readonly CaptureProjection[];
  /** `unique`: a mutable reference is reborrowed without `mut` on the variable. */
  readonly by: 'value' | 'ref' | 'refMut' | 'unique';
  /** Taking it by value leaves the place usable. */
  readonly copy: boolean;
  /** The type of the place. */
  readonly placeTy: Ty;
  /** The type of the closure's field: a reference to `placeTy` unless `by` is `value`. */
  readonly ty: Ty;
}

export type CaptureProjection =
  | { readonly kind: 'deref'; readonly ty: Ty }
  | { readonly kind: 'field'; readonly index: number; readonly name: string; readonly ty: Ty };

/** A definition with all its arguments. */
export interface Callee {
  readonly def: Def;
  readonly args: readonly GenericArg[];
}
