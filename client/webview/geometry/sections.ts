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
  /** Variants that hold no data of their own, drawn as one. */
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
  const [apart, together] = split(type.variants);
  const sections = apart.map((variant) => ({
    ...draw(variant.name, [boxesOfVariant(variant, open)], tagMark(type.tag)),
    variant,
  }));
  const [first] = together;
  if (first === undefined) return { size, width, sections };
  const { tagValue: _, ...any } = first;
  const rest = { ...draw('/together', [boxesOfVariant(any, open)], tagMark(type.tag)), together };
  return { size, width, sections: [...sections, rest] };
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
