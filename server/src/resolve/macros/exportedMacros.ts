import { dirname, join } from '../../base/paths.ts';
import { isUnknown } from '../../base/unknown.ts';
import type { SourceDef } from '../model/def.ts';
import type { Crate, Entry, Hit, Module } from '../model/model.ts';
import type { Binding } from '../model/resolution.ts';
import { definesMacros, hasWord } from '../scan/macroWords.ts';
import { mayLeadTo } from '../units/moduleFiles.ts';

/**
 * The `#[macro_export]` macros of a crate, which all belong to its root whichever module they stand in
 * (Reference, "Macros by example", Path-based scope). Modules note theirs as they are read; a name that is
 * not among them yet makes this class read those files that have the word `macro_export` in their text.
 */
export class ExportedMacros {
  readonly #crate: Crate;
  readonly #found = new Map<string, Binding[]>();
  /** Names that were looked for, and those that are. */
  readonly #searched = new Set<string>();
  readonly #searching = new Set<string>();
  #exporting: ReadonlySet<string> | undefined;

  constructor(crate: Crate) {
    this.#crate = crate;
  }

  note(def: SourceDef, entry: Entry): void {
    const { condition } = entry;
    const binding: Binding = {
      target: def,
      visibleIn: 'everywhere',
      ...(condition !== undefined && { condition }),
    };
    const list = this.#found.get(def.name);
    if (list === undefined) this.#found.set(def.name, [binding]);
    else list.push(binding);
  }

  find(name: string): Hit {
    const known = this.#pick(name);
    if (known !== undefined || this.#searched.has(name)) return known;
    // Asked again by a macro call on the way: what has been found so far has to do.
    if (this.#searching.has(name)) return undefined;
    this.#searching.add(name);
    if (this.#mayDefine(name)) this.#search(name);
    this.#searching.delete(name);
    this.#searched.add(name);
    return this.#pick(name);
  }

  /** Whether any file of the crate, or one that a build script makes, may have the macro. */
  #mayDefine(name: string): boolean {
    const { texts } = this.#crate;
    return texts === undefined || texts.macros.has(name) || texts.calls.has('include');
  }

  /** The last definition counts, as it does for textual scope; certain ones before doubtful ones. */
  #pick(name: string): Hit {
    const list = this.#found.get(name);
    return list?.findLast(({ condition }) => condition === undefined) ?? list?.at(-1);
  }

  #search(name: string): void {
    const { root, info, world } = this.#crate;
    if (isUnknown(root)) return;
    const lone = info.manifestPath === undefined;
    if (!lone) this.#exporting ??= this.#filesWith('macro_export', dirname(info.root));
    const wanted = this.#exporting;
    const visit = (module: Module): void => {
      if (wanted === undefined || wanted.has(module.root.unit.path))
        world.macros.expandFor(module, definesMacros, hasWord(name));
      for (const fragment of fragmentsOf(module)) {
        for (const entry of fragment) {
          if (entry.item.kind !== 'mod') continue;
          if (wanted !== undefined && !mayLeadTo(entry, wanted)) continue;
          const child = this.#crate.child(entry);
          if (!isUnknown(child)) visit(child);
        }
      }
    };
    visit(root);
  }

  #filesWith(word: string, folder: string): ReadonlySet<string> {
    const { files } = this.#crate.world;
    const found = new Set<string>();
    const seen = new Set<string>();
    const visit = (path: string, depth: number): void => {
      const real = files.realPath(path);
      if (seen.has(real) || depth > 30 || seen.size > 5000) return;
      seen.add(real);
      for (const { name, kind } of files.directory(path) ?? []) {
        const inner = join(path, name);
        if (kind === 'directory') visit(inner, depth + 1);
        else if (name.endsWith('.rs') && files.text(inner)?.includes(word)) found.add(inner);
      }
    };
    visit(folder, 0);
    return found;
  }
}

/** All entries of a module, those of expansions that happened already included. */
function fragmentsOf(module: Module): readonly (readonly Entry[])[] {
  const inner = module.calls.flatMap((call) => call.expansion?.fragment ?? []);
  return [module.root.entries, ...inner.map(({ entries }) => entries)];
}
