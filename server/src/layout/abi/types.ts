/**
 * The data of the layout calculator: plain, readonly, in rustc's own terms.
 *
 * Counterpart of the type definitions in rustc's `rustc_abi/src/lib.rs`. Sizes, offsets and alignments are in
 * bytes and are safe integers; bit patterns, niche ranges, discriminants and element counts are `bigint`.
 * A field's or variant's *source index* is its place in the declaration; memory order is said where it is meant.
 */

/** Width of an integer primitive in bytes: `u8` … `u128`. */
export type IntegerSize = 1 | 2 | 4 | 8 | 16;

/** Width of a floating-point primitive in bytes: `f16` … `f128`. */
export type FloatSize = 2 | 4 | 8 | 16;

/** The unit of memory access. `addressSpace` is LLVM's: 0 for data, on AVR 1 for code. */
export type Primitive =
  | { readonly kind: 'int'; readonly size: IntegerSize; readonly signed: boolean }
  | { readonly kind: 'float'; readonly size: FloatSize }
  | { readonly kind: 'pointer'; readonly addressSpace: number };

/**
 * An inclusive range of bit patterns that may wrap: with `start > end` it is `start..=MAX` and `0..=end`.
 * Both bounds are unsigned and within the primitive's width.
 */
export interface WrappingRange {
  readonly start: bigint;
  readonly end: bigint;
}

/** One scalar part of a value. A `union` scalar may be uninitialized, so it has no valid range and no niche. */
export type Scalar =
  | { readonly kind: 'initialized'; readonly value: Primitive; readonly validRange: WrappingRange }
  | { readonly kind: 'union'; readonly value: Primitive };

/** How a backend holds the value. It matters to layout: scalars keep their niches, aggregates may lose them. */
export type BackendRepr =
  | { readonly kind: 'scalar'; readonly scalar: Scalar }
  | { readonly kind: 'scalarPair'; readonly first: Scalar; readonly second: Scalar }
  | { readonly kind: 'simdVector'; readonly element: Scalar; readonly count: number }
  /** With `sized: false` the layout's size is only a lower bound (a dynamically sized type). */
  | { readonly kind: 'memory'; readonly sized: boolean };

/** Where the fields lie. */
export type FieldsShape =
  /** Scalars and `!`: no fields. */
  | { readonly kind: 'primitive' }
  /** All fields at offset 0. */
  | { readonly kind: 'union'; readonly count: number }
  | { readonly kind: 'array'; readonly stride: number; readonly count: bigint }
  /** `offsets` by source index; `inMemoryOrder` lists source indices by increasing offset. */
  | {
      readonly kind: 'arbitrary';
      readonly offsets: readonly number[];
      readonly inMemoryOrder: readonly number[];
    };

/** Bit patterns that no valid value has, in the scalar `value` at `offset`: all those outside `validRange`. */
export interface Niche {
  readonly offset: number;
  readonly value: Primitive;
  readonly validRange: WrappingRange;
}

/** How the tag says which variant it is. */
export type TagEncoding =
  /** The tag is the discriminant, perhaps truncated. */
  | { readonly kind: 'direct' }
  /**
   * Variant `i` other than `untaggedVariant` has the tag `nicheStart + (i - nicheVariants.start)`, wrapping in the
   * tag's width; every other tag means `untaggedVariant`. The range may hold the untagged variant and uninhabited
   * ones, whose tags are never used.
   */
  | {
      readonly kind: 'niche';
      readonly untaggedVariant: number;
      readonly nicheVariants: { readonly start: number; readonly end: number };
      readonly nicheStart: bigint;
    };

export type Variants =
  /** No variant can exist (`!`, an enum without variants or with absent ones only). */
  | { readonly kind: 'empty' }
  /** Structs, unions, primitives (index 0), and enums of which only variant `index` can exist. */
  | { readonly kind: 'single'; readonly index: number }
  /** `tagField` indexes the layout's own `fields`; `variants` is by source index. */
  | {
      readonly kind: 'multiple';
      readonly tag: Scalar;
      readonly tagEncoding: TagEncoding;
      readonly tagField: number;
      readonly variants: readonly Layout[];
    };

/** rustc's `LayoutData`. */
export interface Layout {
  readonly size: number;
  readonly align: number;
  readonly backendRepr: BackendRepr;
  readonly fields: FieldsShape;
  readonly variants: Variants;
  readonly largestNiche: Niche | undefined;
  readonly uninhabited: boolean;
  /** The alignment without any `repr(align)`, with `repr(packed)`. */
  readonly unadjustedAbiAlign: number;
  /** The largest `repr(align)` on the type or in any field. */
  readonly maxReprAlign: number | undefined;
}

/** An integer type named in `repr(...)`: `isize`/`usize` (`pointer`) or one of fixed width. */
export type IntegerType =
  | { readonly kind: 'pointer'; readonly signed: boolean }
  | { readonly kind: 'fixed'; readonly size: IntegerSize; readonly signed: boolean };

/** rustc's `ReprOptions`: the `repr(...)` attributes of a type together. `{}` is `repr(Rust)`. */
export interface ReprOptions {
  readonly c?: boolean;
  readonly transparent?: boolean;
  readonly simd?: boolean;
  /** `rustc_layout(linear)`-like internal flag: keep the declared order, optimize all else. */
  readonly linear?: boolean;
  readonly int?: IntegerType;
  /** `align(N)`, in bytes. */
  readonly align?: number;
  /** `packed(N)`, in bytes; plain `packed` is 1. */
  readonly pack?: number;
}

export type StructKind =
  /** A tuple, closure or variant that is never unsized. */
  | { readonly kind: 'alwaysSized' }
  /** The last field may be unsized, or become so by coercion: it stays last. */
  | { readonly kind: 'maybeUnsized' }
  /** Room for a prefix (an enum's tag) of this size and alignment comes first. */
  | { readonly kind: 'prefixed'; readonly size: number; readonly align: number };

/** Why there is no layout: rustc's `LayoutCalculatorError`, and one limit of our own. */
export type LayoutError =
  /** rustc refuses the type too: it is at or over the target's object size bound. */
  | { readonly kind: 'sizeOverflow' }
  /** rustc would accept the size, but it passes 2^53, which sizes here can't express. */
  | { readonly kind: 'sizeBeyondSafeInteger' }
  /** The field with this source index has no statically known size where one is needed. */
  | { readonly kind: 'unexpectedUnsized'; readonly field: number }
  | { readonly kind: 'emptyUnion' }
  | { readonly kind: 'reprConflict' }
  | { readonly kind: 'zeroLengthSimdType' }
  | { readonly kind: 'oversizedSimdType'; readonly maxLanes: number }
  | { readonly kind: 'nonPrimitiveSimdType' }
  /** A discriminant doesn't fit the enum's `repr` integer. */
  | { readonly kind: 'discriminantOutOfRange' }
  /** A valid range was asked of a type whose representation can't carry it. */
  | { readonly kind: 'nonScalarValidRange' };

export type LayoutResult =
  | { readonly kind: 'layout'; readonly layout: Layout }
  | { readonly kind: 'error'; readonly error: LayoutError };

/** Inclusive bounds of `rustc_layout_scalar_valid_range_start/end`; an absent bound leaves the scalar's own. */
export interface ScalarValidRange {
  readonly start?: bigint;
  readonly end?: bigint;
}
