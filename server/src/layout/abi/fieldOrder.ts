/**
 * In which order `repr(Rust)` puts fields into memory.
 *
 * Counterpart of the sorting in `univariant_biased` of rustc's `rustc_abi/src/layout.rs`. Fields are sorted by
 * alignment, so that no padding comes between them, and within an alignment so that the largest niche comes to
 * lie near one end of the struct, where an enclosing enum has the most room beside it.
 */
import type { LayoutCx } from './context.ts';
import { availableOf } from './niche.ts';
import { primitiveSize } from './primitives.ts';
import type { Layout, ReprOptions, StructKind } from './types.ts';

/** Towards which end of the struct large niches go. */
export type NicheBias = 'start' | 'end';

/** Whether the `repr` leaves the order of the fields to the compiler. */
export function mayReorderFields(repr: ReprOptions): boolean {
  return !repr.c && !repr.simd && !repr.linear && repr.int === undefined;
}

interface Ordering {
  readonly cx: LayoutCx;
  readonly pack: number | undefined;
  readonly bias: NicheBias;
  readonly maxFieldAlign: number;
  readonly largestNicheAvailable: bigint;
}

/**
 * Source indices of the fields in memory order.
 *
 * The tail of a `maybeUnsized` struct stays last and has no influence on the others: `&Foo<[u8; 4]>` must be able
 * to become `&Foo<[u8]>`.
 */
export function fieldsInMemoryOrder(
  cx: LayoutCx,
  fields: readonly Layout[],
  repr: ReprOptions,
  kind: StructKind,
  bias: NicheBias,
): number[] {
  const declared = fields.map((_, index) => index);
  if (!mayReorderFields(repr) || fields.length < 2) return declared;
  const end = kind.kind === 'maybeUnsized' ? fields.length - 1 : fields.length;
  const sortable = fields.slice(0, end);
  const ordering: Ordering = {
    cx,
    pack: repr.pack,
    bias,
    maxFieldAlign: Math.max(1, ...sortable.map((field) => field.align)),
    largestNicheAvailable: sortable.map((f) => availableOf(cx.dl, f.largestNiche)).reduce(max, 0n),
  };
  const keys = sortable.map((field) => sortKey(ordering, field, kind));
  const sorted = declared.slice(0, end).sort((a, b) => compareKeys(keys[a]!, keys[b]!));
  return [...sorted, ...declared.slice(end)];
}

const max = (a: bigint, b: bigint): bigint => (a > b ? a : b);

/** Compared part by part, smallest first. */
type SortKey = readonly (number | bigint)[];

function compareKeys(a: SortKey, b: SortKey): number {
  for (const [i, part] of a.entries()) {
    const other = b[i] ?? 0;
    if (part !== other) return part < other ? -1 : 1;
  }
  return 0;
}

function sortKey(ordering: Ordering, field: Layout, kind: StructKind): SortKey {
  const group = alignmentGroup(ordering, field);
  const available = availableOf(ordering.cx.dl, field.largestNiche);
  // After a tag, alignment ascends, so that the first field needs the least padding; the largest niche of an
  // alignment goes last.
  if (kind.kind === 'prefixed') return [group, available];
  return ordering.bias === 'start'
    ? [-group, -available, field.largestNiche?.offset ?? 0]
    : [-group, available, distanceFromEndKey(ordering, field)];
}

/** Of equal niches, the one nearest to its field's end comes last; fields without a niche come first. */
function distanceFromEndKey({ cx }: Ordering, field: Layout): number {
  const niche = field.largestNiche;
  if (niche === undefined) return Number.NEGATIVE_INFINITY;
  return -(field.size - primitiveSize(cx.dl, niche.value) - niche.offset);
}

/**
 * The alignment by which a field is sorted: the packed one in bytes, or else the power of two of its effective one,
 * where `[u8; 4]` counts as if it were aligned to 4. The two are never compared with each other.
 */
function alignmentGroup(ordering: Ordering, field: Layout): number {
  if (ordering.pack !== undefined) return Math.min(field.align, ordering.pack);
  const sizeAsAlign = trailingZeros(Math.max(field.align, field.size));
  if (ordering.largestNicheAvailable === 0n) return sizeAsAlign;
  if (ordering.bias === 'start') {
    // A small niche in front is worth more than aligned loads of a large array: `(bool, [u8; 16])`.
    return Math.min(trailingZeros(ordering.maxFieldAlign), sizeAsAlign);
  }
  const available = availableOf(ordering.cx.dl, field.largestNiche);
  return available === ordering.largestNicheAvailable ? trailingZeros(field.align) : sizeAsAlign;
}

/** How often 2 divides a positive safe integer. */
function trailingZeros(value: number): number {
  let count = 0;
  for (let rest = value; rest % 2 === 0; rest /= 2) count++;
  return count;
}
