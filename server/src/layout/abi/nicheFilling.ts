import type { Kinds } from '../../base/kinds.ts';
/**
 * Enums without a tag of their own: the largest variant's niche says which variant it is.
 *
 * Counterpart of `calculate_niche_filling_layout` in rustc's `rustc_abi/src/layout.rs`.
 */
import type { LayoutCx } from './context.ts';
import { nicheFromScalar, type ReservedNiche, reserveNiche } from './niche.ts';
import { alignTo, primitiveSize, scalarToUnion } from './primitives.ts';
import { isAbsent } from './queries.ts';
import type { BackendRepr, Layout, Niche, ReprOptions, Scalar } from './types.ts';
import { univariant } from './univariant.ts';

const MEMORY: BackendRepr = { kind: 'memory', sized: true };

/** The variants, the largest of which keeps its place while the others must fit beside its niche. */
interface Candidate {
  readonly layouts: readonly Layout[];
  readonly largestIndex: number;
  readonly largest: Layout;
  readonly niche: Niche;
  readonly reserved: ReservedNiche;
  readonly nicheVariants: { readonly start: number; readonly end: number };
  /** Of the enum. */
  readonly size: number;
  readonly align: number;
}

/**
 * The layout of an enum that stores its variant in a niche of the largest variant, or undefined if the niche has too
 * few patterns or another variant doesn't fit before or after it.
 */
export function nicheFillingLayout(
  cx: LayoutCx,
  repr: ReprOptions,
  variants: readonly (readonly Layout[])[],
): Layout | undefined {
  if (repr.c || repr.int !== undefined || variants.length < 2) return undefined;
  const layouts = layoutVariants(cx, repr, variants);
  const candidate = layouts === undefined ? undefined : findCandidate(cx, variants, layouts);
  if (candidate === undefined) return undefined;
  const placed = placeVariants(cx, candidate);
  if (placed === undefined) return undefined;
  const { layouts: unplaced, reserved, niche, largestIndex } = candidate;
  const reprAligns = [repr.align, ...unplaced.map((l) => l.maxReprAlign)].filter((a) => a !== undefined);
  return {
    size: candidate.size,
    align: candidate.align,
    backendRepr: enumRepr(candidate, placed),
    fields: { kind: 'arbitrary', offsets: [niche.offset], inMemoryOrder: [0] },
    variants: {
      kind: 'multiple',
      tag: reserved.scalar,
      tagEncoding: {
        kind: 'niche',
        untaggedVariant: largestIndex,
        nicheVariants: candidate.nicheVariants,
        nicheStart: reserved.start,
      },
      tagField: 0,
      variants: placed,
    },
    largestNiche: nicheFromScalar(cx.dl, niche.offset, reserved.scalar),
    uninhabited: placed.every((variant) => variant.uninhabited),
    unadjustedAbiAlign: Math.max(cx.dl.aggregateAlign, ...unplaced.map((l) => l.unadjustedAbiAlign)),
    maxReprAlign: reprAligns.length > 0 ? Math.max(...reprAligns) : undefined,
  };
}

function layoutVariants(
  cx: LayoutCx,
  repr: ReprOptions,
  variants: readonly (readonly Layout[])[],
): Layout[] | undefined {
  const layouts: Layout[] = [];
  for (const [index, fields] of variants.entries()) {
    const result = univariant(cx, fields, repr, { kind: 'alwaysSized' });
    if (result.kind === 'error') return undefined;
    layouts.push({ ...result.layout, variants: { kind: 'single', index } });
  }
  return layouts;
}

function findCandidate(
  cx: LayoutCx,
  variants: readonly (readonly Layout[])[],
  layouts: readonly Layout[],
): Candidate | undefined {
  const largestSize = Math.max(...layouts.map((layout) => layout.size));
  const largestIndex = layouts.findLastIndex((layout) => layout.size === largestSize);
  const largest = layouts[largestIndex];
  const needsTag = variants.map((fields, index) => index !== largestIndex && !isAbsent(fields));
  const nicheVariants = { start: needsTag.indexOf(true), end: needsTag.lastIndexOf(true) };
  const niche = largest?.largestNiche;
  if (largest === undefined || niche === undefined || nicheVariants.start < 0) return undefined;
  const count = nicheVariants.end - nicheVariants.start + 1;
  const reserved = reserveNiche(cx, niche, BigInt(count));
  if (reserved === undefined) return undefined;
  const align = Math.max(cx.dl.aggregateAlign, ...layouts.map((layout) => layout.align));
  const size = alignTo(largestSize, align);
  return { layouts, largestIndex, largest, niche, reserved, nicheVariants, size, align };
}

/** The variants with those that don't fit before the niche moved behind it; undefined if one fits in neither place. */
function placeVariants(cx: LayoutCx, candidate: Candidate): Layout[] | undefined {
  const placed: Layout[] = [];
  for (const [index, layout] of candidate.layouts.entries()) {
    const variant = index === candidate.largestIndex ? layout : placeVariant(cx, candidate, layout);
    if (variant === undefined) return undefined;
    placed.push(variant);
  }
  return placed;
}

function placeVariant(cx: LayoutCx, { niche, size }: Candidate, layout: Layout): Layout | undefined {
  const withoutNiche: Layout = { ...layout, largestNiche: undefined };
  if (layout.size <= niche.offset) return withoutNiche;
  const shift = alignTo(niche.offset + primitiveSize(cx.dl, niche.value), layout.align);
  if (shift + layout.size > size || layout.fields.kind !== 'arbitrary') return undefined;
  const offsets = layout.fields.offsets.map((offset) => offset + shift);
  return {
    ...withoutNiche,
    size: layout.size + shift,
    fields: { ...layout.fields, offsets },
    // A scalar would have to start at offset 0.
    backendRepr: layout.uninhabited ? layout.backendRepr : MEMORY,
  };
}

/** An enum like `Option<&T>` is a scalar or a pair as its one variant with data is. */
function enumRepr(
  { largest, largestIndex, size, align, niche, reserved }: Candidate,
  placed: readonly Layout[],
): BackendRepr {
  const othersZst = placed.every((variant, index) => index === largestIndex || variant.size === 0);
  if (size !== largest.size || align !== largest.align || !othersZst) return MEMORY;
  const repr = largest.backendRepr;
  switch (repr.kind) {
    case 'scalar':
      return { kind: 'scalar', scalar: reserved.scalar };
    case 'scalarPair':
      return nichePair(repr.first, repr.second, niche, reserved.scalar);
    default:
      repr.kind satisfies Kinds<'simdVector memory'>;
      return MEMORY;
  }
}

/** Only the niche's half of the pair is sure to be initialized. */
function nichePair(first: Scalar, second: Scalar, niche: Niche, tag: Scalar): BackendRepr {
  return niche.offset === 0
    ? { kind: 'scalarPair', first: tag, second: scalarToUnion(second) }
    : { kind: 'scalarPair', first: scalarToUnion(first), second: tag };
}
