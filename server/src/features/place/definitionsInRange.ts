import { type FileContext, scopeAt } from '../../engine/fileContext.ts';
import type { SourceDef } from '../../resolve/model/def.ts';
import type { PlaceInfo } from '../../resolve/model/resolution.ts';
import type { EnumItem, Item, MacroCallItem, Span, StructItem } from '../../syntax/ast.ts';
import type { Block, Expr } from '../../syntax/bodyAst.ts';
import { itemsInside } from '../itemsInside.ts';
import { endInFile, expandedDefinitions, nameInFile } from './expansions.ts';

type Listed = StructItem | EnumItem | MacroCallItem;

/** A struct, enum or union that is written in the file, or in the expansion of a macro call with the file's tokens. */
export interface WrittenDefinition {
  readonly def: SourceDef;
  readonly item: StructItem | EnumItem;
}

/** The definitions of a file that touch a range; those in bodies and in macro calls too. */
export function* definitionsInRange(cx: FileContext, range: Span): Generator<WrittenDefinition> {
  for (const item of typesIn(cx.unit.items, range, cx)) {
    const info = scopeAt(cx, item.keyword);
    if (item.kind === 'macroCall') {
      if (info) yield* inExpansion(cx, info, item.span, range);
      continue;
    }
    const def = info?.owners.find((owner) => owner.origin === 'source' && owner.name === item.name.text);
    const own = def?.origin === 'source' && def.item.keyword === item.keyword && def.unit === cx.unit;
    if (own) yield { def, item };
  }
}

function* inExpansion(
  cx: FileContext,
  info: PlaceInfo,
  call: Span,
  range: Span,
): Generator<WrittenDefinition> {
  for (const def of expandedDefinitions(cx, info, call)) {
    const { item, unit } = def;
    const offset = nameInFile(def);
    if (offset === undefined || offset < call.start || offset >= call.end || offset > range.end) continue;
    // All of a file may stand in one call.
    if (offset < range.start && (endInFile(unit, item.span.end) ?? call.end) < range.start) continue;
    if (item.kind === 'struct' || item.kind === 'union' || item.kind === 'enum') yield { def, item };
  }
}

function* typesIn(items: readonly Item[], range: Span, cx: FileContext): Generator<Listed> {
  for (const item of items) {
    if (item.span.end < range.start || item.span.start > range.end) continue;
    switch (item.kind) {
      case 'struct':
      case 'union':
      case 'enum':
      case 'macroCall':
        yield item;
        break;
      case 'mod':
      case 'impl':
      case 'trait':
        yield* typesIn(itemsInside(item, cx), range, cx);
        break;
      case 'fn':
        if (item.body) yield* typesInBody(item.body.span, range, cx);
    }
  }
}

const declares = /\b(?:struct|enum|union)\b/;

/** Bodies are parsed only if they may declare a type. */
function* typesInBody(span: Span, range: Span, cx: FileContext): Generator<Listed> {
  const { text } = cx.unit;
  if (!declares.test(text.slice(span.start, span.end))) return;
  const items: Item[] = [];
  collect(cx.parser.block({ text, span }), items);
  yield* typesIn(items, range, cx);
}

/** The items of a block and of those inside its statements; the tree is plain data, so it is searched as such. */
function collect(node: Block | Expr | unknown, into: Item[]): void {
  if (Array.isArray(node)) {
    for (const part of node) collect(part, into);
  } else if (typeof node === 'object' && node !== null) {
    if ('kind' in node && node.kind === 'item' && 'item' in node) into.push(node.item as Item);
    else for (const part of Object.values(node)) if (typeof part === 'object') collect(part, into);
  }
}
