import { isUnknown } from '../../base/unknown.ts';
import type { Entry, Fragment, Hit, Position, World } from '../model/model.ts';
import { definesMacros, hasWord, type MacroWords, usesMacros } from '../scan/macroWords.ts';

/**
 * Textual scope of macros by example (Reference, "Macros by example", Scoping): a definition is in scope
 * behind it, in the modules and bodies that follow too; one inside a module leaves it only where the module
 * has `#[macro_use]`. What a macro call expands to stands in its place, definitions included.
 */
export class MacroScopes {
  readonly #world: World;
  readonly #words: MacroWords;
  readonly #prepared = new WeakMap<Fragment, Map<string, Prepared>>();

  constructor(world: World, words: MacroWords) {
    this.#world = world;
    this.#words = words;
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
    const sources = this.#sources(fragment, end, name);
    const barren = new Set<Entry>();
    let found: Hit;
    for (let i = sources.length - 1; i >= 0 && found === undefined; i--) {
      const entry = sources[i]!;
      if (entry.index >= end) continue;
      found = this.#inEntry(entry, name);
      if (found === undefined && this.#isBarren(entry, name)) barren.add(entry);
    }
    if (barren.size > 0) {
      const prepared = this.#preparedFor(fragment, name);
      prepared.live = prepared.live.filter((entry) => !barren.has(entry));
    }
    return found;
  }

  /** Whether no call in an expansion brings the macro: without this, each name would be looked for in all of them again. */
  #isBarren({ expansion }: Entry, name: string): boolean {
    const inside = expansion?.fragment;
    const prepared = inside && this.#prepared.get(inside)?.get(name);
    if (inside === undefined || prepared === undefined) return false;
    return prepared.next >= inside.macroSources.length && prepared.live.length === 0;
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
   * The entries that may bring the macro of a name, up to `end`, with their calls expanded: front to back, because
   * each call may need what those before it define. Calls without definitions in them drop out of the list.
   */
  #sources(fragment: Fragment, end: number, name: string): readonly Entry[] {
    const prepared = this.#preparedFor(fragment, name);
    const all = fragment.macroSources;
    while (prepared.next < all.length && all[prepared.next]!.index < end) {
      const entry = all[prepared.next]!;
      const possible = this.#mayBring(entry, name);
      if (possible) this.#world.macros.expand(entry);
      if (all[prepared.next] !== entry) continue;
      const { expansion } = entry;
      if (possible && expansion !== undefined && !expansion.done) break;
      const hollow = expansion !== undefined && !expansion.fragment?.macroSources.length;
      if (possible && !hollow) prepared.live.push(entry);
      prepared.next++;
    }
    if (prepared.next >= all.length || all[prepared.next]!.index >= end) return prepared.live;
    return [...prepared.live, ...this.#unsettled(all.slice(prepared.next), end, name)];
  }

  #preparedFor(fragment: Fragment, name: string): Prepared {
    let ofFragment = this.#prepared.get(fragment);
    if (ofFragment === undefined) {
      ofFragment = new Map();
      this.#prepared.set(fragment, ofFragment);
    }
    let prepared = ofFragment.get(name);
    if (prepared === undefined) {
      prepared = { next: 0, live: [] };
      ofFragment.set(name, prepared);
    }
    return prepared;
  }

  #mayBring(entry: Entry, name: string): boolean {
    if (entry.item.kind === 'macroDef') return entry.def?.name === name;
    if (entry.expansion === undefined || entry.expansion.done) return true;
    // A `#[macro_use] mod` in the call brings what its file defines.
    return (
      this.#words.mayBring(entry, definesMacros, hasWord(name)) || this.#words.mayBring(entry, usesMacros)
    );
  }

  /** Behind a call that is being expanded right now. */
  #unsettled(rest: readonly Entry[], end: number, name: string): readonly Entry[] {
    const before = rest.filter((entry) => entry.index < end && this.#mayBring(entry, name));
    for (const entry of before) this.#world.macros.expand(entry);
    return before;
  }
}

interface Prepared {
  /** Index into `macroSources` of the first call that may not be expanded yet. */
  next: number;
  live: Entry[];
}
