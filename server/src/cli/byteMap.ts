import type { PieceView } from '../../../shared/layoutView.ts';
import type { Paint } from './text.ts';

/** Bytes in a row of the map: a cache line is four rows of sixteen. */
const ROW = 16;
/** Longer values are drawn by their first bytes only. */
const MAX_ROWS = 16;

/**
 * Draws the bytes of a value, sixteen a row, a letter for each: the fields' letters in memory order, `·` for
 * padding, `#` for the tag.
 *
 * ```text
 *    0  aaaa aaaa b··· ····
 * ```
 */
export function byteMap(
  pieces: readonly PieceView[],
  size: number,
  paint: Paint,
  columns: number,
): readonly string[] {
  if (size === 0 || columns < 32) return [];
  const cells = new Array<string>(Math.min(size, ROW * MAX_ROWS)).fill(' ');
  let letter = 0;
  for (const piece of pieces) {
    const mark = markOf(piece, letter, paint);
    if (piece.kind === 'field' && piece.size > 0) letter++;
    for (let at = piece.offset; at < piece.offset + piece.size && at < cells.length; at++) cells[at] = mark;
  }
  const rows: string[] = [];
  for (let from = 0; from < cells.length; from += ROW) {
    const row = cells.slice(from, from + ROW);
    const groups = [0, 4, 8, 12].map((g) => row.slice(g, g + 4).join('')).filter((g) => g !== '');
    rows.push(`  ${paint.dim(String(from).padStart(5))}  ${groups.join(' ')}`);
  }
  if (size > cells.length) rows.push(`  ${paint.dim(`   … and ${size - cells.length} bytes more`)}`);
  return rows;
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

function markOf(piece: PieceView, letter: number, paint: Paint): string {
  if (piece.kind === 'padding') return paint.dim('·');
  if (piece.kind === 'tag') return paint.accent('#');
  return paint.field(LETTERS[letter % LETTERS.length]!, letter);
}
