import type { TypeView } from '../../../shared/layoutView.ts';

/** Bytes in a row, as the user may choose them. */
export const rowWidths = [8, 16, 32, 64] as const;

export type RowWidth = 'auto' | (typeof rowWidths)[number];

/** Pixels that a byte needs for its box to be seen and hit. */
const LEAST_PIXELS = 18;

/**
 * Bytes in a row where the user has not chosen: small types fit on one row; larger ones take two words a row, and more
 * as they grow, as far as the room (in CSS pixels) allows. Enums and unions stay on one row for longer, since their
 * variants and fields are held against each other.
 */
export function automaticWidth(type: TypeView, pointerSize: number, pixels: number): number {
  const size = Math.max(1, type.size ?? 1);
  const word = Math.max(pointerSize, 4);
  const room = Math.max(word, 2 ** Math.floor(Math.log2(pixels / LEAST_PIXELS)));
  const overlaps = type.variants !== undefined || type.kind === 'union';
  if (size <= (overlaps ? 40 : 2 * word) && size * LEAST_PIXELS <= pixels) return size;
  return Math.min(wishedWidth(size, word), room);
}

function wishedWidth(size: number, word: number): number {
  if (size <= 32 * word) return 2 * word;
  return size <= 128 * word ? 4 * word : 64;
}
