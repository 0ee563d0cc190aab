import type { FieldPiece, PieceView, TypeView } from '../../../../shared/layoutView.ts';
import { grouped } from '../figures.ts';
import { type Column, code, table } from './markdown.ts';

/** Rows beyond this many are folded: a hover is read in a second, the panel has the rest. */
const MAX_ROWS = 12;

const columns: readonly Column[] = [
  { title: 'offset', align: 'right' },
  { title: 'size', align: 'right' },
  { title: 'field', align: 'left' },
];

/** What covers the bytes, in memory order, padding marked. Undefined where there is nothing to list. */
export function memoryTable(pieces: readonly PieceView[], kind: TypeView['kind']): string | undefined {
  if (pieces.length === 0 || kind === 'array') return undefined;
  const shown = pieces.length <= MAX_ROWS + 1 ? pieces : pieces.slice(0, MAX_ROWS);
  const rows = shown.map((piece) => [grouped(piece.offset), sizeOf(piece), labelOf(piece)]);
  const rest = pieces.length - shown.length;
  const text = table(columns, rows);
  return rest === 0 ? text : `${text}\n\n… and ${rest} more, in the diagram`;
}

function sizeOf(piece: PieceView): string {
  return piece.kind === 'field' && piece.type.warrant === 'unknown' ? '?' : grouped(piece.size);
}

function labelOf(piece: PieceView): string {
  switch (piece.kind) {
    case 'field':
      return fieldLabel(piece);
    case 'padding':
      return '▨ *padding*';
    case 'tag':
      return '*tag*';
  }
}

/** `name: String`, as declared. */
export function fieldLabel(field: FieldPiece): string {
  return code(`${field.name}: ${field.type.name}`);
}
