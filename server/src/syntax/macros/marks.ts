/**
 * Hygiene marks (rustc_span::hygiene, mixed-site hygiene only).
 *
 * A token that a macro's transcriber wrote has a mark, which says in which expansion it came to be and
 * which mark it had in the definition before. Two identifiers name the same local variable or label
 * only when text and mark are both equal. To resolve a marked name that is not bound under its mark,
 * look it up under `parent` from the place of the macro's definition.
 */
export interface Mark {
  /** The mark that the token had in the macro's definition; 0 for none. */
  readonly parent: number;
  /** The expansion, as numbered by `freshExpansion`. */
  readonly expansion: number;
}

/** Hands out marks; the same parent and expansion always give the same mark. */
export class MarkTable {
  readonly #marks: Mark[] = [{ parent: 0, expansion: 0 }];
  readonly #byExpansion = new Map<number, Map<number, number>>();
  #expansions = 0;

  /** A number for one more expansion; the first is 1. */
  freshExpansion(): number {
    this.#expansions += 1;
    return this.#expansions;
  }

  /** The mark of a token with mark `parent`, written by the macro of `expansion`. */
  apply(parent: number, expansion: number): number {
    let children = this.#byExpansion.get(expansion);
    if (children === undefined) {
      children = new Map();
      this.#byExpansion.set(expansion, children);
    }
    const known = children.get(parent);
    if (known !== undefined) return known;
    const mark = this.#marks.length;
    this.#marks.push({ parent, expansion });
    children.set(parent, mark);
    return mark;
  }

  /** What mark `id` stands for. Mark 0, text as written, has expansion 0. */
  get(id: number): Mark {
    return this.#marks[id] ?? { parent: 0, expansion: 0 };
  }
}
