import { isUnknown } from '../base/unknown.ts';
import type { Entry, Fragment, Hit, Position, World } from './model.ts';

/**
 * Textual scope of macros by example (Reference, "Macros by example", Scoping): a definition is in scope
 * behind it, in the modules and bodies that follow too; one inside a module leaves it only where the module
 * has `#[macro_use]`. What a macro call expands to stands in its place, definitions included.
 */
export class MacroScopes {
  readonly #world: World;
  readonly #prepared = new WeakMap<Fragment, Prepared>();

  constructor(world: World) {
    this.#world = world;
  }

  find(position: Position, name: string): Hit {
    for (let at: Position | undefined = position; at !== undefined; at = at.fragment.parent) {
      const hit = this.#within(at.fragment, at.index, name);
      if (hit !== undefined) return hit;
    }
    return undefined;
  }

  /**
   * The same for modules whose `#![macro_use]` stands inside of their files. These files have to be looked
   * into, so this is asked only for a macro that is found nowhere else.
   */
  findInside(position: Position, name: string): Hit {
    for (let at: Position | undefined = position; at !== undefined; at = at.fragment.parent) {
      for (let i = Math.min(at.index, at.fragment.entries.length) - 1; i >= 0; i--) {
        const entry = at.fragment.entries[i]!;
        if (entry.item.kind !== 'mod' || !entry.fragment.module.crate.hasInnerMacroUse(entry)) continue;
        const hit = this.#inEntry(entry, name);
        if (hit !== undefined) return hit;
      }
    }
    return undefined;
  }

  /** The last definition among the first `end` entries of a fragment. */
  #within(fragment: Fragment, end: number, name: string): Hit {
    const sources = this.#sources(fragment, end);
    for (let i = sources.length - 1; i >= 0; i--) {
      const entry = sources[i]!;
      if (entry.index >= end) continue;
      const hit = this.#inEntry(entry, name);
      if (hit !== undefined) return hit;
    }
    return undefined;
  }

  #inEntry(entry: Entry, name: string): Hit {
    const { item, def, condition } = entry;
    if (item.kind === 'macroDef') {
      if (def?.name !== name) return undefined;
      return { target: def, visibleIn: 'everywhere', ...(condition !== undefined && { condition }) };
    }
    const inner = this.#contentOf(entry);
    return inner && this.#within(inner, Number.POSITIVE_INFINITY, name);
  }

  #contentOf(entry: Entry): Fragment | undefined {
    if (entry.expansion !== undefined) return entry.expansion.fragment;
    const module = entry.fragment.module.crate.child(entry);
    return isUnknown(module) ? undefined : module.root;
  }

  /**
   * The entries that can bring macros, up to `end`, with their calls expanded: front to back, because each
   * call may need what those before it define. Calls without definitions in them drop out of the list.
   */
  #sources(fragment: Fragment, end: number): readonly Entry[] {
    let prepared = this.#prepared.get(fragment);
    if (prepared === undefined) {
      prepared = { next: 0, live: [] };
      this.#prepared.set(fragment, prepared);
    }
    const all = fragment.macroSources;
    while (prepared.next < all.length && all[prepared.next]!.index < end) {
      const entry = all[prepared.next]!;
      this.#world.macros.expand(entry);
      if (all[prepared.next] !== entry) continue;
      if (entry.expansion !== undefined && !entry.expansion.done) break;
      const inner = entry.expansion;
      if (inner === undefined || (inner.fragment && inner.fragment.macroSources.length > 0)) {
        prepared.live.push(entry);
      }
      prepared.next++;
    }
    if (prepared.next >= all.length || all[prepared.next]!.index >= end) return prepared.live;
    return [...prepared.live, ...this.#unsettled(all.slice(prepared.next), end)];
  }

  /** Behind a call that is being expanded right now. */
  #unsettled(rest: readonly Entry[], end: number): readonly Entry[] {
    const before = rest.filter(({ index }) => index < end);
    for (const entry of before) this.#world.macros.expand(entry);
    return before;
  }
}

interface Prepared {
  /** Index into `macroSources` of the first call that may not be expanded yet. */
  next: number;
  readonly live: Entry[];
}
