/**
 * Integers, primitives and scalars: their sizes, alignments and bit patterns.
 *
 * Counterpart of `Integer`, `Primitive`, `WrappingRange`, `Scalar` and of the methods of `BackendRepr` in rustc's
 * `rustc_abi/src/lib.rs`.
 */
import { pointerSpec, type TargetDataLayout } from './targetData.ts';
import type { BackendRepr, IntegerSize, IntegerType, Primitive, Scalar, WrappingRange } from './types.ts';

export const INTEGER_SIZES: readonly IntegerSize[] = [1, 2, 4, 8, 16];

/** `value` rounded up to a multiple of `align`, a power of two. Exact below 2^53. */
export function alignTo(value: number, align: number): number {
  return Math.ceil(value / align) * align;
}

/** The largest bit pattern of `size` bytes. */
export function unsignedMax(size: number): bigint {
  return (1n << BigInt(size * 8)) - 1n;
}

/** The largest signed integer of `size` bytes. */
export function signedMax(size: number): bigint {
  return (1n << BigInt(size * 8 - 1)) - 1n;
}

/** The bits of `value` that `size` bytes hold, as an unsigned number. */
export function truncate(value: bigint, size: number): bigint {
  return BigInt.asUintN(size * 8, value);
}

/** `value` cut to `size` bytes and read as a signed number. */
export function signExtend(value: bigint, size: number): bigint {
  return BigInt.asIntN(size * 8, value);
}

/** The smallest integer that holds `value` as an unsigned number; a negative one is taken as a u128. */
export function fitUnsigned(value: bigint): IntegerSize {
  const bits = BigInt.asUintN(128, value);
  return INTEGER_SIZES.find((size) => bits <= unsignedMax(size)) ?? 16;
}

/** The smallest integer that holds `value` as a signed number. */
export function fitSigned(value: bigint): IntegerSize {
  return INTEGER_SIZES.find((size) => value === signExtend(value, size)) ?? 16;
}

/** The integer whose size and alignment on the target are both `align`, if there is one. */
export function integerForAlign(dl: TargetDataLayout, align: number): IntegerSize | undefined {
  return INTEGER_SIZES.find((size) => size === align && dl.intAlign[size] === align);
}

/** The size in bytes of an integer type named in a `repr`. */
export function integerTypeSize(dl: TargetDataLayout, type: IntegerType): IntegerSize {
  return type.kind === 'pointer' ? (dl.pointer.offsetSize as IntegerSize) : type.size;
}

export function primitiveSize(dl: TargetDataLayout, primitive: Primitive): number {
  return primitive.kind === 'pointer' ? pointerSpec(dl, primitive.addressSpace).size : primitive.size;
}

export function primitiveAlign(dl: TargetDataLayout, primitive: Primitive): number {
  switch (primitive.kind) {
    case 'int':
      return dl.intAlign[primitive.size];
    case 'float':
      return dl.floatAlign[primitive.size];
    case 'pointer':
      return pointerSpec(dl, primitive.addressSpace).align;
  }
}

export function primitiveEquals(a: Primitive, b: Primitive): boolean {
  switch (a.kind) {
    case 'int':
      return b.kind === 'int' && a.size === b.size && a.signed === b.signed;
    case 'float':
      return b.kind === 'float' && a.size === b.size;
    case 'pointer':
      return b.kind === 'pointer' && a.addressSpace === b.addressSpace;
  }
}

/** Every bit pattern of `size` bytes. */
export function fullRange(size: number): WrappingRange {
  return { start: 0n, end: unsignedMax(size) };
}

/** Whether the range, which may wrap, contains the bit pattern. */
export function rangeContains({ start, end }: WrappingRange, value: bigint): boolean {
  return start <= end ? start <= value && value <= end : start <= value || value <= end;
}

/** How many bit patterns of `size` bytes lie outside the range. */
export function rangeComplementSize({ start, end }: WrappingRange, size: number): bigint {
  return truncate(start - (end + 1n), size);
}

/** A scalar of which every bit pattern is valid. */
export function fullScalar(dl: TargetDataLayout, value: Primitive): Scalar {
  return { kind: 'initialized', value, validRange: fullRange(primitiveSize(dl, value)) };
}

/** The scalar's valid bit patterns; all of them for a union's. */
export function validRange(dl: TargetDataLayout, scalar: Scalar): WrappingRange {
  return scalar.kind === 'initialized' ? scalar.validRange : fullRange(primitiveSize(dl, scalar.value));
}

export function scalarToUnion(scalar: Scalar): Scalar {
  return { kind: 'union', value: scalar.value };
}

export function scalarEquals(a: Scalar, b: Scalar): boolean {
  if (!primitiveEquals(a.value, b.value)) return false;
  if (a.kind === 'union' || b.kind === 'union') return a.kind === b.kind;
  return a.validRange.start === b.validRange.start && a.validRange.end === b.validRange.end;
}

/** The representation without valid ranges, for a value that may be uninitialized. */
export function reprToUnion(repr: BackendRepr): BackendRepr {
  switch (repr.kind) {
    case 'scalar':
      return { kind: 'scalar', scalar: scalarToUnion(repr.scalar) };
    case 'scalarPair':
      return { kind: 'scalarPair', first: scalarToUnion(repr.first), second: scalarToUnion(repr.second) };
    case 'simdVector':
      return { ...repr, element: scalarToUnion(repr.element) };
    case 'memory':
      return { kind: 'memory', sized: true };
  }
}

export function reprEquals(a: BackendRepr, b: BackendRepr): boolean {
  switch (a.kind) {
    case 'scalar':
      return b.kind === 'scalar' && scalarEquals(a.scalar, b.scalar);
    case 'scalarPair':
      return b.kind === 'scalarPair' && scalarEquals(a.first, b.first) && scalarEquals(a.second, b.second);
    case 'simdVector':
      return b.kind === 'simdVector' && a.count === b.count && scalarEquals(a.element, b.element);
    case 'memory':
      return b.kind === 'memory' && a.sized === b.sized;
  }
}

/** The alignment that a scalar or a pair of scalars must have; undefined for the other representations. */
export function reprScalarAlign(dl: TargetDataLayout, repr: BackendRepr): number | undefined {
  if (repr.kind === 'scalar') return primitiveAlign(dl, repr.scalar.value);
  if (repr.kind !== 'scalarPair') return undefined;
  return Math.max(primitiveAlign(dl, repr.first.value), primitiveAlign(dl, repr.second.value));
}

/** The size that a scalar or a pair of scalars must have; undefined for the other representations. */
export function reprScalarSize(dl: TargetDataLayout, repr: BackendRepr): number | undefined {
  if (repr.kind === 'scalar') return primitiveSize(dl, repr.scalar.value);
  if (repr.kind !== 'scalarPair') return undefined;
  const { first, second } = repr;
  const offset = alignTo(primitiveSize(dl, first.value), primitiveAlign(dl, second.value));
  return alignTo(offset + primitiveSize(dl, second.value), reprScalarAlign(dl, repr) ?? 1);
}
