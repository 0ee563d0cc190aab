/**
 * The facts of the standard library as plain, decoded data: what rustdoc's JSON of core, alloc and std says
 * (names resolved, cfg and macros applied), without lifetimes, documentation or bodies. The stored encoding
 * is described in `encoding.ts`; whoever asks for a record gets one of these.
 *
 * Types mirror `types/terms/ty.ts` so that the conversion is a walk over equal kinds: type aliases are expanded,
 * default arguments are filled in, `Self` of an impl or a type is replaced by the type it stands for.
 * Parameters are numbered like there: the parents' first, `Self` is number 0 in a trait, lifetimes have none.
 */

/** A record of a crate (`core`, `alloc`, `std`, or a private dependency such as `hashbrown`). */
export interface FactsId {
  readonly crate: string;
  readonly index: number;
}

// ---------------------------------------------------------------------------------------------- types

export type FactsTy =
  | { readonly kind: 'int'; readonly name: FactsIntName }
  | { readonly kind: 'float'; readonly name: FactsFloatName }
  | { readonly kind: 'bool' }
  | { readonly kind: 'char' }
  | { readonly kind: 'str' }
  | { readonly kind: 'never' }
  | { readonly kind: 'adt'; readonly id: FactsId; readonly args: readonly FactsArg[] }
  | { readonly kind: 'foreign'; readonly id: FactsId }
  | { readonly kind: 'tuple'; readonly elements: readonly FactsTy[] }
  | { readonly kind: 'array'; readonly element: FactsTy; readonly length: FactsConst }
  | { readonly kind: 'slice'; readonly element: FactsTy }
  | { readonly kind: 'ref'; readonly mutable: boolean; readonly inner: FactsTy }
  | { readonly kind: 'ptr'; readonly mutable: boolean; readonly inner: FactsTy }
  | { readonly kind: 'fnPtr'; readonly params: readonly FactsTy[]; readonly ret: FactsTy }
  | {
      readonly kind: 'dyn';
      /** Arguments without `Self`. */
      readonly principal?: FactsTraitRef;
      readonly bindings: readonly { readonly name: string; readonly ty: FactsTy }[];
      readonly autos: readonly FactsId[];
    }
  | { readonly kind: 'param'; readonly index: number; readonly name: string }
  /** `<selfTy as trait>::name<args>`; without `trait` an associated item that rustdoc did not resolve. */
  | {
      readonly kind: 'projection';
      readonly selfTy: FactsTy;
      readonly trait?: FactsTraitRef;
      readonly name: string;
      readonly args: readonly FactsArg[];
    }
  /** `impl Trait` in a return type. In argument position it is a parameter of the function instead. */
  | { readonly kind: 'opaque'; readonly bounds: readonly FactsBound[] }
  | { readonly kind: 'pattern'; readonly base: FactsTy; readonly ranges: readonly FactsRange[] }
  | { readonly kind: 'unknown'; readonly reason: string };

export type FactsIntName = `${'i' | 'u'}${'8' | '16' | '32' | '64' | '128' | 'size'}`;
export type FactsFloatName = 'f16' | 'f32' | 'f64' | 'f128';

export type FactsConst =
  | { readonly kind: 'value'; readonly value: bigint } // bool 0/1, char its code point; signed as such
  | { readonly kind: 'constParam'; readonly index: number; readonly name: string }
  /** An expression with parameters in it, as source text with its paths as rustdoc prints them. */
  | { readonly kind: 'constExpr'; readonly text: string };

export type FactsArg = FactsTy | FactsConst;

/** Both ends inclusive, as unsigned bit patterns of the base type. */
export interface FactsRange {
  readonly start: bigint;
  readonly end: bigint;
}

/** A trait with its arguments but without `Self`, defaults filled in. */
export interface FactsTraitRef {
  readonly id: FactsId;
  readonly args: readonly FactsArg[];
}

/** `Trait<Args, Name = Ty, Name: Bounds>`; `Fn(A) -> R` is `Fn<(A,), Output = R>`. */
export interface FactsBound {
  readonly trait: FactsTraitRef;
  readonly bindings: readonly FactsBinding[];
  /** `?Sized` */
  readonly maybe: boolean;
}

export interface FactsBinding {
  readonly name: string;
  readonly args: readonly FactsArg[];
  readonly ty?: FactsTy;
  readonly value?: FactsConst;
  readonly bounds?: readonly FactsBound[];
}

