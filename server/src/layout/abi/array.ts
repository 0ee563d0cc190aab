/**
 * Arrays, slices and SIMD vectors.
 *
 * Counterpart of `array_like` and `vector_type_layout` in rustc's `rustc_abi/src/layout.rs`.
 */
import { fail, type LayoutCx, ok, sizeError } from './context.ts';
import { alignTo } from './primitives.ts';
import { vectorAlign } from './targetData.ts';
import type { BackendRepr, Layout, LayoutResult } from './types.ts';

/** The most lanes that a SIMD vector may have. */
export const MAX_SIMD_LANES = 1 << 15;

/**
 * The layout of `[T; count]`, or of `[T]` (and `str`, with `u8` elements) without a count.
 */
export function arrayLayout(cx: LayoutCx, element: Layout, count: bigint | undefined): LayoutResult {
  const length = count ?? 0n;
  const size = BigInt(element.size) * length;
  const error = sizeError(cx.dl, size);
  if (error !== undefined) return fail(error);
  return ok({
    size: Number(size),
    align: element.align,
    backendRepr: { kind: 'memory', sized: count !== undefined },
    fields: { kind: 'array', stride: element.size, count: length },
    variants: { kind: 'single', index: 0 },
    largestNiche: length === 0n ? undefined : element.largestNiche,
    uninhabited: element.uninhabited && length !== 0n,
    unadjustedAbiAlign: element.align,
    maxReprAlign: undefined,
  });
}

/**
 * The layout of a `repr(simd)` struct of `count` lanes; with `packed`, of a `repr(simd, packed)` one, which has no
 * padding when the number of lanes is no power of two.
 */
export function simdLayout(cx: LayoutCx, element: Layout, count: bigint, packed: boolean): LayoutResult {
  if (count === 0n) return fail({ kind: 'zeroLengthSimdType' });
  if (count > MAX_SIMD_LANES) return fail({ kind: 'oversizedSimdType', maxLanes: MAX_SIMD_LANES });
  if (element.backendRepr.kind !== 'scalar') return fail({ kind: 'nonPrimitiveSimdType' });
  const lanes = Number(count);
  const laneBytes = element.size * lanes;
  const error = sizeError(cx.dl, laneBytes);
  if (error !== undefined) return fail(error);
  const unpadded = packed && !Number.isInteger(Math.log2(lanes));
  const align = unpadded ? largestPowerOfTwoFactor(laneBytes) : vectorAlign(cx.dl, laneBytes);
  const vector: BackendRepr = { kind: 'simdVector', element: element.backendRepr.scalar, count: lanes };
  return ok({
    size: alignTo(laneBytes, align),
    align,
    backendRepr: unpadded ? { kind: 'memory', sized: true } : vector,
    fields: { kind: 'arbitrary', offsets: [0], inMemoryOrder: [0] },
    variants: { kind: 'single', index: 0 },
    largestNiche: element.largestNiche,
    uninhabited: false,
    unadjustedAbiAlign: element.align,
    maxReprAlign: undefined,
  });
}

function largestPowerOfTwoFactor(bytes: number): number {
  let factor = 1;
  while (bytes % (factor * 2) === 0) factor *= 2;
  return factor;
}
