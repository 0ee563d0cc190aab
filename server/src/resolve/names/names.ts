import { isUnknown, type Unknown, unknown } from '../../base/unknown.ts';
import type { Visibility } from '../../syntax/ast.ts';
import type { Def, Namespace, SourceDef } from '../model/def.ts';
import type { Declared, Doubt, Entry, Hit, Import, Module, NameService, World } from '../model/model.ts';
import type { Binding } from '../model/resolution.ts';
import { declares, hasWord, importsAll } from '../scan/macroWords.ts';
import { choose } from './bindings.ts';
import { type GlobHost, GlobSearch } from './globSearch.ts';
import { narrower, type Region, sees } from './visibility.ts';

/**
 * Names in modules (rustc_resolve::ident). A module has a name because it declares it, imports it by name,
 * or opens a module that has it by a glob, in this order: a glob never hides anything.
 */
export class ModuleLookup implements NameService, GlobHost {
  readonly #world: World;
  /** How many calls a module had when all its globs were known. */
  readonly #globsKnown = new WeakMap<Module, number>();

  constructor(world: World) {
    this.#world = world;
  }

  inModule(module: Module, name: string, ns: Namespace): Hit {
    return (
      this.explicit(module, name, ns) ?? this.#throughGlobs(module, name, ns) ?? this.#gap(module, name, ns)
    );
  }

  immediate(module: Module, name: string, ns: Namespace): Hit {
    const found: Binding[] = [];
    for (const declared of module.declared.get(name) ?? []) {
      if (declared.namespaces.includes(ns)) found.push(this.#declared(declared, ns));
    }
    const certain = found.some(({ condition }) => condition === undefined);
    let failed: Unknown | undefined;
    for (const given of certain ? [] : (module.imports.get(name) ?? [])) {
      const hit = this.#imported(given, ns);
      if (isUnknown(hit)) failed ??= hit;
      else if (hit !== undefined) found.push(hit);
    }
    return choose(name, found) ?? failed;
  }

  inDef(def: Def, name: string, ns: Namespace): Hit {
    if (def.origin === 'facts') {
      const target = this.#world.std.child(def, name, ns);
      return target && { target, visibleIn: 'everywhere' };
    }
    if (def.kind === 'enum') return this.#variant(def, name, ns);
    if (def.kind !== 'mod' && def.kind !== 'crate') return undefined;
    const module = this.moduleOf(def);
    return isUnknown(module) ? module : this.inModule(module, name, ns);
  }

  dangling(module: Module, name: string): Unknown | undefined {
    for (const given of module.imports.get(name) ?? []) {
      const hits = (['type', 'value', 'macro'] as const).map((ns) => this.#imported(given, ns));
      if (hits.every((hit) => hit === undefined)) return unknown(`\`use ${pathText(given)}\` finds nothing`);
    }
    return undefined;
  }

  importTarget(glob: Import): Hit {
    return this.#world.guard.answer<Hit>(glob.targetSlot, undefined, () => {
      if (glob.path.length === 0) {
        // `use ::*` and `use *`: the crate's root.
        const { root } = glob.module.crate;
        return isUnknown(root) ? root : { target: root.def, visibleIn: 'everywhere' };
      }
      const hit = this.#world.paths.resolve(glob.module, glob.path, useIsGlobal(glob), 'type', 'early');
      if (isUnknown(hit)) return hit;
      if (hit.resolved < glob.path.length) return unknown(`\`${pathText(glob)}\` is no module and no enum`);
      return { ...hit, visibleIn: 'everywhere' };
    });
  }

  visibleIn(entry: Entry, visibility: Visibility): Region {
    const { module } = entry.fragment;
    const here = module.normal;
    switch (visibility.kind) {
      case 'public':
        return 'everywhere';
      case 'inherited':
      case 'self':
        return module.kind === 'block' ? module.def : here.def;
      case 'super':
        return (here.parent ?? here).normal.def;
      case 'crate':
        return isUnknown(module.crate.root) ? here.def : module.crate.root.def;
      default: {
        const { segments, global } = visibility.path;
        const hit = this.#world.paths.resolve(here, segments, global, 'type', 'early');
        return isUnknown(hit) || typeof hit.target === 'string' ? 'everywhere' : hit.target;
      }
    }
  }

