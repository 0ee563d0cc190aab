import type { FileContext } from '../engine/fileContext.ts';
import { pieceOf } from '../resolve/units/expansion.ts';
import type { Item } from '../syntax/ast.ts';

/** The items of an inline module, a trait or an impl of the context's file; none for other items. */
export function itemsInside(
  item: Item,
  { unit, parser }: Pick<FileContext, 'unit' | 'parser'>,
): readonly Item[] {
  if (item.kind === 'impl') return parser.members(item, pieceOf(unit, item.span));
  return item.kind === 'mod' || item.kind === 'trait' ? (item.items ?? []) : [];
}
