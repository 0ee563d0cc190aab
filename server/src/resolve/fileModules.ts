import { isUnknown } from '../base/unknown.ts';
import type { CrateId } from '../project/crateGraph.ts';
import type { CrateWalk } from './crateWalk.ts';
import type { Module, World } from './model.ts';
import { mayLeadTo } from './moduleFiles.ts';

/**
 * Finds the modules that a file is the text of, without reading the crate: from the root only into modules
 * whose folder can hold the file, and into macro calls on the way only where that finds nothing.
 */
export class FileModules {
  readonly #world: World;
  readonly #walk: CrateWalk;
  readonly #known = new Map<CrateId, Map<string, Module | undefined>>();

  constructor(world: World, walk: CrateWalk) {
    this.#world = world;
    this.#walk = walk;
  }

  forget(crates: ReadonlySet<CrateId>): void {
    for (const crate of crates) this.#known.delete(crate);
  }

  /** The outermost module of a file; undefined where the file is none of the crate's modules. */
  find(id: CrateId, path: string): Module | undefined {
    let ofCrate = this.#known.get(id);
    if (ofCrate === undefined) {
      ofCrate = new Map();
      this.#known.set(id, ofCrate);
    }
    if (!ofCrate.has(path)) ofCrate.set(path, this.#search(id, path));
    return ofCrate.get(path);
  }

  #search(id: CrateId, path: string): Module | undefined {
    const crate = this.#world.crate(id);
    const root = isUnknown(crate) ? crate : crate.root;
    if (isUnknown(root)) return undefined;
    const written = this.#under(root, path, false) ?? this.#under(root, path, true);
    if (written !== undefined || !this.#world.files.text(path)) return written;
    return this.#walk.modulesOf(id).find((module) => isTextOf(module, path));
  }

  #under(module: Module, path: string, expand: boolean): Module | undefined {
    if (isTextOf(module, path)) return module;
    if (expand) this.#world.macros.expandAll(module);
    const target = new Set([path]);
    for (const def of module.defs) {
      const entry = def.kind === 'mod' ? this.#world.entries.get(def) : undefined;
      if (entry === undefined || !mayLeadTo(entry, target)) continue;
      const child = module.crate.child(entry);
      const found = isUnknown(child) ? undefined : this.#under(child, path, expand);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

/** Whether a module is all of a file, not an inline module in it. */
function isTextOf({ root, kind, def }: Module, path: string): boolean {
  if (root.unit.path !== path || root.unit.expansion !== undefined) return false;
  return kind === 'root' || (def.origin === 'source' && def.unit !== root.unit);
}
