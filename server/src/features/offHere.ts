import { isUnknown } from '../base/unknown.ts';
import type { FileContext } from '../engine/fileContext.ts';
import { evaluateCfgArgs } from '../resolve/attributes/cfgAttributes.ts';
import type { Attribute, Item, Span } from '../syntax/ast.ts';

/** An item that conditional compilation takes away. */
export interface OffItem {
  /** UTF-16 offsets of the item. */
  readonly span: Span;
  /** The attribute that does, as it is written: `#[cfg(windows)]`. */
  readonly attribute: string;
}

/**
 * The outermost item around an offset of a file that a `cfg` takes away from the context's crate; undefined where the
 * place is compiled.
 */
export function offItemAt({ engine, crate, unit }: FileContext, offset: number): OffItem | undefined {
  const cfg = engine.resolver.crateInfo(crate)?.cfg;
  if (!cfg) return undefined;
  const takesAway = ({ path, args }: Attribute) => path === 'cfg' && evaluateCfgArgs(args, cfg) === false;
  let items: readonly Item[] | undefined = unit.items;
  while (items) {
    const item: Item | undefined = items.find(({ span }) => span.start <= offset && offset <= span.end);
    const attribute = item?.attrs.find(takesAway);
    if (item && attribute) return { span: item.span, attribute: `#[cfg${attribute.args}]` };
    items = item && 'items' in item ? (item.items as readonly Item[] | undefined) : undefined;
  }
  return undefined;
}

/** The name of a definition, or a type's name by its look, that an offset of a text stands on. */
export function nameAt(text: string, items: readonly Item[], offset: number): Span | undefined {
  const before = /[\p{XID_Continue}]*$/u.exec(text.slice(Math.max(0, offset - 200), offset))?.[0] ?? '';
  const after = /^[\p{XID_Continue}]*/u.exec(text.slice(offset, offset + 200))?.[0] ?? '';
  const word = before + after;
  const span = { start: offset - before.length, end: offset + after.length };
  if (/^\p{Lu}/u.test(word)) return span;
  const isName = (item: Item): boolean =>
    ('name' in item && !isUnknown(item.name) && item.name?.span.start === span.start) ||
    ('items' in item && ((item.items as readonly Item[] | undefined)?.some(isName) ?? false));
  return items.some(isName) ? span : undefined;
}
