import { isUnknown } from '../../base/unknown.ts';
import type { Def, Namespace } from '../model/def.ts';
import type { Module, World } from '../model/model.ts';
import type { NamedBinding } from '../model/resolution.ts';

const namespaces: readonly Namespace[] = ['type', 'value', 'macro'];

/**
 * The names that modules have for everybody, all at once: what a glob brings is taken over from the module that it opens,
 * where `namesOf` follows the globs for each name anew. For crates that re-export thousands of names.
 */
export class PublicNames {
  readonly #world: World;
  readonly #known = new Map<Module, readonly NamedBinding[]>();

  constructor(world: World) {
    this.#world = world;
  }

  of(module: Module, visiting: ReadonlySet<Module> = new Set()): readonly NamedBinding[] {
    const known = this.#known.get(module);
    if (known || visiting.has(module)) return known ?? [];
    this.#world.macros.expandAll(module);
    const found: NamedBinding[] = [];
    // A declared or imported name hides one from a glob, even where it is private itself.
    const taken = new Set<string>();
    const add = (binding: NamedBinding): void => {
      const key = `${binding.namespace} ${binding.name}`;
      if (taken.has(key)) return;
      taken.add(key);
      if (binding.visibleIn === 'everywhere') found.push(binding);
    };
    for (const name of [...module.declared.keys(), ...module.imports.keys()])
      for (const namespace of namespaces) {
        const hit = this.#world.names.immediate(module, name, namespace);
        if (hit !== undefined && !isUnknown(hit)) add({ ...hit, name, namespace });
      }
    const inside = new Set([...visiting, module]);
    for (const glob of module.globs) {
      if (this.#world.names.visibleIn(glob.entry, glob.visibility) !== 'everywhere') continue;
      const hit = this.#world.names.importTarget(glob);
      if (hit === undefined || isUnknown(hit) || typeof hit.target === 'string') continue;
      for (const binding of this.#opened(hit.target, inside)) add(binding);
    }
    // On the way round a cycle of globs the answer isn't whole.
    if (visiting.size === 0) this.#known.set(module, found);
    return found;
  }

  #opened(def: Def, visiting: ReadonlySet<Module>): readonly NamedBinding[] {
    if (def.origin === 'facts') return [];
    if (def.kind === 'enum') return this.#world.members.of(def).flatMap((variant) => bindingsOf(variant));
    const crate = this.#world.crate(def.crate);
    const module = isUnknown(crate) ? undefined : crate.moduleOf(def);
    return module === undefined || isUnknown(module) ? [] : this.of(module, visiting);
  }
}

/** A variant is a type and a value. */
function bindingsOf(variant: Def): readonly NamedBinding[] {
  const { name } = variant;
  return (['type', 'value'] as const).map((namespace) => {
    return { name, namespace, target: variant, visibleIn: 'everywhere' };
  });
}
