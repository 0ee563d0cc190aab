import type { Kinds } from '../../base/kinds.ts';
import type { Item } from '../../syntax/ast.ts';
import type { SourceUnit } from '../../syntax/sourceUnit.ts';
import { type EffectiveAttributes, effectiveAttributes } from '../attributes/cfgAttributes.ts';
import type { DefKind, SourceDef } from '../model/def.ts';
import type { Entry, MemberService, Position, World } from '../model/model.ts';
import { pieceOf } from './expansion.ts';

/** Definitions inside definitions: associated items of traits and impls, variants of enums. */
export class Members implements MemberService {
  readonly #world: World;
  readonly #known = new WeakMap<SourceDef, readonly SourceDef[]>();
  readonly #conditions = new WeakMap<SourceDef, string>();
  readonly #attrs = new WeakMap<SourceDef, EffectiveAttributes>();

  constructor(world: World) {
    this.#world = world;
  }

  of(def: SourceDef): readonly SourceDef[] {
    let members = this.#known.get(def);
    if (members === undefined) {
      // A macro in an impl may ask for the impl's own members: they aren't known yet.
      this.#known.set(def, []);
      members = this.#find(def);
      this.#known.set(def, members);
    }
    return members;
  }

  variant(def: SourceDef, name: string): SourceDef | undefined {
    return this.of(def).find((member) => member.name === name);
  }

  /** Why it isn't sure that a member is there. */
  conditionOf(def: SourceDef): string | undefined {
    return this.#conditions.get(def);
  }

  /** The attributes on an associated item; undefined for other definitions. */
  attrsOf(def: SourceDef): EffectiveAttributes | undefined {
    return this.#attrs.get(def);
  }

  #find(def: SourceDef): readonly SourceDef[] {
    const { item } = def;
    if (item.kind === 'enum' && def.kind === 'enum') return this.#variants(def);
    if (item.kind !== 'trait' && item.kind !== 'impl') return [];
    const entry = this.#world.entries.get(def);
    const found: SourceDef[] = [];
    const { unit } = def;
    const items =
      item.kind === 'impl' ? this.#world.parser.members(item, pieceOf(unit, item.span)) : item.items;
    this.#collect({ def, entry, found, unit, items, condition: undefined, depth: 0 });
    return found;
  }

  #variants(def: SourceDef): readonly SourceDef[] {
    const { item } = def;
    if (item.kind !== 'enum') return [];
    return item.variants.flatMap((syntax, index) => {
      const attrs = effectiveAttributes(syntax.attrs, this.#cfg(def));
      if (!attrs.active) return [];
      const variant = {
        ...this.#base(def, 'variant', syntax.name.text, def.unit, item),
        variant: { index, syntax },
      };
      if (attrs.condition !== undefined) this.#conditions.set(variant, attrs.condition);
      return [variant];
    });
  }

  #collect(given: Collection): void {
    for (const item of given.items) {
      const attrs = effectiveAttributes(item.attrs, this.#cfg(given.def));
      if (!attrs.active) continue;
      const condition = attrs.condition ?? given.condition;
      const kind = memberKind(item);
      if (item.kind === 'macroCall') this.#expand({ ...given, condition }, item);
      if (kind === undefined || !('name' in item)) continue;
      const member = this.#base(given.def, kind, item.name.text, given.unit, item);
      if (condition !== undefined) this.#conditions.set(member, condition);
      if (item.attrs.length > 0) this.#attrs.set(member, attrs);
      given.found.push(member);
    }
  }

  /** The items of a call inside an impl or trait become members. */
  #expand(given: Collection, item: Item): void {
    const { entry, def, unit } = given;
    if (
      entry === undefined ||
      item.kind !== 'macroCall' ||
      given.depth > entry.fragment.module.crate.recursionLimit
    )
      return;
    const position: Position = { fragment: entry.fragment, index: entry.index };
    const result = this.#world.macros.expandItems(position, unit, item.call, 'items');
    if (result.kind === 'items') {
      const condition = given.condition ?? result.condition;
      const depth = given.depth + 1;
      this.#collect({ ...given, unit: result.unit, items: result.items, condition, depth });
    } else if (result.kind !== 'none') {
      const gaps = this.#world.places.callGaps(unit, item.call, false, result.reason);
      for (const gap of gaps) entry.fragment.module.addGap(gap);
      this.#conditions.set(def, result.reason);
    }
  }

  #base(parent: SourceDef, kind: DefKind, name: string, unit: SourceUnit, item: Item): SourceDef {
    const { crate, scope } = parent;
    return { origin: 'source', id: this.#world.nextId(), kind, name, crate, parent, unit, item, scope };
  }

  #cfg(def: SourceDef) {
    return this.#world.graph.crate(def.crate).cfg;
  }
}

interface Collection {
  readonly def: SourceDef;
  readonly entry: Entry | undefined;
  readonly found: SourceDef[];
  readonly unit: SourceUnit;
  readonly items: readonly Item[];
  readonly condition: string | undefined;
  readonly depth: number;
}

function memberKind(item: Item): DefKind | undefined {
  switch (item.kind) {
    case 'type':
      return 'assocType';
    case 'fn':
    case 'const':
      return item.kind;
    default:
      item.kind satisfies
        | Kinds<'struct union enum static trait impl mod use externCrate foreignMod macroCall'>
        | Kinds<'macroDef error'>;

      return undefined;
  }
}
