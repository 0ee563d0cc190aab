import type { FieldPiece, PieceView, TagPiece } from '../../../../shared/layoutView.ts';

/**
 * Fills the holes between fields, so that the pieces cover all bytes of `[0, size)` in order. Fields of size
 * zero stand where they lie and cover nothing.
 *
 * ```text
 * fields  b@0..4 a@4..5, size 8   →   b 0..4, a 4..5, padding 5..8 (trailing, after a)
 * ```
 */
export function tileBytes(fields: readonly (FieldPiece | TagPiece)[], size: number): readonly PieceView[] {
  const pieces: PieceView[] = [];
  let at = 0;
  let after: string | undefined;
  const fill = (to: number, trailing: boolean): void => {
    if (to <= at) return;
    pieces.push({
      kind: 'padding',
      offset: at,
      size: to - at,
      trailing,
      ...(after !== undefined && { after }),
    });
    at = to;
  };
  for (const field of fields) {
    fill(field.offset, false);
    pieces.push(field);
    at = Math.max(at, field.offset + field.size);
    if (field.kind === 'field' && field.size > 0) after = field.name;
  }
  fill(size, true);
  return pieces;
}
