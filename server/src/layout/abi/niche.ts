/**
 * Niches: counting their free bit patterns, and reserving some for an enum's variants.
 *
 * Counterpart of `Niche` in rustc's `rustc_abi/src/lib.rs`.
 */
import type { LayoutCx } from './context.ts';
import { primitiveSize, rangeComplementSize, signExtend, truncate, unsignedMax } from './primitives.ts';
import type { ReleaseSwitches } from './releases.ts';
import type { TargetDataLayout } from './targetData.ts';
import type { Niche, Scalar, WrappingRange } from './types.ts';

/** The niche of a scalar that lies at `offset`; undefined if every bit pattern is valid. */
export function nicheFromScalar(dl: TargetDataLayout, offset: number, scalar: Scalar): Niche | undefined {
  if (scalar.kind === 'union') return undefined;
  const niche: Niche = { offset, value: scalar.value, validRange: scalar.validRange };
  return nicheAvailable(dl, niche) > 0n ? niche : undefined;
}

/** The number of bit patterns that no valid value has. */
export function nicheAvailable(dl: TargetDataLayout, niche: Niche): bigint {
  return rangeComplementSize(niche.validRange, primitiveSize(dl, niche.value));
}

/** {@link nicheAvailable}, with 0 for a layout that has no niche. */
export function availableOf(dl: TargetDataLayout, niche: Niche | undefined): bigint {
  return niche === undefined ? 0n : nicheAvailable(dl, niche);
}

export interface ReservedNiche {
  /** The first of the reserved bit patterns. */
  readonly start: bigint;
  /** The niche's scalar with the reserved patterns made valid. */
  readonly scalar: Scalar;
}

/**
 * Takes `count` bit patterns out of the niche, next to its valid range.
 *
 * Of the two ends rustc moves the one whose way to zero is shorter, unless that would jump over zero: so the
 * `None` of an `Option` tends to be the null pattern, while an enum with several variants seldom uses zero up.
 * Undefined if the niche has fewer patterns.
 */
export function reserveNiche(
  { dl, release }: LayoutCx,
  niche: Niche,
  count: bigint,
): ReservedNiche | undefined {
  if (count > nicheAvailable(dl, niche)) return undefined;
  const size = primitiveSize(dl, niche.value);
  const { start, end } = niche.validRange;
  const lone = count === 1n && takesNearestZero(niche.validRange, size, release);
  const moveStart = lone
    ? startIsNearerZero(niche.validRange, size)
    : movesStart(niche.validRange, count, size);
  const reserved = moveStart
    ? { from: truncate(start - count, size), range: { start: truncate(start - count, size), end } }
    : { from: truncate(end + 1n, size), range: { start, end: truncate(end + count, size) } };
  const { from, range } = reserved;
  return { start: from, scalar: { kind: 'initialized', value: niche.value, validRange: range } };
}

/** Whether the reserved patterns go before the valid range's start rather than after its end. */
function movesStart({ start, end }: WrappingRange, count: bigint, size: number): boolean {
  // A wrapping range holds zero already: nothing is to be gained by moving its start.
  if (start > end) return false;
  const distanceEndToZero = unsignedMax(size) - end;
  if (start <= distanceEndToZero) return count <= start;
  const movedEnd = truncate(end + count, size);
  const overshootsZero = 1n <= movedEnd && movedEnd <= end;
  return overshootsZero;
}

/** `Option<bool>` keeps 2 for `None`, which LLVM handles better than -1. */
function takesNearestZero({ start, end }: WrappingRange, size: number, release: ReleaseSwitches): boolean {
  const is0To1 = start === 0n && end === 1n;
  switch (release.loneNicheNearestZero) {
    case 'never':
      return false;
    case 'exceptOneByte':
      return !(is0To1 && size === 1);
    case 'except0To1':
      return !is0To1;
  }
}

/** Whether the pattern before the range, as a signed number, is at most as far from zero as the one after it. */
function startIsNearerZero({ start, end }: WrappingRange, size: number): boolean {
  const before = signExtend(start - 1n, size);
  const after = signExtend(end + 1n, size);
  return abs(before) <= abs(after);
}

const abs = (value: bigint): bigint => (value < 0n ? -value : value);
