/**
 * What rustc asserts about every layout that it computes.
 *
 * Counterpart of rustc's `rustc_ty_utils/src/layout/invariant.rs`, as far as a layout alone can be judged; tests ask
 * for the violations of each layout that they make.
 */
import type { LayoutCx } from './context.ts';
import { nicheAvailable } from './niche.ts';
import {
  alignTo,
  primitiveAlign,
  primitiveSize,
  reprEquals,
  reprScalarAlign,
  reprScalarSize,
  unsignedMax,
  validRange,
} from './primitives.ts';
import { fieldCount } from './queries.ts';
import type { BackendRepr, Layout, Scalar, TagEncoding } from './types.ts';

/** The invariants that the layout breaks, each as a sentence; none for a sound layout. */
export function layoutViolations(cx: LayoutCx, layout: Layout): string[] {
  return [
    ...sizeViolations(cx, layout),
    ...reprViolations(cx, layout),
    ...rangeViolations(cx, layout),
    ...fieldViolations(layout),
    ...variantViolations(cx, layout),
  ];
}

function sizeViolations(
  { dl }: LayoutCx,
  { size, align, unadjustedAbiAlign, maxReprAlign }: Layout,
): string[] {
  const found: string[] = [];
  if (size % align !== 0) found.push(`size ${size} is not a multiple of align ${align}`);
  if (size >= dl.objSizeBound) found.push(`size ${size} is too large`);
  for (const power of [align, unadjustedAbiAlign, maxReprAlign ?? 1]) {
    if (!Number.isInteger(Math.log2(power))) found.push(`alignment ${power} is no power of two`);
  }
  return found;
}

/** A scalar or pair has exactly the size and alignment that its primitives demand. */
function reprViolations({ dl }: LayoutCx, { size, align, backendRepr, maxReprAlign }: Layout): string[] {
  const found: string[] = [];
  const reprAlign = reprScalarAlign(dl, backendRepr);
  // rustc breaks this itself for `repr(u64, align(8))` enums where `u64` is aligned to 4, and for what holds one.
  const overaligned = maxReprAlign !== undefined && reprAlign !== undefined && align > reprAlign;
  const reprSize = reprScalarSize(dl, backendRepr);
  if (!overaligned && reprAlign !== undefined && reprAlign !== align)
    found.push(`align ${align}, but its repr has ${reprAlign}`);
  if (reprSize !== undefined && reprSize !== size) found.push(`size ${size}, but its repr has ${reprSize}`);
  if (backendRepr.kind === 'simdVector') {
    const element = backendRepr.element.value;
    if (align < primitiveAlign(dl, element)) found.push('a vector is less aligned than its element');
    if (size !== alignTo(primitiveSize(dl, element) * backendRepr.count, align))
      found.push('a vector has a wrong size');
  }
  return found;
}

/** Valid ranges and niches stay within their primitives, and the niche within the layout. */
function rangeViolations({ dl }: LayoutCx, { size, backendRepr, largestNiche }: Layout): string[] {
  const found: string[] = [];
  for (const scalar of scalarsOf(backendRepr)) {
    const { start, end } = validRange(dl, scalar);
    const max = unsignedMax(primitiveSize(dl, scalar.value));
    if (start > max || end > max || start < 0n || end < 0n) found.push('a valid range passes its primitive');
  }
  if (largestNiche !== undefined) {
    const nicheSize = primitiveSize(dl, largestNiche.value);
    if (largestNiche.offset + nicheSize > size) found.push('the niche lies outside');
    if (nicheAvailable(dl, largestNiche) > unsignedMax(nicheSize))
      found.push('the niche has too many patterns');
  }
  return found;
}

function scalarsOf(repr: BackendRepr): readonly Scalar[] {
  switch (repr.kind) {
    case 'scalar':
      return [repr.scalar];
    case 'scalarPair':
      return [repr.first, repr.second];
    case 'simdVector':
      return [repr.element];
    case 'memory':
      return [];
  }
}

/** Offsets ascend in memory order, which is a permutation, and lie within the layout. */
function fieldViolations({ size, fields }: Layout): string[] {
  if (fields.kind !== 'arbitrary') return [];
  const { offsets, inMemoryOrder } = fields;
  const found: string[] = [];
  const permutation =
    new Set(inMemoryOrder).size === offsets.length && inMemoryOrder.length === offsets.length;
  if (!permutation) found.push('the memory order is no permutation of the fields');
  const ascending = inMemoryOrder.every(
    (index, i) => i === 0 || offsets[inMemoryOrder[i - 1]!]! <= offsets[index]!,
  );
  if (!ascending) found.push('offsets do not ascend in memory order');
  if (offsets.some((offset) => offset > size)) found.push('a field lies outside');
  return found;
}

function variantViolations(cx: LayoutCx, layout: Layout): string[] {
  const { variants } = layout;
  if (variants.kind === 'empty') return layout.uninhabited ? [] : ['no variant, and yet inhabited'];
  if (variants.kind === 'single') return [];
  const found = variants.variants.flatMap((variant, i) =>
    oneVariantViolations(cx, layout, variant).map((violation) => `variant ${i}: ${violation}`),
  );
  if (variants.tagEncoding.kind === 'niche') {
    found.push(...nicheEncodingViolations(cx, variants.tag, variants.tagEncoding, variants.variants));
  }
  return found;
}

function nicheEncodingViolations(
  { dl }: LayoutCx,
  tag: Scalar,
  encoding: Extract<TagEncoding, { kind: 'niche' }>,
  variants: readonly Layout[],
): string[] {
  const found: string[] = [];
  const { nicheStart, nicheVariants, untaggedVariant } = encoding;
  if (nicheStart > unsignedMax(primitiveSize(dl, tag.value)))
    found.push('the niche starts outside its primitive');
  for (const [index, variant] of variants.entries()) {
    const hasTag = nicheVariants.start <= index && index <= nicheVariants.end;
    if (!variant.uninhabited && index !== untaggedVariant && !hasTag)
      found.push(`variant ${index} has no tag`);
  }
  return found;
}

function oneVariantViolations(cx: LayoutCx, whole: Layout, variant: Layout): string[] {
  const found: string[] = [];
  if (variant.variants.kind !== 'single') found.push('a variant with variants');
  if (variant.size > whole.size) found.push(`size ${variant.size} in an enum of ${whole.size}`);
  if (variant.align > whole.align) found.push(`align ${variant.align} in an enum of ${whole.align}`);
  const neverRead = variant.size === 0 || fieldCount(variant.fields) === 0n || variant.uninhabited;
  if (!neverRead && !coherentReprs(cx, whole.backendRepr, variant.backendRepr)) {
    found.push(`a ${variant.backendRepr.kind} in a ${whole.backendRepr.kind} enum`);
  }
  return found;
}

/** Looking at a value as one of its variants must not change how the backend holds it. */
function coherentReprs({ dl }: LayoutCx, whole: BackendRepr, variant: BackendRepr): boolean {
  if (whole.kind === 'memory') return true;
  if (whole.kind === 'scalar' && variant.kind === 'scalar')
    return sameShape(dl, whole.scalar, variant.scalar);
  if (whole.kind === 'scalarPair' && variant.kind === 'scalarPair') {
    return sameShape(dl, whole.first, variant.first) && sameShape(dl, whole.second, variant.second);
  }
  return reprEquals(whole, variant);
}

function sameShape(dl: LayoutCx['dl'], a: Scalar, b: Scalar): boolean {
  return (
    primitiveSize(dl, a.value) === primitiveSize(dl, b.value) &&
    primitiveAlign(dl, a.value) === primitiveAlign(dl, b.value)
  );
}
