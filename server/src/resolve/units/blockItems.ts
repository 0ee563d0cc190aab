import type { Item, MacroCall } from '../../syntax/ast.ts';
import type { Block } from '../../syntax/bodyAst.ts';

/**
 * What a block declares: its items, and its macro calls at statement position, which may expand to items
 * that belong to the block as well.
 */
export function blockItems(block: Block): readonly Item[] {
  const items: Item[] = [];
  for (const statement of block.statements) {
    if (statement.kind === 'item') items.push(statement.item);
    else if (statement.kind === 'macro') items.push(callItem(statement.call, statement.attrs));
  }
  // The last call of a block is a statement too if it has braces.
  if (block.tail?.kind === 'macro' && block.tail.call.delimiter === '{')
    items.push(callItem(block.tail.call, []));
  return items;
}

function callItem(call: MacroCall, attrs: Item['attrs']): Item {
  const span = { start: attrs[0]?.span.start ?? call.span.start, end: call.span.end };
  return {
    kind: 'macroCall',
    call,
    span,
    keyword: call.span.start,
    attrs,
    visibility: { kind: 'inherited' },
  };
}
