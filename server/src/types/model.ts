import type { Unknown } from '../base/unknown.ts';
import type { Def } from '../resolve/model/def.ts';
import type { Const, GenericArg, ProjectionTy, TraitRef, Ty } from './terms/ty.ts';

/**
 * What definitions mean, as terms: generics, predicates, signatures, headers of impls and traits; and the
 * answers of trait selection. The same for source and for facts of the standard library.
 */

/** One type or const parameter; lifetimes are erased and have no number. */
export interface ParamDef {
  readonly name: string;
  /** Its number among all parameters of the definition, the parents' first. */
  readonly index: number;
  readonly kind: 'type' | 'const';
  readonly hasDefault: boolean;
  /** The type parameter that `impl Trait` stands for in argument position. */
  readonly synthetic?: boolean;
}

/** The parameters of a definition (rustc's `Generics`). */
export interface Generics {
  readonly def: Def;
  /** Own parameters; in a trait `Self` comes first. */
  readonly own: readonly ParamDef[];
  /** Those of the enclosing impl, trait or (for variants) enum. */
  readonly parent?: Generics;
  /** How many parameters the parents have: the number of the first own one. */
  readonly parentCount: number;
  /** Of parents and own together. */
  readonly count: number;
}

/** What must hold where a definition is used, in terms of its parameters. */
export type Predicate =
  | { readonly kind: 'trait'; readonly ref: TraitRef }
  /** `<T as Iterator>::Item == ty` */
  | { readonly kind: 'projection'; readonly projection: ProjectionTy; readonly ty: GenericArg }
  /** A bound whose trait could not be told. */
  | Unknown;

/**
 * What is taken for true inside a generic definition: its where clauses and bounds, with their supertraits
 * and `Sized` for parameters without `?Sized` (rustc's `ParamEnv`). `key` stands for it in caches.
 */
export interface ParamEnv {
  readonly key: string;
  readonly predicates: readonly Predicate[];
}

/** The environment outside of every generic definition. */
export const emptyParamEnv: ParamEnv = { key: '', predicates: [] };

/** The signature of a function or of a tuple-like constructor, in terms of its parameters. */
export interface FnSig {
  readonly def: Def;
  /** `self` first where there is one. */
  readonly inputs: readonly Ty[];
  readonly output: Ty;
  /** `self`, `&self`, `&mut self` or `self: T`; absent for associated functions without one. */
  readonly selfParam?: 'value' | 'ref' | 'refMut' | 'typed';
  readonly isConst: boolean;
  readonly isAsync: boolean;
  readonly isUnsafe: boolean;
  readonly variadic: boolean;
}

/** `impl<…> Trait for SelfTy` */
export interface ImplHeader {
  readonly def: Def;
  readonly selfTy: Ty;
  /** Absent for an inherent impl. */
  readonly traitRef?: TraitRef;
  readonly negative: boolean;
}

export interface TraitInfo {
  readonly def: Def;
  readonly isAuto: boolean;
  /** Direct supertraits, as bounds on `Self` (parameter 0). */
  readonly supertraits: readonly TraitRef[];
  readonly assocTypes: readonly AssocTypeInfo[];
  /** All associated items. */
  readonly members: readonly Def[];
}

export interface AssocTypeInfo {
  readonly name: string;
  readonly def: Def;
  /** Bounds written on it, on the projection of itself. */
  readonly bounds: readonly Predicate[];
  readonly hasDefault: boolean;
}

/** Whether a predicate holds. `ambiguous` is neither: inference has to go on, or a part is unknown. */
export type Outcome =
  | { readonly kind: 'holds' }
  | { readonly kind: 'doesNotHold' }
  | { readonly kind: 'ambiguous'; readonly reason: string };

/** How a trait bound is met (rustc's `ImplSource`). */
export type Selection =
  | { readonly kind: 'impl'; readonly impl: Def; readonly args: readonly GenericArg[] }
  /** By a where clause or bound in force. */
  | { readonly kind: 'param'; readonly ref: TraitRef }
  /** By a rule of the language (`Sized`, `Copy` of a tuple, `Fn` of a function, an auto trait, `dyn Tr: Tr`). */
  | { readonly kind: 'builtin' }
  | { readonly kind: 'doesNotHold' }
  | { readonly kind: 'ambiguous'; readonly reason: string };

/** What a pointer to a type carries beside its address (`<T as Pointee>::Metadata`). */
export type PointeeMetadata =
  | { readonly kind: 'thin' }
  | { readonly kind: 'length' }
  | { readonly kind: 'vtable' }
  /** Hangs on a parameter or projection (`T: ?Sized`): `of` is that type. */
  | { readonly kind: 'generic'; readonly of: Ty }
  | Unknown;

/** What a path in an expression means. */
export type ValueItem =
  /** A function, constant, static, constructor or variant with all of its arguments (elided ones are `infer`-free `unknown`). */
  | { readonly kind: 'item'; readonly def: Def; readonly args: readonly GenericArg[] }
  | { readonly kind: 'constParam'; readonly value: Const }
  /** `Self(…)` or `Self` of a tuple or unit struct. */
  | { readonly kind: 'selfCtor'; readonly ty: Ty }
  | Unknown;

/** Sizes for `size_of` in constants, injected from the layer above (types knows no layouts). */
export interface LayoutOracle {
  /** Bytes; unknown with its reason. `unsized` types have none. */
  sizeOf(ty: Ty): { readonly size: number; readonly align: number } | Unknown;
  /** Byte offset of a field by name path (`a.b`, `0`), for `offset_of!`. */
  offsetOf(ty: Ty, field: string): number | Unknown;
  needsDrop(ty: Ty): boolean | Unknown;
}
