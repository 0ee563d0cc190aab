import type { PaddingPiece, TypeView } from '../../../shared/layoutView.ts';
import type { Box } from './boxes.ts';
import { byteRange, bytes, type OffsetBase, offsetText, patternCount } from './figures.ts';
import { shortPath } from './tagWords.ts';

/** What a screen reader reads for a box, the words on it first: `a u32 @0 · 4 bytes, field, bytes 0 to 3`. */
export function spoken(box: Box, offsets: OffsetBase = 'decimal'): string {
  const where = byteRange(box.offset, box.size);
  switch (box.kind) {
    case 'padding':
      return `${box.size} of padding, ${where}`;
    case 'tag':
      return `${box.name}, ${where}`;
    case 'more':
      return `${box.name} elements, ${where}`;
    case 'other':
      return `${where}: not this member's, but another's`;
    case 'variant':
      return `${box.name}, variant, ${where}`;
    case 'field':
      return `${box.name} ${box.type?.name ?? ''} ${fieldFigures(box, offsets)}, field, ${where}`;
  }
}

/** `@16 · 4 bytes` */
export function fieldFigures({ offset, size }: Box, offsets: OffsetBase): string {
  return `@${offsetText(offset, offsets)} · ${bytes(size)}`;
}

/** The lines of a box's tooltip. */
export function tooltip(box: Box): string {
  const lines = [title(box)];
  const end = box.offset + box.size;
  lines.push(`offset ${box.offset}, ${bytes(box.size)}${box.size > 0 ? `, ends before ${end}` : ''}`);
  if (box.align !== undefined) lines[1] += `, align ${box.align}`;
  const { type } = box;
  if (type?.padding) lines.push(`${bytes(type.padding)} padding inside`);
  if (type?.niche) lines.push(nicheText(type));
  if (type?.reason !== undefined) lines.push(type.reason);
  if (type?.folded) lines.push('Its inside is too deep to be drawn here.');
  return lines.join('\n');
}

function title(box: Box): string {
  if (box.kind === 'field') return `${box.name}: ${box.type?.name ?? '?'}`;
  if (box.kind === 'padding') return 'padding: no value lies here';
  if (box.kind === 'other') return "not this member's bytes, but another member's";
  return box.name;
}

/** How many bit patterns a type leaves for enums around it, and where. */
export function nicheText({ niche }: TypeView): string {
  if (niche === undefined) return 'no niche';
  const where = niche.field === undefined ? byteRange(niche.offset, niche.size) : shortPath(niche.field);
  const count = patternCount(niche.available);
  return `niche: ${count} free bit ${count === '1' ? 'pattern' : 'patterns'} in ${where}`;
}

/** Why a hole is there. */
export function paddingReason(piece: Pick<PaddingPiece, 'trailing' | 'after' | 'size'>): string {
  if (piece.trailing) return 'makes the size a multiple of the alignment';
  return piece.after === undefined
    ? 'before the first field'
    : `after ${piece.after}, to align the next field`;
}
