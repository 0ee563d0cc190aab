/**
 * The integer that an enum's tag is stored in, and the bit patterns it may have.
 *
 * Counterpart of the first part of `layout_of_enum` in rustc's `rustc_abi/src/layout.rs`, and of
 * `discr_range_of_repr` (`repr_discr` up to 1.86) in `rustc_middle/src/ty/layout.rs`.
 */
import type { LayoutCx } from './context.ts';
import {
  fitSigned,
  fitUnsigned,
  integerTypeSize,
  signExtend,
  signedMax,
  truncate,
  unsignedMax,
} from './primitives.ts';
import type { IntegerSize, IntegerType, Layout, ReprOptions } from './types.ts';

/** What the discriminants demand of the tag. */
export interface TagDemand {
  /** The least size in bytes that holds every discriminant. */
  readonly size: IntegerSize;
  readonly signed: boolean;
  /** The first and the last discriminant of the valid range, which may wrap: then `min > max`. */
  readonly min: bigint;
  readonly max: bigint;
}

/** The type of discriminants where the `repr` names none. */
const ISIZE: IntegerType = { kind: 'pointer', signed: true };

/**
 * What the tag must hold, or undefined if a discriminant doesn't fit the `repr`'s integer.
 *
 * @param discriminants by variant; values or bit patterns of the discriminant type, either is understood
 */
export function tagDemand(
  cx: LayoutCx,
  repr: ReprOptions,
  variants: readonly (readonly Layout[])[],
  discriminants: readonly bigint[],
): TagDemand | undefined {
  const type = repr.int ?? ISIZE;
  const typeSize = integerTypeSize(cx.dl, type);
  // C code may still make a value of an uninhabited variant.
  const possible = discriminants.filter((_, i) => repr.c || !variants[i]?.some((field) => field.uninhabited));
  const values = possible.map((value) => normalize(value, type, typeSize));
  const sorted = [...new Set(values)].sort((a, b) => (a < b ? -1 : 1));
  const { min, max } = cx.release.widestDiscriminantGap
    ? aroundWidestGap(sorted, type.signed, typeSize)
    : { min: sorted[0] ?? 0n, max: sorted.at(-1) ?? 0n };
  const integer = tagInteger(cx, repr, min, max);
  return integer === undefined || integer.size > typeSize ? undefined : { ...integer, min, max };
}

/** rustc holds discriminants as `i128`: signed ones sign-extended, unsigned ones as their bits. */
function normalize(value: bigint, type: IntegerType, size: number): bigint {
  return type.signed ? signExtend(value, size) : BigInt.asIntN(128, truncate(value, size));
}

/**
 * The bounds of all values except those of the widest gap between two neighbours. The way from the last value round
 * to the first is a gap too, so `min > max` if another one is wider.
 */
function aroundWidestGap(
  sorted: readonly bigint[],
  signed: boolean,
  size: number,
): { min: bigint; max: bigint } {
  let widest = -1n;
  let bounds = { min: 0n, max: 0n };
  for (const [i, value] of sorted.entries()) {
    const next = sorted[i + 1] ?? sorted[0] ?? value;
    const gap = gapWidth(value, next, signed, size);
    if (gap < widest) continue;
    widest = gap;
    bounds = { min: next, max: value };
  }
  return bounds;
}

/**
 * The distance from a value up to the next. For the way round rustc subtracts from the signed maximum, in 128 bits:
 * that is less than the true distance, and "negative", hence huge, for values spread over more than half the range.
 */
function gapWidth(value: bigint, next: bigint, signed: boolean, size: number): bigint {
  if (value <= next) return BigInt.asUintN(128, next - value);
  const spread = BigInt.asIntN(128, value - next);
  const limit = signed ? signedMax(size) : unsignedMax(size);
  return BigInt.asUintN(128, limit - (signed ? spread : BigInt.asUintN(128, spread)));
}

/** The size and signedness of the tag for discriminants from `min` to `max`. */
function tagInteger(
  { dl, release }: LayoutCx,
  repr: ReprOptions,
  min: bigint,
  max: bigint,
): { readonly size: IntegerSize; readonly signed: boolean } | undefined {
  const unsignedFit = largerInteger(fitUnsigned(min), fitUnsigned(max));
  const signedFit = largerInteger(fitSigned(min), fitSigned(max));
  if (repr.int !== undefined) {
    const size = integerTypeSize(dl, repr.int);
    const fit = repr.int.signed ? signedFit : unsignedFit;
    return size < fit ? undefined : { size, signed: repr.int.signed };
  }
  const atLeast = repr.c ? dl.cEnumMinSize : 1;
  const unsigned = release.preferUnsignedTag ? unsignedFit <= signedFit : min >= 0n;
  return unsigned
    ? { size: largerInteger(unsignedFit, atLeast), signed: false }
    : { size: largerInteger(signedFit, atLeast), signed: true };
}

function largerInteger(a: IntegerSize, b: IntegerSize): IntegerSize {
  return a > b ? a : b;
}
