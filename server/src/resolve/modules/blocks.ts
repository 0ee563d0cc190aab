import { isUnknown, type Unknown, unknown } from '../../base/unknown.ts';
import type { Block } from '../../syntax/bodyAst.ts';
import type { SourceUnit } from '../../syntax/sourceUnit.ts';
import type { BlockScope, Def, Scope } from '../model/def.ts';
import type { Module, Position, World } from '../model/model.ts';
import { blockItems } from '../units/blockItems.ts';
import { ModuleNames } from './moduleNames.ts';

/** The blocks of bodies that declare something, each an anonymous module. */
export class Blocks {
  readonly #world: World;
  readonly #scopes = new WeakMap<Def, Map<string, Scope>>();
  readonly #modules = new WeakMap<BlockScope, Module>();

  constructor(world: World) {
    this.#world = world;
  }

  /** The scope inside a block; see `ResolutionQueries.blockScope`. */
  scopeOf(outer: Scope, owner: Def, unit: SourceUnit, block: Block): Scope {
    let ofOwner = this.#scopes.get(owner);
    if (ofOwner === undefined) {
      ofOwner = new Map();
      this.#scopes.set(owner, ofOwner);
    }
    const key = `${unit.id}:${block.span.start}`;
    let scope = ofOwner.get(key);
    if (scope === undefined) {
      scope = this.#open(outer, owner, unit, block);
      ofOwner.set(key, scope);
    }
    return scope;
  }

  /** The module or block that a scope is. */
  moduleOf(scope: Scope): Module | Unknown {
    if (scope.block !== undefined) {
      return this.#modules.get(scope.block) ?? unknown('the block was left in an older snapshot');
    }
    const crate = this.#world.crate(scope.crate);
    if (isUnknown(crate)) return crate;
    return crate.moduleOf(scope.module) ?? unknown(`the module \`${scope.module.name}\` was not read`);
  }

  /** The place of a piece of text among the items around it, for macros in textual scope there. */
  positionAt(module: Module, owner: Def | undefined, unit: SourceUnit, offset: number): Position {
    const { root } = module;
    const written = owner && this.#world.entries.get(owner);
    // A file that includes itself: its text is that of the block, and yet stands in another fragment.
    if (written && written.fragment !== root && written.fragment.module === module && unit === root.unit)
      return { fragment: written.fragment, index: written.index };
    for (let at = { unit, offset }; ; ) {
      if (at.unit === root.unit && (module.kind === 'block' || at.unit.expansion === undefined)) {
        const index = root.entries.findIndex(({ item }) => item.span.end > at.offset);
        return { fragment: root, index: index < 0 ? Number.POSITIVE_INFINITY : index };
      }
      const { expansion } = at.unit;
      if (expansion === undefined) break;
      at = { unit: expansion.call.unit, offset: expansion.call.span.start };
    }
    for (let def = owner; def !== undefined; def = def.parent) {
      const entry = this.#world.entries.get(def);
      if (entry !== undefined) return { fragment: entry.fragment, index: entry.index };
    }
    return { fragment: root, index: Number.POSITIVE_INFINITY };
  }

  #open(outer: Scope, owner: Def, unit: SourceUnit, block: Block): Scope {
    const items = blockItems(block);
    const parent = items.length === 0 ? undefined : this.moduleOf(outer);
    if (parent === undefined || isUnknown(parent)) return outer;
    const blockScope: BlockScope = { unit, items, owner, ...(outer.block && { outer: outer.block }) };
    const scope: Scope = { crate: outer.crate, module: outer.module, block: blockScope };
    const module = new ModuleNames({
      kind: 'block',
      crate: parent.crate,
      def: parent.normal.def,
      owner,
      scope,
      parent,
      directory: { ...parent.directory, inBlock: true },
      noPrelude: parent.noPrelude,
      unit,
      items,
      position: this.positionAt(parent, owner, unit, block.span.start),
    });
    this.#modules.set(blockScope, module);
    return scope;
  }
}
