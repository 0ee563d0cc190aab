import type { ModuleLink } from '../../project/crateGraph.ts';
import type { Attribute, Item, ModItem } from '../../syntax/ast.ts';
import type { SourceUnit } from '../../syntax/sourceUnit.ts';

/**
 * The items of a module of a crate that is taken to have modules besides its own (`CrateInfo.links`): the `mod` item of
 * a link counts whatever its cfg says, in place of others of its name.
 */
export function linkedItems(
  links: readonly ModuleLink[],
  unit: SourceUnit,
  items: readonly Item[],
): readonly Item[] {
  if (unit.expansion !== undefined) return items;
  let found = items;
  for (const link of links)
    if (link.file === unit.path) found = withLink(link, unit, found, items === unit.items);
  return found;
}

function withLink(
  link: ModuleLink,
  { text }: SourceUnit,
  items: readonly Item[],
  isWholeFile: boolean,
): readonly Item[] {
  const written = items.find((item) => item.kind === 'mod' && item.keyword === link.keyword);
  if (written?.kind === 'mod') {
    const others = (item: Item) => item.kind === 'mod' && item !== written && item.name.text === link.name;
    return items
      .filter((item) => !others(item))
      .map((item) => (item === written ? lifted(written, link) : item));
  }
  return link.keyword === undefined && isWholeFile ? [...items, unwritten(link, text.length)] : items;
}

function lifted(item: ModItem, { path }: ModuleLink): ModItem {
  const attrs = item.attrs.filter(
    (attr) => attr.path !== 'cfg' && (path === undefined || attr.path !== 'path'),
  );
  return {
    ...item,
    attrs: path === undefined ? attrs : [...withoutPaths(attrs), pathAttribute(path, item.keyword)],
  };
}

function withoutPaths(attrs: readonly Attribute[]): readonly Attribute[] {
  return attrs.filter(({ path, args }) => path !== 'cfg_attr' || !/\bpath\s*=/.test(args));
}

/** `pub mod name;` at the end of a file. */
function unwritten({ name, path }: ModuleLink, at: number): ModItem {
  const span = { start: at, end: at };
  const attrs = path === undefined ? [] : [pathAttribute(path, at)];
  return {
    kind: 'mod',
    name: { text: name, span },
    span,
    keyword: at,
    attrs,
    visibility: { kind: 'public' },
  };
}

function pathAttribute(path: string, at: number): Attribute {
  return { path: 'path', args: `= ${JSON.stringify(path)}`, inner: false, span: { start: at, end: at } };
}
