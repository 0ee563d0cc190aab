import { dirname } from '../../base/paths.ts';
import { isUnknown } from '../../base/unknown.ts';
import type { CrateId } from '../../project/crateGraph.ts';
import type { Crate, Module, World } from '../model/model.ts';
import { hasWord, type TextTest } from '../scan/macroWords.ts';
import { mayLeadTo } from '../units/moduleFiles.ts';
import type { CrateWalk } from './crateWalk.ts';

/**
 * Finds the modules that a file is the text of, without reading the crate: from the root only into modules
 * whose folder can hold the file, and into macro calls on the way only where that finds nothing.
 */
export class FileModules {
  readonly #world: World;
  readonly #walk: CrateWalk;
  readonly #known = new Map<CrateId, Map<string, Module | undefined>>();
  readonly #written = new Map<CrateId, Map<string, Module | undefined>>();
  readonly #shared = new Map<CrateId, Map<string, readonly Module[]>>();

  /** Files that are being looked for behind path attributes. */
  readonly #redirecting = new Set<string>();

  constructor(world: World, walk: CrateWalk) {
    this.#world = world;
    this.#walk = walk;
  }

  forget(crates: ReadonlySet<CrateId>): void {
    for (const crate of crates) {
      this.#known.delete(crate);
      this.#written.delete(crate);
      this.#shared.delete(crate);
    }
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

  /** The same for a file to which a `mod` or a path attribute leads, in macro calls too; all others cost no more. */
  findWritten(id: CrateId, path: string): Module | undefined {
    const known = this.#known.get(id)?.get(path);
    if (known !== undefined) return known;
    let ofCrate = this.#written.get(id);
    if (ofCrate === undefined) {
      ofCrate = new Map();
      this.#written.set(id, ofCrate);
    }
    if (!ofCrate.has(path)) ofCrate.set(path, this.#searchWritten(id, path));
    return ofCrate.get(path);
  }

  /** All modules that a file is the text of, as far as `findWritten` goes: by path attributes several may share one. */
  allWritten(id: CrateId, path: string): readonly Module[] {
    let ofCrate = this.#shared.get(id);
    if (ofCrate === undefined) {
      ofCrate = new Map();
      this.#shared.set(id, ofCrate);
    }
    let modules = ofCrate.get(path);
    if (modules === undefined) {
      const first = this.findWritten(id, path);
      modules = first === undefined ? [] : [...this.#sharing(id, path).add(first)];
      ofCrate.set(path, modules);
    }
    return modules;
  }

  #sharing(id: CrateId, path: string): Set<Module> {
    const found = new Set<Module>();
    const crate = this.#world.crate(id);
    const root = isUnknown(crate) ? crate : crate.root;
    if (isUnknown(crate) || isUnknown(root)) return found;
    const redirects = crate.texts?.redirectsTo(path) ?? [];
    const starts = redirects.flatMap((from) => (from === path ? [] : (this.findWritten(id, from) ?? [])));
    for (const start of [root, ...starts]) {
      this.#addUnder(start, path, false, found);
      if (starts.length > 0) this.#addUnder(start, path, true, found);
    }
    return found;
  }

  #search(id: CrateId, path: string): Module | undefined {
    const written = this.findWritten(id, path);
    if (written !== undefined || !this.#world.files.text(path)) return written;
    return this.#walk.modulesOf(id).find((module) => isTextOf(module, path));
  }

  #searchWritten(id: CrateId, path: string): Module | undefined {
    const crate = this.#world.crate(id);
    const root = isUnknown(crate) ? crate : crate.root;
    if (isUnknown(crate) || isUnknown(root)) return undefined;
    return this.#from(root, path) ?? this.#redirected(crate, path);
  }

  /** Where a path attribute deep in the crate leads: from its own file on. */
  #redirected(crate: Crate, path: string): Module | undefined {
    if (this.#redirecting.has(path)) return undefined;
    this.#redirecting.add(path);
    let found: Module | undefined;
    for (const from of crate.texts?.redirectsTo(path) ?? []) {
      const start =
        from === path || this.#redirecting.has(from) ? undefined : this.findWritten(crate.id, from);
      found ??= start && this.#from(start, path);
    }
    this.#redirecting.delete(path);
    return found;
  }

  #from(start: Module, path: string): Module | undefined {
    return this.#under(start, path, false) ?? this.#under(start, path, true);
  }

  #under(module: Module, path: string, expand: boolean): Module | undefined {
    if (isTextOf(module, path)) return module;
    for (const child of this.#childrenTowards(module, path, expand)) {
      const found = this.#under(child, path, expand);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #addUnder(module: Module, path: string, expand: boolean, found: Set<Module>): void {
    if (isTextOf(module, path)) found.add(module);
    else
      for (const child of this.#childrenTowards(module, path, expand))
        this.#addUnder(child, path, expand, found);
  }

  *#childrenTowards(module: Module, path: string, expand: boolean): Generator<Module> {
    if (expand) this.#world.macros.expandFor(module, hasWord('mod'), mayLead(path, module.crate.info.root));
    const target = new Set([path]);
    for (const def of module.defs) {
      const entry = def.kind === 'mod' ? this.#world.entries.get(def) : undefined;
      if (entry === undefined || !mayLeadTo(entry, target)) continue;
      const child = module.crate.child(entry);
      if (!isUnknown(child)) yield child;
    }
  }
}

/** A `mod` that leads to a file has the name of the file or of a folder around it, or a path attribute. */
function mayLead(path: string, root: string): TextTest {
  const folder = `${dirname(root)}/`;
  const inside = path.startsWith(folder) ? path.slice(folder.length) : path;
  const names = inside
    .replace(/(?:(?:^|\/)mod)?\.rs$/, '')
    .split('/')
    .filter((name) => name !== '');
  const tests = ['path', ...names].map(hasWord);
  return (text) => tests.some((test) => test(text));
}

/** Whether a module is all of a file, not an inline module in it. */
function isTextOf({ root, kind, def }: Module, path: string): boolean {
  if (root.unit.path !== path || root.unit.expansion !== undefined) return false;
  return kind === 'root' || (def.origin === 'source' && def.unit !== root.unit);
}
