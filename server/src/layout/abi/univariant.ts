/**
 * Structs, tuples, closures, and single variants of enums.
 *
 * Counterpart of `univariant` and `univariant_biased` in rustc's `rustc_abi/src/layout.rs`.
 */
import { fail, type LayoutCx, ok, sizeError } from './context.ts';
import { fieldsInMemoryOrder, type NicheBias } from './fieldOrder.ts';
import { nicheAvailable } from './niche.ts';
import { alignTo, primitiveSize } from './primitives.ts';
import { isUnsized, isZst } from './queries.ts';
import { scalarPairLayout } from './simple.ts';
import type {
  BackendRepr,
  Layout,
  LayoutError,
  LayoutResult,
  Niche,
  ReprOptions,
  StructKind,
} from './types.ts';

/**
 * The layout of a struct-like type.
 *
 * Large niches first go towards the start. If the largest is then at neither end, a second attempt puts them
 * towards the end, and is taken if that leaves more room on one side: an enum with this type in a variant
 * can place its other variants there.
 *
 * @param fields layouts by source index; only the last may be unsized, and only if `kind` is `maybeUnsized`
 */
export function univariant(
  cx: LayoutCx,
  fields: readonly Layout[],
  repr: ReprOptions,
  kind: StructKind,
): LayoutResult {
  const result = univariantBiased(cx, fields, repr, kind, 'start');
  // Unsizing must not move fields, so a struct that may be unsized gets no second attempt.
  if (result.kind === 'error' || kind.kind === 'maybeUnsized' || fields.length < 2) return result;
  const room = roomAroundNiche(cx, result.layout);
  if (room === undefined || room.head === 0 || room.tail <= 0) return result;
  const other = univariantBiased(cx, fields, repr, kind, 'end');
  const otherRoom = other.kind === 'layout' ? roomAroundNiche(cx, other.layout) : undefined;
  if (otherRoom === undefined) return result;
  return otherRoom.head > room.head && otherRoom.head > room.tail ? other : result;
}

/** The bytes before and after the largest niche. */
function roomAroundNiche(cx: LayoutCx, layout: Layout): { head: number; tail: number } | undefined {
  const niche = layout.largestNiche;
  if (niche === undefined) return undefined;
  return { head: niche.offset, tail: layout.size - niche.offset - primitiveSize(cx.dl, niche.value) };
}

function univariantBiased(
  cx: LayoutCx,
  fields: readonly Layout[],
  repr: ReprOptions,
  kind: StructKind,
  bias: NicheBias,
): LayoutResult {
  const inMemoryOrder = fieldsInMemoryOrder(cx, fields, repr, kind, bias);
  const unsizedError = findMisplacedUnsized(fields, inMemoryOrder, kind);
  if (unsizedError !== undefined) return fail(unsizedError);
  const placed = placeFields(cx, fields, inMemoryOrder, repr, kind);
  if (placed.kind === 'error') return placed;
  const align = Math.max(placed.align, repr.align ?? 1);
  const size = alignTo(placed.end, align);
  const error = sizeError(cx.dl, size);
  if (error !== undefined) return fail(error);
  const frame: Frame = { fields, offsets: placed.offsets, size, align };
  const reprAligns = [repr.align, ...fields.map((field) => field.maxReprAlign)].filter(
    (a) => a !== undefined,
  );
  return ok({
    size,
    align,
    ...structRepr(cx, frame, repr),
    fields: { kind: 'arbitrary', offsets: placed.offsets, inMemoryOrder },
    variants: { kind: 'single', index: 0 },
    largestNiche: largestNiche(cx, frame, inMemoryOrder, bias),
    unadjustedAbiAlign: unadjustedAlign(frame, repr, placed.align),
    maxReprAlign: reprAligns.length > 0 ? Math.max(...reprAligns) : undefined,
  });
}

/** The first unsized field that isn't the tail of a struct that may have one. */
function findMisplacedUnsized(
  fields: readonly Layout[],
  inMemoryOrder: readonly number[],
  kind: StructKind,
): LayoutError | undefined {
  const tail = kind.kind === 'maybeUnsized' ? inMemoryOrder.at(-1) : undefined;
  const field = inMemoryOrder.find((index) => isUnsized(fields[index]!) && index !== tail);
  return field === undefined ? undefined : { kind: 'unexpectedUnsized', field };
}

type Placement =
  | { readonly kind: 'placed'; readonly offsets: number[]; readonly end: number; readonly align: number }
  | { readonly kind: 'error'; readonly error: LayoutError };

