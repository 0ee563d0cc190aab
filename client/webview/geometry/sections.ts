import type { NicheView, TagView, TypeView, VariantView } from '../../../shared/layoutView.ts';
import { type Box, boxesOfVariant, lanesOfType, type OpenState } from './boxes.ts';
import { layRows, type Row } from './rows.ts';

/** A whole picture: sections over the same bytes, each on the same ruler. */
export interface Picture {
  readonly size: number;
  /** Bytes in a row. */
  readonly width: number;
  readonly sections: readonly Section[];
}

export interface Section {
  readonly key: string;
  /** Absent for a type without variants. */
  readonly variant?: VariantView;
  /** Variants whose bytes look the same, drawn as one. */
  readonly together?: readonly VariantView[];
  readonly rows: readonly Row[];
  readonly marks: readonly Mark[];
}

/** Bytes with a meaning beside their field's own. */
export interface Mark {
  readonly kind: 'tag' | 'niche';
  readonly offset: number;
  readonly size: number;
}

/** More variants without data than this are drawn as one. */
const LEAST_TOGETHER = 3;

/** Of more variants than these, all that look the same are drawn as one, the largest first. */
const MOST_APART = 24;

/** Lays out the picture of a type on rows of `width` bytes. */
export function layPicture(type: TypeView, width: number, open: OpenState): Picture {
  const size = type.size ?? 0;
  const draw = (key: string, lanes: readonly (readonly Box[])[], marks: readonly Mark[]): Section => ({
    key,
    rows: layRows(lanes, size, width),
    marks,
  });
  if (type.variants === undefined || type.variants.length === 0) {
    return { size, width, sections: [draw('', lanesOfType(type, open), nicheMark(type.niche))] };
  }
  const sections = groupsOf(type.variants).map((group): Section => {
    const [first] = group;
    const { tagValue, ...any } = first;
    const variant = group.length === 1 ? first : any;
    const key = group.length === 1 ? first.name : `/together ${shapeOf(first)}`;
    const drawn = draw(key, [boxesOfVariant(variant, open)], tagMark(type.tag));
    return group.length === 1 ? { ...drawn, variant } : { ...drawn, together: group };
  });
  return { size, width, sections };
}

type Group = readonly [VariantView, ...VariantView[]];

/** The variants that are drawn as one: those without data; of many variants all that have the same shape. */
function groupsOf(variants: readonly VariantView[]): readonly Group[] {
  if (variants.length > MOST_APART) return byShape(variants);
  const [apart, [first, ...others]] = split(variants);
  const groups: Group[] = apart.map((variant) => [variant]);
  return first === undefined ? groups : [...groups, [first, ...others]];
}

function byShape(variants: readonly VariantView[]): readonly Group[] {
  const groups = new Map<string, [VariantView, ...VariantView[]]>();
  for (const variant of variants) {
    const shape = shapeOf(variant);
    const group = groups.get(shape);
    if (group) group.push(variant);
    else groups.set(shape, [variant]);
  }
  return [...groups.values()].sort((a, b) => b[0].usedSize - a[0].usedSize);
}

/** Offsets and sizes of what covers its bytes; types of one size look the same. */
function shapeOf({ pieces, uninhabited }: VariantView): string {
  const parts = pieces.map(({ kind, offset, size }) => `${kind}${offset}+${size}`);
  return `${uninhabited ? '!' : ''}${parts.join(' ')}`;
}

/** Variants to draw each, and those without data, where they are many. */
function split(variants: readonly VariantView[]): [readonly VariantView[], readonly VariantView[]] {
  const empty = variants.filter(isPlain);
  if (empty.length < LEAST_TOGETHER) return [variants, []];
  return [variants.filter((variant) => !isPlain(variant)), empty];
}

const isPlain = (variant: VariantView): boolean =>
  !variant.uninhabited && variant.pieces.every((piece) => piece.kind !== 'field');

const tagMark = (tag: TagView | undefined): readonly Mark[] =>
  tag === undefined ? [] : [{ kind: 'tag', offset: tag.offset, size: tag.size }];

const nicheMark = (niche: NicheView | undefined): readonly Mark[] =>
  niche === undefined ? [] : [{ kind: 'niche', offset: niche.offset, size: niche.size }];

/** A mark's part on one row, in columns; undefined where it lies elsewhere. */
export function markOnRow(
  { offset, size }: Mark,
  from: number,
  length: number,
): { readonly column: number; readonly columns: number } | undefined {
  const start = Math.max(offset, from);
  const end = Math.min(offset + size, from + length);
  return end > start ? { column: start - from, columns: end - start } : undefined;
}
