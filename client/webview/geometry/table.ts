import type { PieceView, TypeView } from '../../../shared/layoutView.ts';
import { paddingReason } from './words.ts';

/** A type as lines of text: what the table of the page and that of the Markdown export say. */
export interface TableLine {
  /** The variant it belongs to, for enums. */
  readonly variant?: string;
  readonly kind: PieceView['kind'];
  readonly name: string;
  readonly type: string;
  readonly offset: number;
  readonly size: number;
  /** In place of the size, where it depends on the value. */
  readonly open?: string;
  readonly align?: number;
  /** The key of its box; see boxes.ts. */
  readonly key: string;
}

/** The pieces of a type, or of all its variants, in memory order. */
export function tableOf(type: TypeView): readonly TableLine[] {
  if (type.variants === undefined || type.variants.length === 0) {
    return type.pieces.map((piece) => line(piece, undefined, type.kind === 'union'));
  }
  return type.variants.flatMap((variant) => {
    const lines = variant.pieces.map((piece) => line(piece, variant.name));
    return lines;
  });
}

function line(piece: PieceView, variant: string | undefined, isUnion = false): TableLine {
  const place = { offset: piece.offset, size: piece.size, ...(variant !== undefined && { variant }) };
  const owner = variant ?? '';
  if (piece.kind === 'field') {
    const key = owner === '' ? piece.name : `${owner}/${piece.name}`;
    const { unsized, tail, name: type } = piece.type;
    const open = unsized ? { open: tail?.formula ?? '?' } : {};
    return { ...place, ...open, kind: 'field', name: piece.name, type, align: piece.align, key };
  }
  const key = `${owner}/${piece.kind}@${piece.offset}`;
  if (piece.kind === 'tag') return { ...place, kind: 'tag', name: 'tag', type: 'which variant it is', key };
  const isLoss = variant !== undefined && piece.trailing;
  const ofUnion = isUnion && piece.trailing ? 'covered by no member' : undefined;
  const reason = ofUnion ?? (isLoss ? 'not used by this variant' : paddingReason(piece));
  return { ...place, kind: 'padding', name: 'padding', type: reason, key };
}
