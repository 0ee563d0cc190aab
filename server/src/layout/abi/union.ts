/**
 * Unions.
 *
 * Counterpart of `layout_of_union` in rustc's `rustc_abi/src/layout.rs`.
 */
import { fail, type LayoutCx, ok, sizeError } from './context.ts';
import {
  alignTo,
  primitiveAlign,
  primitiveSize,
  reprEquals,
  reprScalarAlign,
  reprToUnion,
} from './primitives.ts';
import { isUnsized, isZst } from './queries.ts';
import { vectorAlign } from './targetData.ts';
import type { BackendRepr, Layout, LayoutResult, ReprOptions } from './types.ts';

const MEMORY: BackendRepr = { kind: 'memory', sized: true };

/** The layout of a union: every field at offset 0, and no niche, as any bytes may be there. */
export function unionLayout(cx: LayoutCx, fields: readonly Layout[], repr: ReprOptions): LayoutResult {
  const { dl } = cx;
  const unsized = fields.findIndex(isUnsized);
  if (unsized >= 0) return fail({ kind: 'unexpectedUnsized', field: unsized });
  if (fields.length === 0) return fail({ kind: 'emptyUnion' });
  const natural = Math.max(
    repr.pack === undefined ? dl.aggregateAlign : 1,
    ...fields.map((field) => field.align),
  );
  const unadjustedAbiAlign = Math.min(natural, repr.pack ?? natural);
  const align = Math.max(unadjustedAbiAlign, repr.align ?? 1);
  const size = alignTo(Math.max(...fields.map((field) => field.size)), align);
  const error = sizeError(dl, size);
  if (error !== undefined) return fail(error);
  const reprAligns = [repr.align, ...fields.map((field) => field.maxReprAlign)].filter(
    (a) => a !== undefined,
  );
  return ok({
    size,
    align,
    backendRepr: repr.c ? MEMORY : commonRepr(cx, fields, align),
    fields: { kind: 'union', count: fields.length },
    variants: { kind: 'single', index: 0 },
    largestNiche: undefined,
    uninhabited: false,
    unadjustedAbiAlign,
    maxReprAlign: reprAligns.length > 0 ? Math.max(...reprAligns) : undefined,
  });
}

/** The representation that all fields with bytes share, without their valid ranges. */
function commonRepr(cx: LayoutCx, fields: readonly Layout[], align: number): BackendRepr {
  const [first, ...others] = fields
    .filter((field) => !isZst(field))
    .map((field) => reprToUnion(field.backendRepr));
  if (first === undefined || others.some((other) => !reprEquals(first, other))) return MEMORY;
  return fitsAlign(cx, first, align) ? first : MEMORY;
}

/** `packed` and `align` may give the union another alignment than the representation has. */
function fitsAlign({ dl, release }: LayoutCx, repr: BackendRepr, align: number): boolean {
  if (repr.kind !== 'simdVector') return (reprScalarAlign(dl, repr) ?? align) === align;
  if (release.overalignedVectorUnions) return primitiveAlign(dl, repr.element.value) <= align;
  return vectorAlign(dl, primitiveSize(dl, repr.element.value) * repr.count) === align;
}
