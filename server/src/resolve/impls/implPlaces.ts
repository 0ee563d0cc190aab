import { isUnknown } from '../../base/unknown.ts';
import type { CrateId } from '../../project/crateGraph.ts';
import type { SourceDef } from '../model/def.ts';
import type { Entry, Fragment, Module, World } from '../model/model.ts';
import type { CrateWalk } from '../walk/crateWalk.ts';
import type { FileModules } from '../walk/fileModules.ts';

/** Reads the impls that stand at a place of a file, or come from the macro call there. */
export class ImplPlaces {
  readonly #world: World;
  readonly #walk: CrateWalk;
  readonly #files: FileModules;
  readonly #fromCalls = new WeakMap<Entry, readonly SourceDef[]>();

  constructor(world: World, walk: CrateWalk, files: FileModules) {
    this.#world = world;
    this.#walk = walk;
    this.#files = files;
  }

  /** The impls of the item at a UTF-16 offset of a file; of all modules that the file is the text of. */
  implsAt(crate: CrateId, path: string, offset: number): readonly SourceDef[] {
    return this.#files.allWritten(crate, path).flatMap((module) => this.#inModule(module, offset));
  }

  #inModule(module: Module, offset: number): readonly SourceDef[] {
    for (const entry of module.root.entries) {
      const { item, def } = entry;
      if (offset < item.span.start || offset >= item.span.end) continue;
      if (item.kind === 'macroCall') return this.#inCall(entry);
      if (def === undefined || item.kind === 'macroDef') return [];
      if (item.kind !== 'mod') return this.#inDefinition(def, offset);
      const child = item.items === undefined ? undefined : module.crate.child(entry);
      return child === undefined || isUnknown(child) ? [] : this.#inModule(child, offset);
    }
    return [];
  }

  #inDefinition(def: SourceDef, offset?: number): readonly SourceDef[] {
    const own = def.kind === 'impl' ? [def] : [];
    return [...own, ...this.#walk.blocksIn(def, offset).flatMap(implsOf)];
  }

  /** All impls that a call comes to. */
  #inCall(entry: Entry): readonly SourceDef[] {
    this.#world.macros.expand(entry);
    const fragment = entry.expansion?.fragment;
    if (fragment === undefined) return [];
    let impls = this.#fromCalls.get(entry);
    if (impls === undefined) {
      impls = this.#inFragment(fragment);
      this.#fromCalls.set(entry, impls);
    }
    return impls;
  }

  #inFragment({ entries, module }: Fragment): readonly SourceDef[] {
    return entries.flatMap((entry) => {
      const { item, def } = entry;
      if (item.kind === 'macroCall') return this.#inCall(entry);
      if (item.kind !== 'mod') return def === undefined ? [] : this.#inDefinition(def);
      // The file of a module is a place of its own.
      const child = item.items === undefined ? undefined : module.crate.child(entry);
      return child === undefined || isUnknown(child) ? [] : this.#inFragment(child.root);
    });
  }
}

function implsOf({ defs }: Module): readonly SourceDef[] {
  return defs.filter(({ kind }) => kind === 'impl');
}
