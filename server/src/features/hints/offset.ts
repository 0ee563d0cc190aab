import type { PieceView } from '../../../../shared/layoutView.ts';
import type { FieldSyntax } from '../../syntax/ast.ts';
import { bytes, grouped } from '../figures.ts';
import { code } from '../hover/markdown.ts';
import { byName, type Hint, type Hinted, type HintKind } from './hint.ts';

/** `@24` before each field. */
export const offsetHints: HintKind = (hinted) => {
  const { item, view } = hinted;
  if (item.kind !== 'enum') return offsets(hinted, view.pieces, item.fields);
  const variants = byName(view.variants ?? [], ({ name }) => name);
  return item.variants.flatMap((variant) => {
    const shown = variants.get(variant.name.text);
    return shown ? offsets(hinted, shown.pieces, variant.fields) : [];
  });
};

function offsets(
  { item }: Hinted,
  pieces: readonly PieceView[],
  fields: readonly FieldSyntax[],
): readonly Hint[] {
  const written = byName(fields, ({ name }) => name.text);
  return pieces.flatMap((piece): readonly Hint[] => {
    const field = piece.kind === 'field' ? written.get(piece.name) : undefined;
    if (!field || piece.kind !== 'field') return [];
    return [
      {
        offset: field.name.span.start,
        label: `@${grouped(piece.offset)}`,
        tooltip: `${code(piece.name)} lies at offset ${grouped(piece.offset)} and takes ${bytes(piece.size)}.`,
        space: 'after',
        subject: item.name.span.start,
      },
    ];
  });
}
