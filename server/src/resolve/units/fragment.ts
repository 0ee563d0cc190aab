import type { Fuel } from '../../base/fuel.ts';
import type { Kinds } from '../../base/kinds.ts';
import type { Item } from '../../syntax/ast.ts';
import type { SourceUnit } from '../../syntax/sourceUnit.ts';
import { type EffectiveAttributes, effectiveAttributes } from '../attributes/cfgAttributes.ts';
import { isInert } from '../attributes/knownAttributes.ts';
import type { Def, DefKind, Scope, SourceDef } from '../model/def.ts';
import type { Entry, Fragment, Module, ModuleDirectory, Position } from '../model/model.ts';
import { linkedItems } from './links.ts';

/** What a fragment is made of; see `Fragment`. */
export interface FragmentParts {
  readonly unit: SourceUnit;
  readonly items: readonly Item[];
  readonly module: Module;
  readonly parent?: Position;
  readonly depth?: number;
  readonly fuel?: Fuel;
  readonly condition?: string;
  readonly around?: Entry;
  readonly directory?: ModuleDirectory;
}

/** Takes the items of a module, block or expansion that cfg lets stand, and makes their definitions. */
export function makeFragment(parts: FragmentParts): Fragment {
  const { unit, items, module } = parts;
  const entries: Entry[] = [];
  const macroSources: Entry[] = [];
  const fragment: Fragment = {
    unit,
    module,
    entries,
    macroSources,
    depth: parts.depth ?? 0,
    ...(parts.parent && { parent: parts.parent }),
    ...(parts.fuel && { fuel: parts.fuel }),
    ...(parts.condition !== undefined && { condition: parts.condition }),
    ...(parts.around && { around: parts.around }),
    ...(parts.directory && { directory: parts.directory }),
  };
  const { cfg, links } = module.crate.info;
  for (const item of links ? linkedItems(links, unit, items) : items) {
    const attrs = effectiveAttributes(item.attrs, cfg);
    if (!attrs.active) continue;
    const entry = makeEntry(fragment, item, entries.length, attrs);
    entries.push(entry);
    if (bringsMacros(entry)) macroSources.push(entry);
  }
  return fragment;
}

function makeEntry(fragment: Fragment, item: Item, index: number, attrs: Entry['attrs']): Entry {
  const kind = defKind(item);
  const rewritten = kind === undefined && item.kind !== 'foreignMod' ? rewrites(attrs) : undefined;
  const condition = attrs.condition ?? fragment.condition ?? rewritten;
  const base = { item, index, fragment, attrs, ...(condition !== undefined && { condition }) };
  if (item.kind === 'macroCall') return { ...base, expansion: { done: false, slot: {} } };
  if (kind === undefined) return base;
  const { module, unit } = fragment;
  const name = 'name' in item ? item.name.text : '';
  const parent = module.owner ?? module.def;
  return { ...base, def: sourceDef(module, kind, name, item, unit, parent, module.scope) };
}

/**
 * Why an import or a macro call may not be as it is written. What an attribute on it means is not looked up: names are
 * still being found out here, and hardly any macro is for imports.
 */
function rewrites({ attrs, uncertain }: EffectiveAttributes): string | undefined {
  const found = [...attrs, ...uncertain.map(({ attr }) => attr)].find(({ path }) => !isInert(path));
  return found && `the attribute macro \`#[${found.path}]\` may change what it stands on`;
}

/** Makes a definition of the user's code. */
export function sourceDef(
  module: Module,
  kind: DefKind,
  name: string,
  item: Item,
  unit: SourceUnit,
  parent: Def,
  scope: Scope,
): SourceDef {
  const { id: crate, world } = module.crate;
  return { origin: 'source', id: world.nextId(), kind, name, crate, parent, unit, item, scope };
}

/** The kind of definition that an item makes; undefined for imports, macro calls and `extern` blocks. */
export function defKind(item: Item): DefKind | undefined {
  switch (item.kind) {
    case 'type':
      return 'typeAlias';
    case 'trait':
      return item.isAlias ? 'traitAlias' : 'trait';
    case 'macroDef':
      return 'macro';
    case 'use':
    case 'externCrate':
    case 'foreignMod':
    case 'macroCall':
    case 'error':
      return undefined;
    default:
      item.kind satisfies Kinds<'struct union enum fn const static impl mod'>;
      return item.kind;
  }
}

function bringsMacros({ item, attrs }: Entry): boolean {
  if (item.kind === 'macroCall') return true;
  if (item.kind === 'macroDef') return item.form === 'macro_rules';
  return item.kind === 'mod' && attrs.attrs.some((attr) => attr.path === 'macro_use');
}

/** Whether an attribute of this path stands on an item for sure. */
export function hasAttribute(entry: Entry, path: string): boolean {
  return entry.attrs.attrs.some((attr) => attr.path === path);
}
