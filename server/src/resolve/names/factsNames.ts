import type { Facts, FactsId, FactsRecord, FactsTarget } from '../../facts/format.ts';
import type { DefKind, FactsDef, Namespace } from '../model/def.ts';
import type { Target } from '../model/model.ts';
import type { PrimitiveName } from '../model/resolution.ts';

/** Definitions of the standard library: one object for each record of the facts. */
export class FactsNames {
  readonly #facts: Facts | undefined;
  readonly #nextId: () => number;
  readonly #defs = new Map<string, FactsDef>();

  constructor(facts: Facts | undefined, nextId: () => number) {
    this.#facts = facts;
    this.#nextId = nextId;
  }

  /** Whether a crate of this name is part of the standard library's facts. */
  has(crate: string): boolean {
    return this.root(crate) !== undefined;
  }

  root(crate: string): FactsDef | undefined {
    const module = this.#facts?.crate(crate);
    return module && this.def(module.id);
  }

  def(id: FactsId): FactsDef {
    const key = `${id.crate}:${id.index}`;
    const known = this.#defs.get(key);
    if (known !== undefined) return known;
    const record = this.record(id);
    const base = { id: this.#nextId(), kind: kindOf(record), name: record.name, crate: id.crate };
    const parent = record.parent && this.def(record.parent);
    const def: FactsDef = { ...base, origin: 'facts', index: id.index, ...(parent && { parent }) };
    this.#defs.set(key, def);
    return def;
  }

  variant(id: FactsId, variant: number): FactsDef {
    const key = `${id.crate}:${id.index}:${variant}`;
    const known = this.#defs.get(key);
    if (known !== undefined) return known;
    const record = this.record(id);
    const name = (record.kind === 'enum' && record.variants[variant]?.name) || '';
    const base = { id: this.#nextId(), kind: 'variant' as const, name, crate: id.crate };
    const def: FactsDef = { ...base, origin: 'facts', index: id.index, variant, parent: this.def(id) };
    this.#defs.set(key, def);
    return def;
  }

  record(id: FactsId): FactsRecord {
    return this.#facts!.record(id);
  }

  /** What a module or enum of the facts has under a name. */
  child(parent: FactsDef, name: string, ns: Namespace): Target | undefined {
    if (parent.kind === 'mod' || parent.kind === 'crate') {
      const target = this.#facts!.child(parent, name, ns);
      return target && this.#target(target);
    }
    if (parent.kind !== 'enum' || ns === 'macro') return undefined;
    const record = this.record(parent);
    const index = record.kind === 'enum' ? record.variants.findIndex((variant) => variant.name === name) : -1;
    return index < 0 ? undefined : this.variant(parent, index);
  }

  /** A name of the prelude of `std` or `core` in an edition. */
  prelude(crate: 'std' | 'core', edition: '2015' | '2018' | '2021' | '2024', name: string, ns: Namespace) {
    const module = this.#facts?.prelude(crate, edition);
    const target = module && this.#facts!.child(module.id, name, ns);
    return target && this.#target(target);
  }

  /** The traits of a prelude, for method calls. */
  preludeTraits(crate: 'std' | 'core', edition: '2015' | '2018' | '2021' | '2024'): readonly FactsDef[] {
    return this.traitsOf(this.#facts?.prelude(crate, edition)?.id);
  }

  /** The public traits of a module, those without a name of their own too. */
  traitsOf(module: FactsId | undefined): readonly FactsDef[] {
    if (module === undefined) return [];
    const record = this.record(module);
    if (record.kind !== 'mod') return [];
    const traits: FactsDef[] = [];
    for (const { target } of record.children) {
      if (target.kind === 'item' && this.record(target.id).kind === 'trait') traits.push(this.def(target.id));
    }
    return traits;
  }

  /** All names of a module. */
  children(
    module: FactsDef,
  ): readonly { readonly name: string; readonly ns: Namespace; readonly target: Target }[] {
    const record = this.record(module);
    if (record.kind !== 'mod') return [];
    return record.children.flatMap(({ name, namespaces, target }) =>
      namespaces.map((ns) => ({ name, ns, target: this.#target(target) })),
    );
  }

  members(def: FactsDef): readonly FactsDef[] {
    if (def.kind === 'variant') return [];
    const record = this.record(def);
    if (record.kind === 'trait' || record.kind === 'impl') return record.items.map(({ id }) => this.def(id));
    if (record.kind === 'enum') return record.variants.map((_, index) => this.variant(def, index));
    return [];
  }

  #target(target: FactsTarget): Target {
    if (target.kind === 'primitive') return target.name as PrimitiveName;
    return target.kind === 'item' ? this.def(target.id) : this.variant(target.id, target.variant);
  }
}

function kindOf(record: FactsRecord): DefKind {
  return record.kind === 'mod' && record.parent === undefined ? 'crate' : record.kind;
}
