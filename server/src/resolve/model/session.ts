import type { Edition } from '../../project/crateGraph.ts';
import { MarkTable } from '../../syntax/macros/marks.ts';
import type { SourceUnit } from '../../syntax/sourceUnit.ts';
import type { Edition as TokenEdition } from '../../syntax/tokens.ts';
import type { SourceDef } from './def.ts';

/**
 * What must not start afresh with a new snapshot, because crates that an edit didn't touch are taken over:
 * numbers of definitions, hygiene marks, and the units that tokens name by number.
 */
export class Session {
  readonly marks = new MarkTable();
  readonly #units = new Map<number, { readonly unit: WeakRef<SourceUnit>; readonly edition: TokenEdition }>();
  /** Expansions of macros with `local_inner_macros`, and the crate whose macros they call. */
  readonly #localInner = new Map<number, string>();
  /** Expansions of macros 2.0, and the macros. */
  readonly #definitionSites = new Map<number, SourceDef>();
  #defs = 0;

  nextId(): number {
    this.#defs++;
    return this.#defs;
  }

  /**
   * Whoever has tokens of a unit holds the unit as well: the call it stands in, or the macro's definition.
   * Must be called before tokens of a unit are used.
   */
  register(unit: SourceUnit, edition: Edition): void {
    if (this.#units.has(unit.id)) return;
    this.#units.set(unit.id, { unit: new WeakRef(unit), edition: Number(edition) as TokenEdition });
  }

  unit(id: number): SourceUnit | undefined {
    return this.#units.get(id)?.unit.deref();
  }

  edition(id: number): TokenEdition {
    return this.#units.get(id)?.edition ?? 2021;
  }

  /**
   * A number for one more expansion of a macro; `innerCrate` if it has `local_inner_macros`, `site` for a macro whose
   * own names mean what they mean where it is declared.
   */
  freshExpansion(innerCrate: string | undefined, site: SourceDef | undefined): number {
    const expansion = this.marks.freshExpansion();
    if (innerCrate !== undefined) this.#localInner.set(expansion, innerCrate);
    if (site !== undefined) this.#definitionSites.set(expansion, site);
    return expansion;
  }

  /** The macro 2.0 that wrote a name with this mark (rustc_span::hygiene, `Transparency::Opaque`). */
  definitionSite(mark: number): SourceDef | undefined {
    return this.#definitionSites.get(this.marks.get(mark).expansion);
  }

  /** The crate that the name of a macro call belongs to, if a macro with `local_inner_macros` wrote it. */
  innerCrate(mark: number): string | undefined {
    return this.#localInner.get(this.marks.get(mark).expansion);
  }
}
