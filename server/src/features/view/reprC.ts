import type { FieldPiece, TypeView } from '../../../../shared/layoutView.ts';

/**
 * The size that a struct would have with `repr(C)`: its fields in declaration order, each at the next multiple
 * of its alignment (Rust Reference, "The C representation"). Undefined where a field's size isn't known.
 */
export function sizeInOrder(fields: readonly Pick<FieldPiece, 'size' | 'align'>[]): number {
  let end = 0;
  let align = 1;
  for (const field of fields) {
    end = roundUp(end, field.align) + field.size;
    align = Math.max(align, field.align);
  }
  return roundUp(end, align);
}

/** The fields of a struct's or tuple's picture as they are declared. */
export function declaredFields(view: Pick<TypeView, 'pieces'>): readonly FieldPiece[] {
  const fields = view.pieces.filter((p) => p.kind === 'field');
  return fields.sort((a, b) => a.index - b.index);
}

/**
 * An order of the same fields for `repr(C)` without a hole between two of them: by falling alignment, as every
 * size is a multiple of its alignment. No order is smaller.
 */
export function tightestOrder(fields: readonly FieldPiece[]): readonly FieldPiece[] {
  return [...fields].sort((a, b) => b.align - a.align || a.index - b.index);
}

function roundUp(value: number, align: number): number {
  return Math.ceil(value / align) * align;
}