  globsOf(module: Module): readonly Import[] {
    if (this.#globsKnown.get(module) === module.calls.length) return module.globs;
    if (this.#world.macros.expandFor(module, ...importsAll))
      this.#globsKnown.set(module, module.calls.length);
    return module.globs;
  }

  regionOf({ entry, visibility }: Import): Region {
    return this.visibleIn(entry, visibility);
  }

  contentOf(def: Def): Module | Unknown | undefined {
    if (def.origin === 'facts' || (def.kind !== 'mod' && def.kind !== 'crate')) return undefined;
    return this.moduleOf(def);
  }

  moduleOf(def: SourceDef): Module | Unknown {
    const crate = this.#world.crate(def.crate);
    if (isUnknown(crate)) return crate;
    return crate.moduleOf(def) ?? unknown(`the module \`${def.name}\` was not read`);
  }

  // ---------------------------------------------------------------------------------------- explicit names

  /** Declared or imported by name; macros are expanded where that could bring the name. */
  explicit(module: Module, name: string, ns: Namespace): Hit {
    const slot = module.slots.explicit(name, ns);
    return this.#world.guard.answer<Hit>(
      slot,
      undefined,
      () => {
        const known = this.immediate(module, name, ns);
        if (known !== undefined && !isUnknown(known) && known.condition === undefined) return known;
        this.#world.macros.expandFor(module, hasWord(name), declares[ns]);
        const exported = module.kind === 'root' && ns === 'macro';
        return this.immediate(module, name, ns) ?? (exported ? module.crate.exportedMacro(name) : undefined);
      },
      tooEntangled,
    );
  }

  #declared({ def, entry }: Declared, ns: Namespace): Binding {
    if (def.kind === 'mod') this.#open(entry);
    const visibleIn = this.visibleIn(
      entry,
      ns === 'value' ? constructorVisibility(entry) : entry.item.visibility,
    );
    return { target: def, visibleIn, ...(entry.condition !== undefined && { condition: entry.condition }) };
  }

  /** Reads the module of a `mod` item, so that `moduleOf` knows it; a missing file shows when it is asked for names. */
  #open(entry: Entry): void {
    entry.fragment.module.crate.child(entry);
  }

  #imported(given: Import, ns: Namespace): Hit {
    const hit = this.#world.guard.answer<Hit>(given.slots[ns], undefined, () =>
      this.#resolveImport(given, ns),
    );
    if (hit === undefined || isUnknown(hit)) return hit;
    const visibleIn = narrower(this.visibleIn(given.entry, given.visibility), hit.visibleIn);
    const condition = given.entry.condition ?? hit.condition;
    return { target: hit.target, visibleIn, ...(condition !== undefined && { condition }) };
  }

  #resolveImport(given: Import, ns: Namespace): Hit {
    const { crate } = given.module;
    if (given.kind === 'externCrate') {
      if (ns !== 'type') return undefined;
      const name = given.path[0]!.name.text;
      return crate.externCrate(name) ?? unknown(`the crate \`${name}\` is not among the dependencies`);
    }
    if (given.onlyTypes && ns !== 'type') return undefined;
    if (ns === 'macro' && given.path.length === 1 && given.path[0]!.crate === undefined) {
      const { fragment, index } = given.entry;
      const textual = this.#world.macros.textual({ fragment, index }, given.path[0]!.name.text);
      if (textual !== undefined) return textual;
    }
    const hit = this.#world.paths.resolve(given.module, given.path, useIsGlobal(given), ns, 'early');
    if (isUnknown(hit)) return isAbsent(hit) ? undefined : hit;
    if (hit.resolved < given.path.length) return undefined;
    const { target, condition, visibleIn = 'everywhere' } = hit;
    // `use memchr::memchr` means the crate's function, not its private module of the same name.
    if (!sees(given.module, visibleIn)) return undefined;
    return { target, visibleIn, ...(condition !== undefined && { condition }) };
  }

  #variant(def: SourceDef, name: string, ns: Namespace): Hit {
    if (ns === 'macro') return undefined;
    const found = this.#world.members.variant(def, name);
    return found && { target: found, visibleIn: 'everywhere' };
  }

  // ---------------------------------------------------------------------------------------- globs

  #throughGlobs(module: Module, name: string, ns: Namespace): Hit {
    if (this.globsOf(module).length === 0) return undefined;
    const slot = module.slots.glob(name, ns);
    return this.#world.guard.answer<Hit>(
      slot,
      undefined,
      () => new GlobSearch(this, name, ns).from(module),
      tooEntangled,
    );
  }

  /** Names that nobody knows of may have been written by a macro that could not be expanded. */
  #gap(module: Module, name: string, ns: Namespace): Doubt | undefined {
    const macros = ns === 'macro' ? [] : module.gaps.filter(({ kind }) => kind === 'macro');
    const gap = macros.find((written) => written.name === name) ?? macros[0];
    if (gap === undefined) return undefined;
    const from = `\`${name}\` is not found; it may come from \`${gap.name}\`: ${gap.reason}`;
    const reason = gap.name === name ? `\`${name}\` stands in a macro call: ${gap.reason}` : from;
    return { ...unknown(reason), doubt: 'macro' };
  }
}

const tooEntangled = unknown('the imports around this name are too deeply entangled');

/** A tuple struct's constructor is as visible as its most private field. */
function constructorVisibility({ item }: Entry): Visibility {
  if (item.kind !== 'struct' || item.shape !== 'tuple') return item.visibility;
  return item.fields.find(({ visibility }) => visibility.kind !== 'public')?.visibility ?? item.visibility;
}

/** In edition 2015 the path of a `use` starts at the crate's root. */
export function useIsGlobal({ global, module, path }: Import): boolean {
  if (global || module.crate.info.edition !== '2015') return global;
  const head = path[0];
  return head?.crate === undefined && !['crate', 'self', 'super'].includes(head?.name.text ?? '');
}

function pathText({ path, global }: Import): string {
  return (global ? '::' : '') + path.map(({ name }) => name.text).join('::');
}

/** Whether a path failed because its last name is simply not there. */
function isAbsent(reason: Unknown): boolean {
  return 'absent' in reason;
}
