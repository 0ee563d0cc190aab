import type { FieldPiece, KnownField, PieceView, TypeView } from '../../../../shared/layoutView.ts';
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
  return piece.kind === 'field' ? fieldSize(piece.type) : grouped(piece.size);
}

/** `24`; `4 × len` for a slice; `?` or `≥ 16` where it isn't known before run time, or at all. */
function fieldSize({ size, atLeast, unsized, tail }: TypeView): string {
  if (unsized) return tail?.formula ?? (size ? `≥ ${grouped(size)}` : '?');
  if (size !== undefined) return grouped(size);
  return atLeast === undefined ? '?' : `≥ ${grouped(atLeast)}`;
}

/** The fields of a type that isn't known as a whole, as declared: what is known, and what is missing. */
export function knownTable(fields: readonly KnownField[]): string {
  const shown = fields.length <= MAX_ROWS + 1 ? fields : fields.slice(0, MAX_ROWS);
  const rows = shown.map(({ name, type, variantName }) => {
    const path = variantName === undefined ? name : `${variantName}.${name}`;
    return [fieldSize(type), code(`${path}: ${type.name}`)];
  });
  const rest = fields.length - shown.length;
  const text = table(columns.slice(1), rows);
  return rest === 0 ? text : `${text}\n\n… and ${rest} more, in the diagram`;
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