export interface FactsGenerics {
  /** Only the definition's own; those of the parent (trait or impl) come before them. */
  readonly params: readonly FactsParam[];
  readonly where: readonly FactsPredicate[];
}

export type FactsParam =
  | {
      readonly kind: 'type';
      readonly index: number;
      readonly name: string;
      readonly bounds: readonly FactsBound[];
      readonly default?: FactsTy;
      /** `impl Trait` in argument position. */
      readonly synthetic: boolean;
      /** `#[may_dangle]` on an impl of Drop. */
      readonly mayDangle: boolean;
    }
  | {
      readonly kind: 'const';
      readonly index: number;
      readonly name: string;
      readonly ty: FactsTy;
      readonly default?: FactsConst;
    };

export interface FactsPredicate {
  readonly ty: FactsTy;
  readonly bounds: readonly FactsBound[];
}

// ---------------------------------------------------------------------------------------------- records

export type FactsRecord =
  | FactsModule
  | FactsAdt
  | FactsTrait
  | FactsImpl
  | FactsFn
  | FactsConstItem
  | FactsTypeAlias
  | FactsTraitAlias
  | FactsAssocType
  | FactsForeignType
  | FactsMacro;

interface FactsBase {
  readonly id: FactsId;
  /** Empty for impls; the crate's name for its root module. */
  readonly name: string;
  /** The module it is declared in; the trait or impl of an associated item; absent for a crate's root. */
  readonly parent?: FactsId;
  /** `#[lang = "…"]` of the item. */
  readonly lang?: string;
}

export interface FactsModule extends FactsBase {
  readonly kind: 'mod';
  /** Declared and re-exported names, globs resolved; public ones (also `#[doc(hidden)]`). */
  readonly children: readonly FactsChild[];
}

export interface FactsChild {
  readonly name: string;
  readonly namespaces: readonly ('type' | 'value' | 'macro')[];
  readonly target: FactsTarget;
}

export type FactsTarget =
  | { readonly kind: 'item'; readonly id: FactsId }
  | { readonly kind: 'variant'; readonly id: FactsId; readonly variant: number }
  | { readonly kind: 'primitive'; readonly name: string };

export interface FactsAdt extends FactsBase {
  readonly kind: 'struct' | 'enum' | 'union';
  readonly generics: FactsGenerics;
  readonly repr: FactsRepr;
  /** One for structs and unions. */
  readonly variants: readonly FactsVariant[];
  readonly validRangeStart?: bigint;
  readonly validRangeEnd?: bigint;
  readonly nonExhaustive: boolean;
  /** `#[fundamental]` and others of rustc's own markers, by name. */
  readonly markers: readonly string[];
  /** Nameable by users; else it is only reached through fields. */
  readonly public: boolean;
  readonly inherentImpls: readonly FactsId[];
}

export interface FactsRepr {
  readonly c: boolean;
  readonly transparent: boolean;
  readonly simd: boolean;
  readonly int?: FactsIntName;
  /** Bytes; `packed` alone is 1. */
  readonly packed?: number;
  readonly align?: number;
}

export interface FactsVariant {
  readonly name: string;
  readonly shape: 'named' | 'tuple' | 'unit';
  readonly fields: readonly FactsField[];
  /** Only where it is written; else one more than the variant before (the first has 0). */
  readonly discriminant?: bigint;
}

export interface FactsField {
  readonly name: string;
  readonly ty: FactsTy;
  readonly public: boolean;
}

/** An associated item of a trait or an impl: its own record has the details. */
export interface FactsAssoc {
  readonly kind: 'fn' | 'const' | 'type';
  readonly name: string;
  readonly id: FactsId;
}

export interface FactsTrait extends FactsBase {
  readonly kind: 'trait';
  readonly generics: FactsGenerics;
  readonly supertraits: readonly FactsBound[];
  readonly items: readonly FactsAssoc[];
  readonly isAuto: boolean;
  readonly isUnsafe: boolean;
  readonly markers: readonly string[];
}

export interface FactsImpl extends FactsBase {
  readonly kind: 'impl';
  readonly generics: FactsGenerics;
  readonly trait?: FactsTraitRef;
  readonly negative: boolean;
  readonly selfTy: FactsTy;
  readonly items: readonly FactsAssoc[];
  /** Has `default` items: a more special impl may overlap it. */
  readonly specializable: boolean;
}

