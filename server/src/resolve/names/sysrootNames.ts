import { isUnknown } from '../../base/unknown.ts';
import type { CrateId, Edition } from '../../project/crateGraph.ts';
import type { Def, Namespace } from '../model/def.ts';
import type { Hit, Module, SysrootService, World } from '../model/model.ts';

/** The crates of the standard library whose definitions have paths that users can write. */
const NAMES = ['core', 'alloc', 'std', 'proc_macro', 'test'] as const;

/**
 * The standard library where it is read from source, as crates of the graph (`CrateGraph.sysroot`). Finds nothing where
 * std comes from facts.
 */
export class SysrootNames implements SysrootService {
  readonly #world: World;
  #names: ReadonlyMap<CrateId, string> | undefined;

  constructor(world: World) {
    this.#world = world;
  }

  /** The crate that stands for `core`, `alloc`, `std` … */
  id(name: string): CrateId | undefined {
    return this.#world.graph.sysroot?.(name);
  }

  /** `core`, `alloc`, `std` … for one of these crates. */
  nameOf(crate: CrateId): string | undefined {
    if (this.#world.graph.sysroot === undefined) return undefined;
    this.#names ??= new Map(
      NAMES.flatMap((name) => {
        const id = this.id(name);
        return id === undefined ? [] : [[id, name] as const];
      }),
    );
    return this.#names.get(crate);
  }

  /** The root module of a crate by name. */
  root(name: string): Hit {
    const id = this.id(name);
    if (id === undefined) return undefined;
    const crate = this.#world.crate(id);
    if (isUnknown(crate)) return crate;
    return isUnknown(crate.root) ? crate.root : { target: crate.root.def, visibleIn: 'everywhere' };
  }

  /** The type, trait or module at a path such as `core::option::Option`. */
  def(path: string): Def | undefined {
    const [crate, ...names] = path.split('::');
    let at = defOf(this.root(crate!));
    for (const name of names) at = at && defOf(this.#world.names.inDef(at, name, 'type'));
    return at;
  }

  /** A name that is in scope everywhere: the prelude of an edition, and the macros that `#[macro_use] extern crate` brings. */
  prelude(std: 'std' | 'core', edition: Edition, name: string, ns: Namespace): Hit {
    const module = this.#preludeDef(std, edition);
    const hit = module && this.#world.names.inDef(module, name, ns);
    if (hit !== undefined && !isUnknown(hit)) return hit;
    if (ns !== 'macro') return undefined;
    const root = defOf(this.root(std));
    const exported = root && this.#world.names.inDef(root, name, 'macro');
    return exported === undefined || isUnknown(exported) ? undefined : exported;
  }

  /** The prelude's module, whose traits are in scope. */
  preludeModule(std: 'std' | 'core', edition: Edition): Module | undefined {
    const def = this.#preludeDef(std, edition);
    const crate = def && this.#world.crate(def.crate);
    const module = def && crate && !isUnknown(crate) ? crate.moduleOf(def) : undefined;
    return module === undefined || isUnknown(module) ? undefined : module;
  }

  #preludeDef(std: 'std' | 'core', edition: Edition): Def | undefined {
    return this.id(std) === undefined ? undefined : this.def(`${std}::prelude::rust_${edition}`);
  }
}

function defOf(hit: Hit): Def | undefined {
  return hit === undefined || isUnknown(hit) || typeof hit.target === 'string' ? undefined : hit.target;
}
