/**
 * The stored encoding of the facts of one release: text, one record a line, so that nothing is parsed before
 * it is asked for.
 *
 *   line 0  `FactsHeader` as JSON
 *   line 1  impls by trait           {"trait": [impl, …]}
 *   line 2  trait impls by self head {"head": [impl, …]}
 *   line 3  inherent impls by head   {"head": [impl, …]}
 *   line 4… records, in the header's order of crates
 *
 * A reference is the number of a record, counted from line 4. A record's line is a `RawRecord` when all
 * generated targets agree on it; else `{"MASK": RawRecord, …}` with the targets that have this form as bits
 * of a hexadecimal number (bit 0 is the first of `FactsHeader.targets`); a target in no mask lacks the record.
 *
 * In a generator's hands references are still strings (`@core::option::Option:enum`).
 */

export const FACTS_FORMAT = 1;

/** The name of the file with the facts of a release such as `1.96`. */
export function factsFileName(release: string): string {
  return `std-${release}.facts`;
}

export interface FactsHeader {
  readonly format: number;
  /** `1.96` */
  readonly release: string;
  readonly targets: readonly FactsTargetInfo[];
  /** Name, number of the first record (the root module), count. */
  readonly crates: readonly (readonly [name: string, first: number, count: number])[];
  readonly lang: Readonly<Record<string, number>>;
}

export interface FactsTargetInfo {
  readonly triple: string;
  readonly pointerWidth: number;
  /** rustc's `target_os`, `none` for bare metal. */
  readonly os: string;
  readonly arch: string;
  readonly env: string;
  /** Crates that exist there. */
  readonly crates: readonly string[];
}

export type RawRef = number | string;

/** Primitives by name (`!` is never), a definition without arguments by its number, the rest tagged arrays. */
export type RawTy =
  | string
  | number
  | readonly [0, RawRef, ...RawArg[]] // adt
  | readonly [1, number, string] // param
  | readonly [2, ...RawTy[]] // tuple
  | readonly [3, RawTy, RawConst] // array
  | readonly [4, RawTy] // slice
  | readonly [5 | 6, RawTy] // &, &mut
  | readonly [7 | 8, RawTy] // *const, *mut
  | readonly [9, RawTy, ...RawTy[]] // fn: return type, parameters
  | readonly [10, RawTraitRef | 0, readonly (readonly [string, RawTy])[], readonly RawRef[]] // dyn
  | readonly [11, RawTy, RawTraitRef | 0, string, ...RawArg[]] // projection
  | readonly [12, readonly RawBound[]] // impl Trait
  | readonly [13, RawTy, ...string[]] // pattern: start, end, start, end …; the end `max` is all ones
  | readonly [14, RawRef] // extern type
  | readonly [15, string]; // unknown, reason

export type RawConst =
  | readonly [16, string] // value, decimal
  | readonly [17, number, string] // const param
  | readonly [18, string]; // expression

export type RawArg = RawTy | RawConst;
export type RawTraitRef = readonly [RawRef, ...RawArg[]];
/** Trait, 1 for `?Sized`, bindings. */
export type RawBound =
  | readonly [RawTraitRef]
  | readonly [RawTraitRef, 0 | 1]
  | readonly [RawTraitRef, 0 | 1, readonly RawBinding[]];
/** Name, arguments, and 0 a type, 1 a constant, 2 bounds. */
export type RawBinding = readonly [
  string,
  readonly RawArg[],
  0 | 1 | 2,
  RawTy | RawConst | readonly RawBound[],
];

/** Number of the first parameter, parameters, where clauses; 0 for none. */
export type RawGenerics =
  | 0
  | readonly [number, readonly RawParam[], readonly (readonly [RawTy, readonly RawBound[]])[]];
/** A type parameter's flags: 1 synthetic, 2 may dangle. */
export type RawParam =
  | readonly [name: string, kind: 0, bounds: readonly RawBound[], fallback: RawTy | null, flags: number]
  | readonly [name: string, kind: 1, ty: RawTy, fallback: RawConst | null];

/** Name, bits 1 type, 2 value, 4 macro, and an item, a variant of an enum or a primitive. */
export type RawChild = readonly [
  name: string,
  namespaces: number,
  target: RawRef | readonly [RawRef, number],
];
/** Primitives stand as `#u8`. */

/** Name, shape 0 named, 1 tuple, 2 unit, fields (name, type, 1 if public), explicit discriminant. */
export type RawVariant = readonly [
  name: string,
  shape: 0 | 1 | 2,
  fields: readonly (readonly [string, RawTy] | readonly [string, RawTy, 1])[],
  discriminant?: string,
];

export interface RawAdtExtras {
  /** repr: C, transparent, simd, integer, packed, align. */
  readonly c?: 1;
  readonly t?: 1;
  readonly s?: 1;
  readonly i?: string;
  readonly p?: number;
  readonly a?: number;
  /** Valid range's start and end, `#[non_exhaustive]`, markers, public. */
  readonly vs?: string;
  readonly ve?: string;
  readonly ne?: 1;
  readonly mk?: readonly string[];
  readonly pub?: 1;
}

export type RawAssoc = readonly [kind: 0 | 1 | 2, name: string, id: RawRef]; // fn, const, type
export type RawParent = RawRef; // -1 for none

export type RawRecord =
  | readonly ['m', string, RawParent, readonly RawChild[]]
  | readonly ['s' | 'e' | 'u', string, RawParent, RawGenerics, readonly RawVariant[], RawAdtExtras]
  /** Supertraits, items, flags (1 auto, 2 unsafe), markers. */
  | readonly [
      't',
      string,
      RawParent,
      RawGenerics,
      readonly RawBound[],
      readonly RawAssoc[],
      number,
      readonly string[],
    ]
  /** Trait or 0, self type, items, flags (1 negative, 2 specializable). */
  | readonly ['i', '', -1, RawGenerics, RawTraitRef | 0, RawTy, readonly RawAssoc[], number]
  /** Self kind (0 none, 1 value, 2 ref, 3 refMut, 4 typed), parameters, return type, flags (1 const, 2 unsafe, 4 async, 8 variadic, 16 body), ABI. */
  | readonly ['f', string, RawParent, RawGenerics, number, readonly RawTy[], RawTy, number, string?]
  /** Type, value, 1 if it has one at all. */
  | readonly ['c', string, RawParent, RawGenerics, RawTy, string | null, 0 | 1]
  /** Type, 1 if mutable. */
  | readonly ['S', string, RawParent, RawTy, 0 | 1]
  | readonly ['a', string, RawParent, RawGenerics, RawTy]
  | readonly ['A', string, RawParent, RawGenerics, readonly RawBound[]]
  | readonly ['y', string, RawParent, RawGenerics, readonly RawBound[], RawTy | null]
  | readonly ['x', string, RawParent]
  | readonly ['M', string, RawParent, 'bang' | 'derive' | 'attr'];
