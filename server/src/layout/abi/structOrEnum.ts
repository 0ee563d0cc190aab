/**
 * Structs and enums: which of the ways to lay them out applies, and which is best.
 *
 * Counterpart of `layout_of_struct_or_enum`, `layout_of_struct` and the end of `layout_of_enum` in rustc's
 * `rustc_abi/src/layout.rs`.
 */
import { fail, type LayoutCx, ok } from './context.ts';
import { tagDemand } from './discriminants.ts';
import { availableOf } from './niche.ts';
import { nicheFillingLayout } from './nicheFilling.ts';
import { isAbsent } from './queries.ts';
import { hideNiches, restrictScalar } from './restrict.ts';
import { neverLayout } from './simple.ts';
import { taggedLayout } from './tagged.ts';
import type { Layout, LayoutResult, ReprOptions, ScalarValidRange } from './types.ts';
import { univariant } from './univariant.ts';

export interface StructInput {
  /** By source index. */
  readonly fields: readonly Layout[];
  readonly repr: ReprOptions;
  /** Whether the declared type of the last field may be unsized for some type arguments. */
  readonly maybeUnsized?: boolean;
  /** For the lang items `UnsafeCell` and `UnsafePinned`. */
  readonly hideNiches?: boolean;
  readonly scalarValidRange?: ScalarValidRange;
}

export interface EnumInput {
  /** The fields of each variant, by source index. */
  readonly variants: readonly (readonly Layout[])[];
  readonly repr: ReprOptions;
  /** By variant. Values or bit patterns of the discriminant type, either is understood. */
  readonly discriminants: readonly bigint[];
}

/** The layout of a struct. */
export function structLayout(cx: LayoutCx, input: StructInput): LayoutResult {
  const tailMayBeUnsized = input.maybeUnsized === true && input.fields.length > 0;
  const kind = { kind: tailMayBeUnsized ? 'maybeUnsized' : 'alwaysSized' } as const;
  const result = univariant(cx, input.fields, input.repr, kind);
  if (result.kind === 'error') return result;
  if (input.hideNiches) return ok(hideNiches(cx, result.layout));
  return restrictScalar(cx, result.layout, input.scalarValidRange ?? {});
}

/** The layout of a tuple, or with `repr(Rust)` order of closure captures. The tail of a tuple may be unsized. */
export function tupleLayout(cx: LayoutCx, fields: readonly Layout[]): LayoutResult {
  return univariant(cx, fields, {}, { kind: fields.length === 0 ? 'alwaysSized' : 'maybeUnsized' });
}

/** The layout of a closure: a struct of what it captures. */
export function closureLayout(cx: LayoutCx, captures: readonly Layout[]): LayoutResult {
  return univariant(cx, captures, {}, { kind: 'alwaysSized' });
}

/** The layout of an enum. */
export function enumLayout(cx: LayoutCx, input: EnumInput): LayoutResult {
  const { variants, repr } = input;
  const fixed = repr.c === true || repr.int !== undefined;
  const keepsAbsent = cx.release.reprIntKeepsAbsentVariants ? fixed : repr.c === true;
  const present = variants.flatMap((fields, index) => (!keepsAbsent && isAbsent(fields) ? [] : [index]));
  const only = present[0];
  if (only === undefined) return ok(neverLayout(cx.dl));
  if (present.length > 1 || fixed) return multiVariantLayout(cx, input);
  return singleVariantLayout(cx, input, only);
}

/** An enum with only one possible variant is laid out as a struct. */
function singleVariantLayout(cx: LayoutCx, { variants, repr }: EnumInput, index: number): LayoutResult {
  const result = univariant(cx, variants[index] ?? [], repr, { kind: 'alwaysSized' });
  if (result.kind === 'error') return result;
  const restricted = restrictScalar(cx, result.layout, {});
  if (restricted.kind === 'error') return restricted;
  return ok({ ...restricted.layout, variants: { kind: 'single', index } });
}

function multiVariantLayout(cx: LayoutCx, { variants, repr, discriminants }: EnumInput): LayoutResult {
  if (repr.pack !== undefined) return fail({ kind: 'reprConflict' });
  const demand = tagDemand(cx, repr, variants, discriminants);
  if (demand === undefined) return fail({ kind: 'discriminantOutOfRange' });
  const tagged = taggedLayout(cx, repr, variants, demand);
  const nicheFilling = nicheFillingLayout(cx, repr, variants);
  if (tagged.kind === 'error' || nicheFilling === undefined) return tagged;
  return prefersNicheFilling(cx, tagged.layout, nicheFilling) ? ok(nicheFilling) : tagged;
}

/** The smaller layout wins, then the one with the larger niche left; a tag is simpler to read. */
function prefersNicheFilling({ dl }: LayoutCx, tagged: Layout, nicheFilling: Layout): boolean {
  if (tagged.size !== nicheFilling.size) return nicheFilling.size < tagged.size;
  return availableOf(dl, nicheFilling.largestNiche) > availableOf(dl, tagged.largestNiche);
}
