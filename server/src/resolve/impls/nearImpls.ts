import type { SourceDef } from '../model/def.ts';
import type { Fragment, World } from '../model/model.ts';

const none: readonly SourceDef[] = [];

/**
 * Finds the impls of a trait that stand beside a type's definition: in the same file, or in what the same macro calls
 * wrote. It goes by their last names alone, so each still has to be held against what is looked for, and there may
 * be others elsewhere. Nothing is read or expanded for them.
 *
 * ```rust
 * m! { struct A(u8); }      // where `m!` writes `struct A(u8); impl Copy for A {}`
 * ```
 */
export class NearImpls {
  readonly #world: World;
  readonly #byNames = new WeakMap<Fragment, ReadonlyMap<string, readonly SourceDef[]>>();

  constructor(world: World) {
    this.#world = world;
  }

  of(self: SourceDef, trait: string): readonly SourceDef[] {
    const found: SourceDef[] = [];
    const home = this.#world.entries.get(self)?.fragment;
    let fragment = home;
    while (fragment !== undefined && fragment.module === home!.module) {
      found.push(...(this.#implsIn(fragment).get(`${trait} ${self.name}`) ?? none));
      fragment = fragment.parent?.fragment;
    }
    return found;
  }

  /** The impls of a fragment by the last names of their trait and their type. */
  #implsIn(fragment: Fragment): ReadonlyMap<string, readonly SourceDef[]> {
    let known = this.#byNames.get(fragment);
    if (known === undefined) {
      known = byNames(fragment);
      this.#byNames.set(fragment, known);
    }
    return known;
  }
}

function byNames(fragment: Fragment): ReadonlyMap<string, readonly SourceDef[]> {
  const found = new Map<string, SourceDef[]>();
  for (const { item, def } of fragment.entries) {
    if (def === undefined || item.kind !== 'impl' || item.selfTy.kind !== 'path') continue;
    const trait = item.trait?.segments.at(-1)?.name.text;
    const key = `${trait} ${item.selfTy.path.segments.at(-1)?.name.text}`;
    const list = found.get(key);
    if (list === undefined) found.set(key, [def]);
    else list.push(def);
  }
  return found;
}