export interface FactsFn extends FactsBase {
  readonly kind: 'fn';
  readonly generics: FactsGenerics;
  /** How the receiver is taken; its type is `params[0]`. */
  readonly self?: 'value' | 'ref' | 'refMut' | 'typed';
  readonly params: readonly FactsTy[];
  readonly ret: FactsTy;
  readonly isConst: boolean;
  readonly isUnsafe: boolean;
  readonly isAsync: boolean;
  readonly abi?: string;
  readonly variadic: boolean;
  /** False for a required method of a trait and for foreign functions. */
  readonly hasBody: boolean;
}

export interface FactsConstItem extends FactsBase {
  readonly kind: 'const' | 'static';
  readonly generics: FactsGenerics;
  readonly mutable: boolean;
  readonly ty: FactsTy;
  /** Evaluated by rustc for the target, for integers, `bool` and `char`; absent where it isn't one of these. */
  readonly value?: bigint;
  readonly hasValue: boolean;
}

export interface FactsTypeAlias extends FactsBase {
  readonly kind: 'typeAlias';
  readonly generics: FactsGenerics;
  readonly ty: FactsTy;
}

export interface FactsTraitAlias extends FactsBase {
  readonly kind: 'traitAlias';
  readonly generics: FactsGenerics;
  readonly bounds: readonly FactsBound[];
}

/** An associated type: of a trait (`bounds`, perhaps a default `ty`) or of an impl (`ty`). */
export interface FactsAssocType extends FactsBase {
  readonly kind: 'assocType';
  readonly generics: FactsGenerics;
  readonly bounds: readonly FactsBound[];
  readonly ty?: FactsTy;
}

export type FactsForeignType = FactsBase & { readonly kind: 'foreignType' };

export interface FactsMacro extends FactsBase {
  readonly kind: 'macro';
  readonly form: 'bang' | 'derive' | 'attr';
}

/** Where the text of the data files comes from. */
export interface FactsSource {
  read(name: string): string | undefined;
}

/**
 * How far a record holds for the release and target that were asked for. `exact`: generated for them, or the
 * same on both sides of the release and over every generated target that the target could resemble. `nearest`: it
 * differs around the release, which has no facts of its own; the record is that of the nearest release that has.
 * Agreement is per record: whoever follows a reference asks for the agreement of that record too.
 */
export type FactsAgreement =
  | { readonly kind: 'exact' }
  | { readonly kind: 'nearest'; readonly reason: string }
  | { readonly kind: 'unknown'; readonly reason: string };

/** What a self type starts with: a definition, a primitive's name (`u8`, `str`, `slice`, `ref`, …), or any type (`T`). */
export type FactsHead =
  | { readonly kind: 'adt'; readonly id: FactsId }
  | { readonly kind: 'primitive'; readonly name: FactsPrimitive }
  | { readonly kind: 'param' };

export type FactsPrimitive =
  | FactsIntName
  | FactsFloatName
  | 'bool'
  | 'char'
  | 'str'
  | 'never'
  | 'tuple'
  | 'array'
  | 'slice'
  | 'ref'
  | 'ptr'
  | 'fnPtr'
  | 'dyn'
  | 'other';

/** The facts for one release and target. Records are decoded when asked for, and kept. */
export interface Facts {
  readonly release: string;
  readonly target: string;
  readonly crates: readonly string[];
  /** A crate's root module. */
  crate(name: string): FactsModule | undefined;
  /** Throws for an id that doesn't come from these facts. */
  record(id: FactsId): FactsRecord;
  agreement(id: FactsId): FactsAgreement;
  /** `core::option::Option`; impls have no path. */
  path(id: FactsId): string;
  /** The child of a module by name and namespace. */
  child(module: FactsId, name: string, namespace: 'type' | 'value' | 'macro'): FactsTarget | undefined;
  /** The names that are in scope everywhere: the crate's (`std` or `core`) prelude module of an edition. */
  prelude(crate: 'std' | 'core', edition: '2015' | '2018' | '2021' | '2024'): FactsModule | undefined;
  /** By `#[lang = "…"]` (`owned_box`, `deref`, …). */
  lang(name: string): FactsId | undefined;
  /** Every impl of the trait in all crates of the standard library. */
  implsOfTrait(trait: FactsId): readonly FactsId[];
  /** Inherent impls of a type or primitive, from every crate. */
  inherentImpls(head: FactsHead): readonly FactsId[];
  /** Trait impls whose self type starts with `head`; those for any type (`impl<T> … for T`) under `param`. */
  implsForSelfHead(head: FactsHead): readonly FactsId[];
}
