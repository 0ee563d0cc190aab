import type { Item } from '../../server/src/syntax/ast.ts';
import type { SourceParser } from '../../server/src/syntax/sourceParser.ts';

/** A text's items with those inside impls, which the parser leaves for later. */
export function wholeItems(parser: SourceParser, text: string): readonly Item[] {
  const whole = (item: Item): Item => {
    if (item.kind === 'mod' && item.items) return { ...item, items: item.items.map(whole) };
    if (item.kind !== 'impl') return item;
    const { body: _, ...impl } = item;
    return { ...impl, items: parser.members(item, { text }).map(whole) };
  };
  return parser.items(text).items.map(whole);
}
