import type { CfgSet } from '../base/cfg.ts';
import type { CycleGuard } from '../base/memo/cycleGuard.ts';
import type { Unknown } from '../base/unknown.ts';
import type { Facts, FactsRecord } from '../facts/format.ts';
import type { Def, FactsDef } from '../resolve/model/def.ts';
import type { ResolutionQueries } from '../resolve/model/resolutionQueries.ts';
import type { TypeSyntax } from '../syntax/ast.ts';
import type { SourceParser } from '../syntax/sourceParser.ts';
import type { FactsTerms } from './factsTerms.ts';
import type { LayoutOracle, ParamEnv, Predicate } from './model.ts';
import type { Parsing } from './parsing.ts';
import type { ItemEnv, TypeQueries } from './queries.ts';
import type { ClosureTy, GenericArg, ProjectionTy, TraitRef, Ty } from './terms/ty.ts';
import type { BodyInProgress, Search } from './traits/search.ts';

/** What only a function's body tells, injected from the layer that infers bodies. */
export interface BodyOracle {
  /** The one type behind `impl Trait` in the return type of `owner`, in terms of the function's parameters. */
  opaqueTy(owner: Def, index: number): Ty | Unknown;
  /** What a closure is called with and returns, in terms of the parameters of the function around it. */
  closureSig(owner: Def, offset: number): { readonly inputs: readonly Ty[]; readonly output: Ty } | Unknown;
  /** What a closure captures, by value or by reference. */
  captures(owner: Def, offset: number): readonly Ty[] | Unknown;
}

/** What a `TypeContext` is made of. */
export interface TypeInputs {
  readonly resolver: ResolutionQueries;
  readonly parser: SourceParser;
  readonly facts: Facts | undefined;
  readonly layout?: LayoutOracle;
  /** Bits of a pointer on the target; asked of `layout` if left out. */
  readonly pointerBits?: number;
  readonly bodies?: BodyOracle;
}

export type OpaqueTy = Extract<Ty, { kind: 'opaque' }>;

/** The place that syntax is lowered at, with what only that place knows. */
export interface LowerEnv extends ItemEnv {
  /** Makes a variable for `_` and for elided arguments; without it they are unknown. */
  readonly infer?: (() => Ty) | undefined;
  /** What an `impl Trait` in this place stands for. */
  readonly implTrait?: ((syntax: TypeSyntax) => Ty | undefined) | undefined;
}

/** A bound whose trait is known but whose arguments are lowered only when asked for (they may mention `Self::Item`). */
export interface LazyBound {
  readonly trait: Def;
  ref(): TraitRef | Unknown;
}

/** What the parts of this layer ask of one another; `TypeContext` is the only implementation. */
export interface TypeCx extends TypeQueries {
  /** A table of inference variables with trait selection over it, for the body of a definition. */
  searchFor(env: ParamEnv, body: BodyInProgress): Search;
  /** Keeps questions that lead back to themselves apart from those that are answered. */
  readonly guard: CycleGuard;
  readonly inputs: TypeInputs;
  readonly resolver: ResolutionQueries;
  readonly parsing: Parsing;
  /** A written type at a place; see `lowerType`. */
  lowerIn(syntax: TypeSyntax, env: LowerEnv): Ty;
  /** Bits of `usize` on the target. */
  pointerBits(): number;
  /** The declared type of a const parameter in scope of a definition. */
  constParamTy(owner: Def, index: number): Ty | undefined;
  cfgOf(crate: string): CfgSet;
  record(def: FactsDef): FactsRecord | undefined;
  factsTerms(owner: Def): FactsTerms;
  /** The bounds that a definition's generics (not its parents') write on parameter `index`. */
  ownBounds(def: Def, index: number): readonly LazyBound[];
  /** The where clauses that a definition (not its parents) writes on a projection (`T::Item: Tr`). */
  projectionBounds(def: Def, base: ProjectionTy): readonly LazyBound[];
  /** `Self` of an impl, without the rest of its header. */
  implSelf(impl: Def): Ty;
  /** The arguments that make an impl's `Self` a type (its where clauses used for what they determine). */
  matchImpl(impl: Def, self: Ty, env: ParamEnv): readonly GenericArg[] | undefined;
  /** A trait with the arguments that its impls leave for a type; undefined where none fits. */
  matchTrait(trait: Def, self: Ty, env: ParamEnv): TraitRef | Unknown | undefined;
  /** The trait of an impl; undefined for an inherent one, and where the trait isn't known. */
  implTrait(impl: Def): LazyBound | undefined;
  /** `core::marker::Copy` for a definition of std; undefined for others. */
  stdPath(def: Def): string | undefined;
  /** Predicates with all that supertraits imply. */
  elaborated(predicates: readonly Predicate[]): ParamEnv;
  /** What is known of `impl Trait` in a return type, in terms of the function's parameters. */
  opaqueBounds(owner: Def, index: number): readonly Predicate[];
  /** The one type behind an opaque type where its body shows it; else the opaque type. */
  revealOpaque(ty: OpaqueTy): Ty;
  /** `<ty as Pointee>::Metadata`; undefined where a parameter keeps it open. */
  metadataTy(ty: Ty, env: ParamEnv): Ty | undefined;
  /** What awaiting an async function's or block's future gives. */
  asyncOutput(ty: ClosureTy): Ty;
  /** Bounds and equalities that a trait declares on `Self`. */
  superPredicates(trait: Def): readonly Predicate[];
  /** The trait among `bounds` and their supertraits that declares associated item `name`, with its arguments. */
  findAssocTrait(bounds: readonly LazyBound[], name: string): TraitRef | undefined;
  /** The `impl Trait` types in a function's parameters, in order: each is a parameter of its own. */
  syntheticParams(def: Def): readonly TypeSyntax[];
}
