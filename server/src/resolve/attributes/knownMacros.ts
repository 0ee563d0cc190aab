import { attributesTable } from './knownAttributeMacros.ts';
import { derivesTable } from './knownDerives.ts';
import type { KnownMacro, MacroUse } from './macroEffects.ts';

/** What is known of an attribute macro or derive of a package's release. */
export function knownMacro(
  kind: 'attribute' | 'derive',
  packageName: string,
  name: string,
  satisfies: (requirement: string) => boolean,
): KnownMacro | undefined {
  const table = kind === 'derive' ? derivesTable : attributesTable;
  const found = Object.hasOwn(table, packageName) ? table[packageName]! : undefined;
  if (found === undefined || !Object.hasOwn(found.macros, name)) return undefined;
  return found.versions.some(satisfies) ? found.macros[name] : undefined;
}

/** The traits that a use of a macro implements for the type it stands on, by their last names. */
export function traitsOf(macro: KnownMacro, use: MacroUse): readonly string[] {
  return typeof macro.traits === 'function' ? macro.traits(use) : (macro.traits ?? []);
}
