import type { FnItem, Item } from '../../syntax/ast.ts';

/** The functions of modules, impls and traits; those in bodies are left out. */
export function* functionsIn(items: readonly Item[]): Generator<FnItem> {
  for (const item of items) {
    if (item.kind === 'fn') yield item;
    else if (item.kind === 'mod' || item.kind === 'impl' || item.kind === 'trait')
      yield* functionsIn(item.items ?? []);
  }
}
