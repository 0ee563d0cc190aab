import type { Unknown } from '../base/unknown.ts';
import type { Def, Scope } from '../resolve/model/def.ts';
import type { Path, TypeSyntax } from '../syntax/ast.ts';
import type { SourceUnit } from '../syntax/sourceUnit.ts';
import type { AdtDef } from './items/adt.ts';
import type {
  FnSig,
  Generics,
  ImplHeader,
  Outcome,
  ParamEnv,
  PointeeMetadata,
  Predicate,
  Selection,
  TraitInfo,
  ValueItem,
} from './model.ts';
import type { Const, GenericArg, ProjectionTy, TraitRef, Ty } from './terms/ty.ts';

/**
 * Where a type or path is written: which names and parameters it sees. `envOf` makes it for an item;
 * a block inside a body has the same with its own `scope`.
 */
export interface ItemEnv {
  readonly scope: Scope;
  readonly unit: SourceUnit;
  /** The definition whose parameters (and parents' parameters) are in scope. */
  readonly owner: Def;
}

/**
 * All questions about types that higher layers may ask. Every answer is memoised and cycle-safe; nothing
 * throws for user code, and what cannot be told is a term or value `unknown` with its reason.
 */
export interface TypeQueries {
  // ------------------------------------------------------------------------------------ definitions
  genericsOf(def: Def): Generics;
  /** The definition's parameters as arguments: `[T, N]`. */
  identityArgs(def: Def): readonly GenericArg[];
  /** The default of a parameter, in terms of those before it. */
  defaultOf(def: Def, index: number): GenericArg | undefined;
  /** Where clauses and bounds, the parents' included, with the implied `Sized` ones. */
  predicatesOf(def: Def): readonly Predicate[];
  paramEnvOf(def: Def): ParamEnv;
  /** What a struct, enum or union says. */
  adtDef(def: Def): AdtDef | Unknown;
  /** Type of a field for given arguments, normalised. */
  fieldTy(field: Ty, adtArgs: readonly GenericArg[], env: ParamEnv): Ty;
  /** The type that a struct, enum, union, alias, foreign type, const, static or impl (`Self`) stands for. */
  typeOf(def: Def): Ty;
  /** A definition's type with its own parameters as arguments replaced by `args` (defaults fill in the rest). */
  instantiate(def: Def, args: readonly GenericArg[]): Ty;
  fnSig(def: Def): FnSig | Unknown;
  implHeader(def: Def): ImplHeader | Unknown;
  traitInfo(def: Def): TraitInfo | Unknown;
  /** Members of an impl or trait. */
  members(def: Def): readonly Def[];
  /** A definition of the standard library by its public path, such as `core::ops::Drop`; undefined if the facts lack it. */
  stdDef(path: string): Def | undefined;
  /** Whether a definition is the one of std at a path, that of its declaration or a public one. */
  isStd(def: Def, stdPath: string): boolean;

  // ------------------------------------------------------------------------------------ syntax to terms
  envOf(def: Def): ItemEnv | undefined;
  /** A written type, not normalised; elided arguments and `_` are `unknown` unless `infer` gives variables. */
  lowerTy(syntax: TypeSyntax, env: ItemEnv, infer?: () => Ty): Ty;
  lowerTraitPath(path: Path, self: Ty, env: ItemEnv): TraitRef | Unknown;
  /** A path in an expression that is no local variable. */
  lowerValuePath(path: Path, env: ItemEnv, infer?: () => Ty): ValueItem;

  // ------------------------------------------------------------------------------------ traits
  select(ref: TraitRef, env: ParamEnv): Selection;
  holds(ref: TraitRef, env: ParamEnv): Outcome;
  /** Shorthand: `ty: Trait` for a trait of std by path with no further arguments. */
  implements(ty: Ty, stdTrait: string, env: ParamEnv): Outcome;
  /** Replaces all projections and aliases that can be resolved; evaluates constants. */
  normalize(ty: Ty, env: ParamEnv): Ty;
  normalizeProjection(projection: ProjectionTy, env: ParamEnv): GenericArg;
  isCopy(ty: Ty, env: ParamEnv): Outcome;
  isSized(ty: Ty, env: ParamEnv): Outcome;
  /** The impl of `Drop` for a type's definition. */
  dropImpl(adt: Def): Def | Unknown | undefined;
  /** The type that decides whether a pointer is wide: last field of last field … (rustc's `struct_tail`). */
  structTail(ty: Ty, env: ParamEnv): Ty;
  pointee(ty: Ty, env: ParamEnv): PointeeMetadata;
  /** Inherent impls whose `Self` may be this type. */
  inherentImpls(ty: Ty): readonly Def[];
  /** Impls of a trait that may apply to a type (all of them without one). */
  implsOfTrait(trait: Def, self?: Ty): readonly Def[];
  /** An associated item found by name for a trait and type: the impl's own, else the trait's default. */
  resolveAssoc(
    ref: TraitRef,
    name: string,
    env: ParamEnv,
  ): { readonly def: Def; readonly args: readonly GenericArg[] } | Unknown;

  // ------------------------------------------------------------------------------------ constants
  /** Evaluates a constant to a `value` where it can; what depends on parameters stays `unevaluated`. */
  evalConst(value: Const, env: ParamEnv): Const;
  /** A usize constant such as an array's length: its value, `undefined` where it depends on parameters, or why not. */
  evalUsize(value: Const, env: ParamEnv): bigint | undefined | Unknown;
}
