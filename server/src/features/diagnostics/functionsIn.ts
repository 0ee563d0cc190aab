import type { FnItem, Item, Span } from '../../syntax/ast.ts';

/** The functions of modules, impls and traits that touch a range; those in bodies are left out. */
export function* functionsIn(items: readonly Item[], range: Span): Generator<FnItem> {
  for (const item of items) {
    if (item.span.end < range.start || item.span.start > range.end) continue;
    if (item.kind === 'fn') yield item;
    else if (item.kind === 'mod' || item.kind === 'impl' || item.kind === 'trait')
      yield* functionsIn(item.items ?? [], range);
  }
}
