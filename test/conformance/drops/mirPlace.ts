// MIR places, such as `((*_1).0: alloc::string::String)`.

export type Projection =
  | { readonly kind: 'deref' }
  | { readonly kind: 'field'; readonly index: number; readonly type: string }
  | { readonly kind: 'variant'; readonly name: string }
  | { readonly kind: 'index'; readonly text: string };

export interface MirPlace {
  readonly local: number;
  readonly projections: readonly Projection[];
}

/** Undefined for text that is no place. */
export function parsePlace(text: string): MirPlace | undefined {
  try {
    return new PlaceReader(text).place();
  } catch (error) {
    if (error instanceof NoPlace) return undefined;
    throw error;
  }
}

/** The text of a place; the inverse of `parsePlace`. */
export function placeText({ local, projections }: MirPlace): string {
  let text = `_${local}`;
  for (const p of projections) {
    if (p.kind === 'deref') text = `(*${text})`;
    else if (p.kind === 'variant') text = `(${text} as ${p.name})`;
    else if (p.kind === 'index') text = `${text}[${p.text}]`;
    else text = `(${text}.${p.index}: ${p.type})`;
  }
  return text;
}

export function sameProjection(a: Projection | undefined, b: Projection | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

class NoPlace extends Error {}

class PlaceReader {
  readonly #text: string;
  #i = 0;

  constructor(text: string) {
    this.#text = text;
  }

  place(): MirPlace {
    let found = this.#base();
    for (let match = this.#eat(/\[([^\]]*)\]/y); match; match = this.#eat(/\[([^\]]*)\]/y)) {
      found = project(found, { kind: 'index', text: match[1]! });
    }
    return found;
  }

  #base(): MirPlace {
    const local = this.#eat(/_(\d+)/y);
    if (local) return { local: Number(local[1]), projections: [] };
    if (this.#eat(/\(\*/y)) {
      const inner = this.place();
      this.#close();
      return project(inner, { kind: 'deref' });
    }
    if (!this.#eat(/\(/y)) throw new NoPlace();
    return this.#projected(this.place());
  }

  /** What follows a place within its parentheses. */
  #projected(inner: MirPlace): MirPlace {
    const variant = this.#eat(/ as (variant#\d+|[\w#]+)\)/y);
    if (variant) return project(inner, { kind: 'variant', name: variant[1]! });
    if (this.#eat(/ as [^()]*\)/y)) return inner; // a subtype
    const field = this.#eat(/\.(\d+): /y);
    if (!field) throw new NoPlace();
    const from = this.#i;
    this.#skipType();
    const type = this.#text.slice(from, this.#i);
    this.#close();
    return project(inner, { kind: 'field', index: Number(field[1]), type });
  }

  #skipType(): void {
    for (let depth = 0; this.#i < this.#text.length; this.#i++) {
      const c = this.#text[this.#i]!;
      if ('([{'.includes(c)) depth++;
      else if (')]}'.includes(c) && depth-- === 0) return;
    }
  }

  #close(): void {
    if (!this.#eat(/\)/y)) throw new NoPlace();
  }

  #eat(sticky: RegExp): RegExpExecArray | null {
    sticky.lastIndex = this.#i;
    const match = sticky.exec(this.#text);
    if (match) this.#i += match[0].length;
    return match;
  }
}

const project = (place: MirPlace, projection: Projection): MirPlace => ({
  local: place.local,
  projections: [...place.projections, projection],
});