/** Puts field after field at the next offset that its alignment allows. `align` is without `repr(align)`. */
function placeFields(
  { dl }: LayoutCx,
  fields: readonly Layout[],
  inMemoryOrder: readonly number[],
  { pack }: ReprOptions,
  kind: StructKind,
): Placement {
  const packed = (align: number): number => Math.min(align, pack ?? align);
  let align = pack === undefined ? dl.aggregateAlign : dl.intAlign[1];
  let offset = 0;
  if (kind.kind === 'prefixed') {
    const prefixAlign = packed(kind.align);
    align = Math.max(align, prefixAlign);
    offset = alignTo(kind.size, prefixAlign);
  }
  const offsets = fields.map(() => 0);
  for (const index of inMemoryOrder) {
    const field = fields[index]!;
    const fieldAlign = packed(field.align);
    offset = alignTo(offset, fieldAlign);
    align = Math.max(align, fieldAlign);
    offsets[index] = offset;
    offset += field.size;
    const error = sizeError(dl, offset);
    if (error !== undefined) return { kind: 'error', error };
  }
  return { kind: 'placed', offsets, end: offset, align };
}

/** A struct whose fields have their places. */
interface Frame {
  readonly fields: readonly Layout[];
  readonly offsets: readonly number[];
  readonly size: number;
  readonly align: number;
}

/** The largest niche of the fields; of equal ones the first in memory, or the last with an `end` bias. */
function largestNiche(
  { dl }: LayoutCx,
  { fields, offsets }: Frame,
  inMemoryOrder: readonly number[],
  bias: NicheBias,
): Niche | undefined {
  let largest: Niche | undefined;
  let largestAvailable = 0n;
  for (const index of inMemoryOrder) {
    const niche = fields[index]!.largestNiche;
    if (niche === undefined) continue;
    const available = nicheAvailable(dl, niche);
    const better = bias === 'start' ? available > largestAvailable : available >= largestAvailable;
    if (!better) continue;
    largestAvailable = available;
    largest = { ...niche, offset: niche.offset + offsets[index]! };
  }
  return largest;
}

function structRepr(
  cx: LayoutCx,
  frame: Frame,
  repr: ReprOptions,
): { readonly backendRepr: BackendRepr; readonly uninhabited: boolean } {
  const uninhabited = frame.fields.some((field) => field.uninhabited);
  if (uninhabited && !cx.release.uninhabitedKeepsRepr) {
    return { backendRepr: { kind: 'memory', sized: true }, uninhabited };
  }
  const sized = !frame.fields.some(isUnsized);
  const backendRepr = (sized && frame.size > 0 ? scalarRepr(cx, frame, repr) : undefined) ?? {
    kind: 'memory',
    sized,
  };
  return { backendRepr, uninhabited };
}

/** The representation of a struct that holds just one scalar, vector or pair, or two scalars. */
function scalarRepr(cx: LayoutCx, frame: Frame, repr: ReprOptions): BackendRepr | undefined {
  const indices = frame.fields.map((_, index) => index).filter((index) => !isZst(frame.fields[index]!));
  const [first, second] = indices;
  if (first === undefined || indices.length > 2) return undefined;
  return second === undefined ? newtypeRepr(frame, first, repr) : pairRepr(cx, frame, first, second);
}

function newtypeRepr(
  { fields, offsets, size, align }: Frame,
  index: number,
  repr: ReprOptions,
): BackendRepr | undefined {
  const field = fields[index]!;
  if (offsets[index] !== 0 || align !== field.align || size !== field.size) return undefined;
  // C has rules of its own for a struct around a scalar. Pairs are aggregates to it either way.
  const keepsScalar = !repr.c && !repr.simd;
  switch (field.backendRepr.kind) {
    case 'scalar':
    case 'simdVector':
      return keepsScalar ? field.backendRepr : undefined;
    case 'scalarPair':
      return field.backendRepr;
    case 'memory':
      return undefined;
  }
}

function pairRepr(cx: LayoutCx, frame: Frame, i: number, j: number): BackendRepr | undefined {
  const { fields, offsets, size, align } = frame;
  const [first, second] = offsets[i]! < offsets[j]! ? [i, j] : [j, i];
  const a = fields[first]!.backendRepr;
  const b = fields[second]!.backendRepr;
  if (a.kind !== 'scalar' || b.kind !== 'scalar') return undefined;
  const pair = scalarPairLayout(cx.dl, a.scalar, b.scalar);
  const secondOffset = pair.fields.kind === 'arbitrary' ? pair.fields.offsets[1] : undefined;
  const matches =
    offsets[first] === 0 && offsets[second] === secondOffset && align === pair.align && size === pair.size;
  return matches ? pair.backendRepr : undefined;
}

/** `repr(transparent)` takes over what its one field says; else it is the alignment before `repr(align)`. */
function unadjustedAlign({ fields, size, align }: Frame, repr: ReprOptions, placedAlign: number): number {
  if (!repr.transparent) return placedAlign;
  const nonZst = size > 0 ? fields.filter((field) => !isZst(field)) : [];
  return nonZst.length === 1 && !nonZst.some(isUnsized) ? nonZst[0]!.unadjustedAbiAlign : align;
}
