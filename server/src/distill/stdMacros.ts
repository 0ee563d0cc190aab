import type { SourceDef } from '../resolve/model/def.ts';
import type { StdMacro } from '../resolve/model/inputs.ts';
import type { TypeCx } from '../types/typeCx.ts';
import { attributesOf } from './attributes.ts';

/** The macros that users can call, and those that these call in turn, as the resolver takes them. */
export function stdMacros(
  all: readonly SourceDef[],
  cx: TypeCx,
  crateName: (crate: string) => string,
): readonly StdMacro[] {
  const macros = all.flatMap((def) => encoded(def, cx, crateName));
  const kept = new Set(macros.filter(({ exported }) => exported));
  for (const { text } of kept)
    for (const [, name] of text.matchAll(/(\w+)!/g))
      for (const macro of macros) if (macro.name === name) kept.add(macro);
  return macros.filter((macro) => kept.has(macro));
}

function encoded(def: SourceDef, cx: TypeCx, crateName: (crate: string) => string): StdMacro[] {
  const { item, unit, name } = def;
  if (item.kind !== 'macroDef') return [];
  const attrs = attributesOf(def, cx);
  const has = (path: string): boolean => attrs.some((attr) => attr.path === path);
  const module: string[] = [];
  for (let at = def.parent; at && at.kind === 'mod'; at = at.parent) module.unshift(at.name);
  return [
    {
      crate: crateName(def.crate),
      module,
      name,
      flavor: item.form === 'macro' ? 'decl' : 'rules',
      exported: has('macro_export') || item.visibility.kind === 'public',
      builtin: has('rustc_builtin_macro'),
      cfg: [],
      text: squeezed(unit.text.slice(item.keyword, item.span.end)),
    },
  ];
}

/** A definition without comments and without needless white space. */
function squeezed(text: string): string {
  const literalOrSpace =
    /(b?r(#*)"[\s\S]*?"\2|b?"(?:\\[\s\S]|[^"\\])*"|'(?:\\.|[^'\\\n])')|(?:\/\/[^\n]*|\/\*[\s\S]*?\*\/|\s)+/g;
  return text.replace(literalOrSpace, (_all, literal?: string) => literal ?? ' ').trim();
}
