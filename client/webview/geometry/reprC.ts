import type { FieldPiece, PieceView, TypeView } from '../../../shared/layoutView.ts';
import { fieldsOf } from './orders.ts';

/**
 * A struct or tuple as `repr(C)` would lay it out: fields as declared, each at the next multiple of its alignment, and
 * the size a multiple of the largest (Rust Reference, "The C representation"). Undefined for other types, and those
 * with a `repr` of their own.
 */
export function asReprC(type: TypeView): TypeView | undefined {
  const isPlain = type.kind === 'struct' || type.kind === 'tuple';
  if (!isPlain || type.repr !== undefined || type.size === undefined || type.unsized || type.folded)
    return undefined;
  const declared = [...fieldsOf(type)].sort((a, b) => a.index - b.index);
  const pieces: PieceView[] = [];
  let end = 0;
  let before: FieldPiece | undefined;
  for (const field of declared) {
    const offset = roundUp(end, field.align);
    if (offset > end) pieces.push(hole(end, offset, false, before));
    pieces.push({ ...field, offset });
    end = offset + field.size;
    if (field.size > 0) before = field;
  }
  const align = Math.max(1, ...declared.map((field) => field.align));
  const size = roundUp(end, align);
  if (size > end) pieces.push(hole(end, size, true, before));
  const padding = pieces.reduce((sum, piece) => (piece.kind === 'padding' ? sum + piece.size : sum), 0);
  const { declaredOrder: _, niche: __, ...rest } = type;
  return { ...rest, repr: 'repr(C)', pieces, size, align, padding };
}

function hole(from: number, to: number, trailing: boolean, after: FieldPiece | undefined): PieceView {
  return {
    kind: 'padding',
    offset: from,
    size: to - from,
    trailing,
    ...(after !== undefined && { after: after.name }),
  };
}

const roundUp = (value: number, align: number): number => Math.ceil(value / align) * align;
