import { Fuel, type FuelLimits } from '../../base/fuel.ts';
import { isUnknown, type Unknown, unknown } from '../../base/unknown.ts';
import type { Def, Namespace } from '../model/def.ts';
import type { Doubt, Hit, Import, Module } from '../model/model.ts';
import type { Binding } from '../model/resolution.ts';
import { choose } from './bindings.ts';
import { narrower, type Region, sees } from './visibility.ts';

/** What a search asks of the names of modules. */
export interface GlobHost {
  importTarget(glob: Import): Hit;
  regionOf(glob: Import): Region;
  /** The globs of a module, those in macro calls too. */
  globsOf(module: Module): readonly Import[];
  /** The module that a definition is the one of; undefined for enums and for std, which have no globs inside. */
  contentOf(def: Def): Module | Unknown | undefined;
  /** What a module declares or imports by name. */
  explicit(module: Module, name: string, ns: Namespace): Hit;
  inDef(def: Def, name: string, ns: Namespace): Hit;
}

/** For one name: a step is a glob that is followed, for each module that must see what it imports. */
const searchLimits: FuelLimits = { steps: 200_000, size: 1 };

/** A module on the way, with the modules that must be able to see what is imported from it. */
interface Node {
  readonly module: Module;
  readonly viewers: readonly Module[];
  readonly condition: string | undefined;
}

interface Edge {
  readonly from: Node;
  readonly glob: Import;
  /** Whether it is this one, of all that open the same module, that is followed for sure. */
  readonly isOwned: boolean;
}

/**
 * A name behind the globs of a module: breadth first over everything that globs open, each module once.
 *
 * Globs whose path starts with a name that itself comes through a glob are followed last, and only if the name
 * was not found by then. Otherwise finding the heads of n such globs would ask for each other in n! orders.
 * (Two globs that bring different things are an error in Rust, so the first find is as good as any.)
 */
export class GlobSearch {
  readonly #host: GlobHost;
  readonly #name: string;
  readonly #ns: Namespace;
  readonly #seen = new Set<unknown>();
  readonly #found: Binding[] = [];
  readonly #easy: Edge[] = [];
  readonly #hard: Edge[] = [];
  readonly #fuel = new Fuel(searchLimits);
  #failed: Unknown | undefined;

  constructor(host: GlobHost, name: string, ns: Namespace) {
    this.#host = host;
    this.#name = name;
    this.#ns = ns;
  }

  from(start: Module): Hit | Doubt {
    this.#seen.add(start.def);
    this.#add({ module: start, viewers: [start], condition: undefined });
    // By index: both grow on the way, to tens of thousands where modules open each other.
    for (let easy = 0, hard = 0; ; ) {
      while (easy < this.#easy.length) this.#follow(this.#easy[easy++]!);
      const last = hard === this.#hard.length;
      if (last || this.#found.some(({ condition }) => condition === undefined)) break;
      this.#follow(this.#hard[hard++]!);
    }
    return choose(this.#name, this.#found) ?? (this.#failed && { ...this.#failed, doubt: 'glob' });
  }

  #add(from: Node): void {
    for (const glob of this.#host.globsOf(from.module)) {
      const known = glob.targetSlot.answer?.value;
      const target = known && 'target' in known ? known.target : undefined;
      if (target !== undefined && this.#seen.has(target)) continue;
      // Where modules open each other, most globs lead to one that another glob opens as well.
      const isOwned = target !== undefined && glob.visibility.kind === 'public';
      if (isOwned) this.#seen.add(target);
      (isEasy(glob) ? this.#easy : this.#hard).push({ from, glob, isOwned });
    }
  }

  #follow({ from, glob, isOwned }: Edge): void {
    if (!this.#fuel.take(from.viewers.length)) {
      this.#failed ??= unknown(`too many globs may bring \`${this.#name}\``);
      return;
    }
    const importedTo = this.#host.regionOf(glob);
    if (!from.viewers.every((viewer) => sees(viewer, importedTo))) return;
    const target = this.#host.importTarget(glob);
    if (isUnknown(target)) this.#failed ??= target;
    if (target === undefined || isUnknown(target) || typeof target.target === 'string') return;
    if (!isOwned && this.#seen.has(target.target)) return;
    this.#seen.add(target.target);
    const opened = this.#host.contentOf(target.target);
    if (isUnknown(opened)) this.#failed ??= opened;
    else this.#look(from, importedTo, target.target, opened, from.condition ?? glob.entry.condition);
  }

  #look(
    from: Node,
    importedTo: Region,
    def: Def,
    opened: Module | undefined,
    condition: string | undefined,
  ): void {
    const hit = opened
      ? this.#host.explicit(opened, this.#name, this.#ns)
      : this.#host.inDef(def, this.#name, this.#ns);
    if (isUnknown(hit)) this.#failed ??= hit;
    else if (hit !== undefined) {
      if (!from.viewers.every((viewer) => sees(viewer, hit.visibleIn))) return;
      const doubt = condition ?? hit.condition;
      const visibleIn = narrower(importedTo, hit.visibleIn);
      this.#found.push({ target: hit.target, visibleIn, ...(doubt !== undefined && { condition: doubt }) });
    } else if (opened !== undefined) {
      this.#add({ module: opened, viewers: [...from.viewers, opened], condition });
    }
  }
}

/** Whether finding what a glob opens asks for no other glob of the same module. */
function isEasy({ targetSlot, path, global, module }: Import): boolean {
  if (targetSlot.answer !== undefined || global) return true;
  const head = path[0];
  if (head === undefined || head.crate !== undefined) return true;
  const name = head.name.text;
  if (name === 'crate' || name === 'self' || name === 'super')
    return path.length < 2 || name !== 'self' || knows(module, path[1]!.name.text);
  return module.crate.info.edition === '2015' || knows(module, name);
}

function knows(module: Module, name: string): boolean {
  return module.declared.has(name) || module.imports.has(name);
}
