/**
 * Narrowing and widening the valid range of a type's scalar: pattern types, `rustc_layout_scalar_valid_range`,
 * `UnsafeCell`.
 *
 * Counterpart of the end of `layout_of_struct` in rustc's `rustc_abi/src/layout.rs`, and of the `ty::Pat` case in
 * `rustc_ty_utils/src/layout.rs`.
 */
import { fail, type LayoutCx, ok } from './context.ts';
import { availableOf, nicheAvailable, nicheFromScalar } from './niche.ts';
import { fullScalar, signExtend, signedMax, truncate, validRange } from './primitives.ts';
import type { BackendRepr, Layout, LayoutResult, Scalar, ScalarValidRange, WrappingRange } from './types.ts';

/** The layout without its niches, as `UnsafeCell<T>` and `UnsafePinned<T>` have it: others may write the value. */
export function hideNiches(cx: LayoutCx, layout: Layout): Layout {
  const hide = (scalar: Scalar): Scalar =>
    scalar.kind === 'union' ? scalar : fullScalar(cx.dl, scalar.value);
  return { ...layout, backendRepr: mapScalars(layout.backendRepr, hide), largestNiche: undefined };
}

function mapScalars(repr: BackendRepr, map: (scalar: Scalar) => Scalar): BackendRepr {
  switch (repr.kind) {
    case 'scalar':
      return { kind: 'scalar', scalar: map(repr.scalar) };
    case 'scalarPair':
      return { kind: 'scalarPair', first: map(repr.first), second: map(repr.second) };
    case 'simdVector':
      return { ...repr, element: map(repr.element) };
    case 'memory':
      return repr;
  }
}

/**
 * The layout of a struct with `rustc_layout_scalar_valid_range_start/end`: its first scalar gets the given bounds.
 *
 * @param bounds bit patterns, unsigned and within the scalar's width; an absent bound leaves the scalar's own
 */
export function restrictScalar(cx: LayoutCx, layout: Layout, bounds: ScalarValidRange): LayoutResult {
  const bounded = bounds.start !== undefined || bounds.end !== undefined;
  if (!bounded && !cx.release.pairPrefersFirstNiche) return ok(layout);
  const scalar = firstScalar(layout.backendRepr);
  if (scalar === undefined || scalar.kind === 'union') {
    return bounded ? fail({ kind: 'nonScalarValidRange' }) : ok(layout);
  }
  const { start = scalar.validRange.start, end = scalar.validRange.end } = bounds;
  const narrowed: Scalar = { ...scalar, validRange: { start, end } };
  const niche = nicheFromScalar(cx.dl, 0, narrowed);
  // Of two equal niches the scalar's own is taken, because it lies in front.
  const own = niche !== undefined && availableOf(cx.dl, layout.largestNiche) <= nicheAvailable(cx.dl, niche);
  return ok({
    ...layout,
    backendRepr: withFirstScalar(layout.backendRepr, narrowed),
    largestNiche: own ? niche : layout.largestNiche,
  });
}

/**
 * The layout of a pattern type: `u32 is 1..`, `i8 is -1..=1`, or of `*const T is !null`.
 *
 * @param base the layout of the type before `is`: a scalar, or a wide pointer for `!null`
 * @param range the valid bit patterns; for a signed type with negative values it wraps. Rust writes a signed range
 * that excludes some negative numbers as `MIN..=-2 | 0..`: see {@link orPatternRange}
 */
export function patternLayout(base: Layout, range: WrappingRange): LayoutResult {
  const scalar = firstScalar(base.backendRepr);
  if (scalar === undefined || scalar.kind === 'union') return fail({ kind: 'nonScalarValidRange' });
  return ok({
    ...base,
    backendRepr: withFirstScalar(base.backendRepr, { ...scalar, validRange: range }),
    // rustc notes a niche here even if the range is full and leaves no pattern free.
    largestNiche: { offset: 0, value: scalar.value, validRange: range },
    fields: { kind: 'arbitrary', offsets: [0], inMemoryOrder: [0] },
  });
}

/** The valid range of the `!null` pattern on a raw pointer. */
export function notNullRange(cx: LayoutCx, base: Layout): WrappingRange | undefined {
  const scalar = firstScalar(base.backendRepr);
  return scalar === undefined ? undefined : { start: 1n, end: validRange(cx.dl, scalar).end };
}

/**
 * The wrapping range of an or-pattern of two signed ranges, `MIN..=a | b..=MAX`, in either order.
 *
 * @param size the integer's size in bytes
 * @returns undefined if the two don't meet at the type's overflow, which rustc rejects too
 */
export function orPatternRange(
  size: number,
  one: WrappingRange,
  other: WrappingRange,
): WrappingRange | undefined {
  const min = truncate(-signedMax(size) - 1n, size);
  const [low, high] = one.start === min ? [one, other] : [other, one];
  const joined = low.start === min && high.end === signedMax(size);
  if (!joined || signExtend(low.end, size) >= signExtend(high.start, size)) return undefined;
  return { start: high.start, end: low.end };
}

function firstScalar(repr: BackendRepr): Scalar | undefined {
  if (repr.kind === 'scalar') return repr.scalar;
  return repr.kind === 'scalarPair' ? repr.first : undefined;
}

function withFirstScalar(repr: BackendRepr, scalar: Scalar): BackendRepr {
  if (repr.kind === 'scalar') return { kind: 'scalar', scalar };
  return repr.kind === 'scalarPair' ? { ...repr, first: scalar } : repr;
}
