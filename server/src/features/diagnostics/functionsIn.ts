import type { FileContext } from '../../engine/fileContext.ts';
import type { FnItem, Item, Span } from '../../syntax/ast.ts';
import { itemsInside } from '../itemsInside.ts';

/** The functions of a file's modules, impls and traits that touch a range; those in bodies are left out. */
export function functionsIn(cx: FileContext, range: Span): Generator<FnItem> {
  return among(cx.unit.items, range, cx);
}

function* among(items: readonly Item[], range: Span, cx: FileContext): Generator<FnItem> {
  for (const item of items) {
    if (item.span.end < range.start || item.span.start > range.end) continue;
    if (item.kind === 'fn') yield item;
    else yield* among(itemsInside(item, cx), range, cx);
  }
}
