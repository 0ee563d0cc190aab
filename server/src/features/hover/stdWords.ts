import type { FieldPiece, PieceView, TypeView } from '../../../../shared/layoutView.ts';

/**
 * What a type of the standard library consists of in the end: a `Vec` is capacity, pointer and length, whatever
 * private structs they are wrapped in. Types of the user's own (those with a place) are never opened.
 */
export function stdWords(pieces: readonly PieceView[]): readonly PieceView[] {
  return pieces
    .flatMap((piece) => (piece.kind === 'field' ? words(piece) : [piece]))
    .filter((piece) => piece.size > 0)
    .toSorted((a, b) => a.offset - b.offset);
}

function words(field: FieldPiece): readonly PieceView[] {
  const { type } = field;
  if (type.kind !== 'struct' || type.place !== undefined || type.folded) return [field];
  const inner = type.pieces.filter((piece) => piece.size > 0);
  if (inner.length === 0) return [field];
  const [only] = inner;
  return inner.flatMap((piece): readonly PieceView[] => {
    const offset = field.offset + piece.offset;
    if (piece.kind !== 'field') return [{ ...piece, offset }];
    // A wrapper around one thing says what that is for: `ptr: Unique { pointer: NonNull { … } }`.
    const name = inner.length === 1 && only === piece && !isWrapperName(field.name) ? field.name : piece.name;
    return words({ ...piece, name, offset, type: unwrapped(piece.type) });
  });
}

/** Names that say no more than where the wrapped thing is. */
function isWrapperName(name: string): boolean {
  return /^\d+$/.test(name) || ['base', 'inner', 'vec', 'buf', 'value', 'pointer', 'map'].includes(name);
}

/** `usize is 0..=…` is a `usize`, `*const T is !null` a `*const T`. */
function unwrapped(type: TypeView): TypeView {
  const base = /^(.+?) is [-!\d]/.exec(type.name)?.[1];
  return base === undefined ? type : { ...type, name: base };
}
