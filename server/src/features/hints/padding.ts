import type { PaddingPiece, PieceView } from '../../../../shared/layoutView.ts';
import { isUnknown } from '../../base/unknown.ts';
import type { FieldSyntax } from '../../syntax/ast.ts';
import { bytes } from '../figures.ts';
import { code } from '../hover/markdown.ts';
import { behind, byName, type Hint, type Hinted, type HintKind } from './hint.ts';
import { orderAdvice } from './orderAdvice.ts';

/** `+3 padding` behind the field that the hole follows in memory. */
export const paddingHints: HintKind = (hinted) => {
  const { item, view } = hinted;
  if (item.kind !== 'enum') return holes(hinted, view.pieces, item.fields);
  if (!hasFixedOrder(hinted)) return [];
  const variants = byName(view.variants ?? [], ({ name }) => name);
  return item.variants.flatMap((variant) => {
    const shown = variants.get(variant.name.text);
    return shown ? holes(hinted, shown.pieces, variant.fields) : [];
  });
};

/**
 * Whether the text decides where the fields of an enum's variants lie: with a `repr` of its own. Else rustc has put them
 * where they cost the least, around the tag, and there is nothing that one could do about a hole.
 */
function hasFixedOrder({ ty, engine }: Hinted): boolean {
  const adt = ty.kind === 'adt' ? engine.types.adtDef(ty.def) : undefined;
  return adt !== undefined && !isUnknown(adt) && (adt.repr.c === true || adt.repr.int !== undefined);
}

function holes(
  hinted: Hinted,
  pieces: readonly PieceView[],
  fields: readonly FieldSyntax[],
): readonly Hint[] {
  if (!pieces.some(({ kind }) => kind === 'padding')) return [];
  const written = byName(fields, ({ name }) => name.text);
  return pieces.flatMap((piece, i): readonly Hint[] => {
    if (piece.kind !== 'padding' || piece.trailing || piece.size < hinted.settings.minimumPadding) return [];
    const field = piece.after === undefined ? undefined : written.get(piece.after);
    return field ? [hint(hinted, piece, field, pieces[i + 1])] : [];
  });
}

function hint(hinted: Hinted, piece: PaddingPiece, field: FieldSyntax, next: PieceView | undefined): Hint {
  const advice = orderAdvice(hinted);
  const follower = next?.kind === 'field' ? next : undefined;
  const why = follower
    ? `${code(follower.name)} needs an offset that is a multiple of ${follower.align}, so ${bytes(piece.size)} behind ${code(field.name.text)} stay empty.`
    : `${bytes(piece.size)} behind ${code(field.name.text)} stay empty.`;
  return {
    offset: behind(hinted.text, field.span.end),
    label: `+${piece.size} padding${advice.avoidable ? ' (avoidable)' : ''}`,
    tooltip: `${why}\n\n${advice.text}`,
    space: 'before',
    subject: hinted.item.name.span.start,
  };
}
