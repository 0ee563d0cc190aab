import { isUnknown } from '../../base/unknown.ts';
import type { Def, Namespace } from '../model/def.ts';
import type { Module, World } from '../model/model.ts';
import type { NamedBinding } from '../model/resolution.ts';
import { useIsGlobal } from '../names/names.ts';

const namespaces: readonly Namespace[] = ['type', 'value', 'macro'];

/** All names of a module, with what they mean in each namespace. */
export function namesOf(module: Module, world: World): readonly NamedBinding[] {
  const found: NamedBinding[] = [];
  for (const name of possibleNames(module, world, new Set())) {
    for (const namespace of namespaces) {
      const hit = world.names.inModule(module, name, namespace);
      if (hit !== undefined && !isUnknown(hit)) found.push({ ...hit, name, namespace });
    }
  }
  return found;
}

/** Names declared or imported in a module or in those that its globs open. */
function possibleNames(module: Module, world: World, seen: Set<Module>): ReadonlySet<string> {
  const names = new Set<string>();
  if (seen.has(module)) return names;
  seen.add(module);
  world.macros.expandAll(module);
  for (const name of module.declared.keys()) names.add(name);
  for (const name of module.imports.keys()) names.add(name);
  for (const glob of module.globs) {
    const hit = world.names.importTarget(glob);
    if (hit === undefined || isUnknown(hit) || typeof hit.target === 'string') continue;
    for (const name of namesUnder(hit.target, world, seen)) names.add(name);
  }
  return names;
}

function namesUnder(def: Def, world: World, seen: Set<Module>): Iterable<string> {
  if (def.origin === 'facts') {
    if (def.kind === 'enum') return world.std.members(def).map(({ name }) => name);
    return world.std.children(def).map(({ name }) => name);
  }
  if (def.kind === 'enum') return world.members.of(def).map(({ name }) => name);
  const crate = world.crate(def.crate);
  const module = isUnknown(crate) ? undefined : crate.moduleOf(def);
  return module === undefined || isUnknown(module) ? [] : possibleNames(module, world, seen);
}

/** The traits whose methods can be called at a place (Reference, "Method-call expressions"). */
export function traitsIn(from: Module, world: World): readonly Def[] {
  const traits = new Set<Def>();
  let at: Module | undefined = from;
  while (at !== undefined) {
    addTraits(at, world, traits);
    at = at.kind === 'block' ? at.parent : undefined;
  }
  const { std, info } = from.crate;
  if (std !== undefined && !from.noPrelude) {
    const prelude = world.sysroot.preludeModule(std, info.edition);
    if (prelude !== undefined) addTraits(prelude, world, traits);
    for (const trait of world.std.preludeTraits(std, info.edition)) traits.add(trait);
  }
  return [...traits];
}

function addTraits(module: Module, world: World, traits: Set<Def>): void {
  for (const name of possibleNames(module, world, new Set())) {
    const hit = world.names.inModule(module, name, 'type');
    if (hit !== undefined && !isUnknown(hit) && isTrait(hit.target)) traits.add(hit.target);
  }
  for (const trait of unnamedTraits(module, world, new Set())) traits.add(trait);
}

/** `use Trait as _`, here and in the modules that globs open. */
function unnamedTraits(module: Module, world: World, seen: Set<Module>): readonly Def[] {
  if (seen.has(module)) return [];
  seen.add(module);
  const found: Def[] = [];
  for (const given of module.unnamed) {
    const hit = world.paths.resolve(given.module, given.path, useIsGlobal(given), 'type', 'early');
    if (!isUnknown(hit) && isTrait(hit.target)) found.push(hit.target);
  }
  for (const glob of module.globs) {
    const hit = world.names.importTarget(glob);
    if (hit === undefined || isUnknown(hit) || typeof hit.target === 'string') continue;
    const { target } = hit;
    if (target.origin === 'facts') found.push(...(target.kind === 'mod' ? world.std.traitsOf(target) : []));
    else {
      const crate = world.crate(target.crate);
      const opened = isUnknown(crate) ? undefined : crate.moduleOf(target);
      if (opened !== undefined && !isUnknown(opened)) found.push(...unnamedTraits(opened, world, seen));
    }
  }
  return found;
}

function isTrait(target: Def | string): target is Def {
  return typeof target !== 'string' && (target.kind === 'trait' || target.kind === 'traitAlias');
}
