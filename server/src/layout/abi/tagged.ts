/**
 * Enums with a tag in front of every variant's fields.
 *
 * Counterpart of the second part of `layout_of_enum` in rustc's `rustc_abi/src/layout.rs`.
 */
import { fail, type LayoutCx, ok, sizeError } from './context.ts';
import type { TagDemand } from './discriminants.ts';
import { nicheFromScalar } from './niche.ts';
import { alignTo, integerForAlign, truncate } from './primitives.ts';
import { fieldCount, is1Zst } from './queries.ts';
import { taggedRepr } from './taggedRepr.ts';
import type {
  BackendRepr,
  IntegerSize,
  Layout,
  LayoutError,
  LayoutResult,
  ReprOptions,
  Scalar,
} from './types.ts';
import { univariant } from './univariant.ts';

/** The layout of an enum that stores a tag of its own at offset 0. */
export function taggedLayout(
  cx: LayoutCx,
  repr: ReprOptions,
  variants: readonly (readonly Layout[])[],
  demand: TagDemand,
): LayoutResult {
  const prefixed = layoutPrefixed(cx, repr, variants, demand.size);
  if (prefixed.kind === 'error') return prefixed;
  const { layouts, startAlign } = prefixed;
  const align = Math.max(cx.dl.aggregateAlign, ...layouts.map((layout) => layout.align));
  const size = alignTo(Math.max(0, ...layouts.map((layout) => layout.size)), align);
  const error = sizeError(cx.dl, size);
  if (error !== undefined) return fail(error);
  const tagSize = grownTag(cx, repr, demand.size, startAlign);
  const tag = tagScalar(demand, tagSize);
  const grown = layouts.map((layout) => withGrownTag(layout, demand.size, tagSize));
  const backendRepr = taggedRepr(cx, variants, grown, { tag, size, align });
  const reprAligns = [repr.align, ...layouts.map((l) => l.maxReprAlign)].filter((a) => a !== undefined);
  return ok({
    size,
    align,
    backendRepr,
    fields: { kind: 'arbitrary', offsets: [0], inMemoryOrder: [0] },
    variants: {
      kind: 'multiple',
      tag,
      tagEncoding: { kind: 'direct' },
      tagField: 0,
      variants: grown.map((layout) => withEnumRepr(cx, layout, { backendRepr, size, align })),
    },
    largestNiche: nicheFromScalar(cx.dl, 0, tag),
    uninhabited: grown.every((layout) => layout.uninhabited),
    unadjustedAbiAlign: Math.max(cx.dl.aggregateAlign, ...layouts.map((l) => l.unadjustedAbiAlign)),
    maxReprAlign: reprAligns.length > 0 ? Math.max(...reprAligns) : undefined,
  });
}

type Prefixed =
  | { readonly kind: 'prefixed'; readonly layouts: readonly Layout[]; readonly startAlign: number }
  | { readonly kind: 'error'; readonly error: LayoutError };

/**
 * Lays the variants out behind a tag of `tagSize` bytes. `startAlign` is the least alignment of the fields that come
 * first, undefined to be read as "as large as you like" when there are none: 256.
 */
function layoutPrefixed(
  cx: LayoutCx,
  repr: ReprOptions,
  variants: readonly (readonly Layout[])[],
  tagSize: IntegerSize,
): Prefixed {
  let prefixAlign = cx.dl.intAlign[tagSize];
  // In C this is a struct of the tag and a union, so every payload starts where the most aligned one does.
  if (repr.c) prefixAlign = Math.max(prefixAlign, ...variants.flat().map((field) => field.align));
  let startAlign = 256;
  const layouts: Layout[] = [];
  for (const [index, fields] of variants.entries()) {
    const result = univariant(cx, fields, repr, { kind: 'prefixed', size: tagSize, align: prefixAlign });
    if (result.kind === 'error') return result;
    const { layout } = result;
    const inMemoryOrder = layout.fields.kind === 'arbitrary' ? layout.fields.inMemoryOrder : [];
    const first = inMemoryOrder.map((i) => fields[i]!).find((field) => !is1Zst(field));
    startAlign = Math.min(startAlign, first?.align ?? startAlign);
    layouts.push({ ...layout, variants: { kind: 'single', index } });
  }
  return { kind: 'prefixed', layouts, startAlign };
}

/** A larger tag is free where all variants have padding behind it, and saves the backend from copying that. */
function grownTag({ dl }: LayoutCx, repr: ReprOptions, least: IntegerSize, startAlign: number): IntegerSize {
  if (repr.c || repr.int !== undefined) return least;
  const integer = integerForAlign(dl, startAlign) ?? least;
  return integer > least ? integer : least;
}

function tagScalar({ signed, min, max }: TagDemand, size: IntegerSize): Scalar {
  const validRange = { start: truncate(min, size), end: truncate(max, size) };
  return { kind: 'initialized', value: { kind: 'int', size, signed }, validRange };
}

/** Zero-sized fields right behind the tag, and variants that end there, move to the grown tag's end. */
function withGrownTag(layout: Layout, from: number, to: number): Layout {
  if (to <= from || layout.fields.kind !== 'arbitrary') return layout;
  const offsets = layout.fields.offsets.map((offset) => (offset <= from ? to : offset));
  return { ...layout, size: layout.size <= from ? to : layout.size, fields: { ...layout.fields, offsets } };
}

/** A variant of an enum that is a scalar or a pair is one too: looking at a variant changes no bits. */
function withEnumRepr(
  { release }: LayoutCx,
  layout: Layout,
  whole: { readonly backendRepr: BackendRepr; readonly size: number; readonly align: number },
): Layout {
  const enumIsScalar = whole.backendRepr.kind === 'scalar' || whole.backendRepr.kind === 'scalarPair';
  const replaceable =
    layout.backendRepr.kind === 'memory' && (release.uninhabitedKeepsRepr || !layout.uninhabited);
  if (!enumIsScalar || !replaceable || fieldCount(layout.fields) === 0n) return layout;
  return {
    ...layout,
    backendRepr: whole.backendRepr,
    size: Math.max(layout.size, whole.size),
    align: Math.max(layout.align, whole.align),
  };
}
