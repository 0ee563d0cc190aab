// An item's fields as `offset_of!` names them, read from its tokens (for verify.ts).

import type { RustItem } from './rustItems.ts';
import { groupEnd, isClosing, isOpening, type Token } from './rustTokens.ts';

export interface ItemShape {
  /** Offset behind the item's last character. */
  readonly end: number;
  /** How many lifetime parameters it has. */
  readonly lifetimes: number;
  /** Field paths by variant (one list for a struct or union); null where some stand under a cfg. */
  readonly variants: readonly (readonly string[])[] | null;
}

/** The shape of a non-generic item. `tokens` are its whole file's. */
export function itemShape(tokens: readonly Token[], item: RustItem): ItemShape {
  return new ShapeReader(tokens, item).read();
}

class ShapeReader {
  readonly #tokens: readonly Token[];
  readonly #item: RustItem;
  #i: number;
  #underCfg = false;

  constructor(tokens: readonly Token[], item: RustItem) {
    this.#tokens = tokens;
    this.#item = item;
    this.#i = tokens.findIndex((t) => t.start === item.keyword) + 2;
  }

  read(): ItemShape {
    const lifetimes = this.#lifetimes();
    while (!this.#is('{') && !this.#is('(') && !this.#is(';')) this.#i++; // over a where clause
    let variants: string[][] = [[]];
    if (this.#is(';')) this.#i++;
    else if (this.#item.kind === 'enum') variants = this.#enumBody();
    else variants = [this.#structBody()];
    return { end: this.#tokens[this.#i - 1]!.end, lifetimes, variants: this.#underCfg ? null : variants };
  }

  #is(text: string, i = this.#i): boolean {
    const token = this.#tokens[i];
    return token?.kind === 'punct' && token.text === text;
  }

  #closes(): boolean {
    return this.#i >= this.#tokens.length || isClosing(this.#tokens[this.#i]);
  }

  #skipGroup(): void {
    this.#i = groupEnd(this.#tokens, this.#i);
  }

  #lifetimes(): number {
    if (!this.#is('<')) return 0;
    let count = 0;
    for (let depth = 0; ; this.#i++) {
      if (this.#is('<')) depth++;
      const opens = this.#is('<', this.#i - 1) || this.#is(',', this.#i - 1);
      if (this.#tokens[this.#i]!.kind === 'lifetime' && opens) count++;
      if (this.#is('>') && --depth === 0) break;
    }
    this.#i++;
    return count;
  }

  #structBody(): string[] {
    const braces = this.#is('{');
    this.#i++;
    const fields = this.#fields(braces, '');
    if (!braces) while (!this.#is(';', this.#i++));
    return fields;
  }

  #enumBody(): string[][] {
    const variants: string[][] = [];
    this.#i++;
    while (!this.#closes()) {
      this.#attributes();
      const name = this.#tokens[this.#i++]!.text;
      const braces = this.#is('{');
      const hasFields = braces || this.#is('(');
      if (hasFields) this.#i++;
      variants.push(hasFields ? this.#fields(braces, `${name}.`) : []);
      while (!this.#closes() && !this.#is(','))
        isOpening(this.#tokens[this.#i]) ? this.#skipGroup() : this.#i++;
      if (this.#is(',')) this.#i++;
    }
    this.#i++;
    return variants;
  }

  #attributes(): void {
    while (this.#is('#')) {
      if (this.#tokens[this.#i + 2]!.text === 'cfg') this.#underCfg = true;
      this.#i++;
      this.#skipGroup();
    }
  }

  /** From just behind the opening bracket to just behind its partner. */
  #fields(braces: boolean, prefix: string): string[] {
    const names: string[] = [];
    while (!this.#closes()) {
      this.#attributes();
      this.#visibility();
      names.push(prefix + (braces ? this.#tokens[this.#i]!.text : names.length));
      this.#type();
      if (this.#is(',')) this.#i++;
    }
    this.#i++;
    return names;
  }

  #visibility(): void {
    if (this.#tokens[this.#i]!.text !== 'pub') return;
    this.#i++;
    if (this.#is('(') && /^(crate|super|self|in)$/.test(this.#tokens[this.#i + 1]!.text)) this.#skipGroup();
  }

  /** To the comma or bracket that ends a field. */
  #type(): void {
    for (let angle = 0; !this.#closes() && !(this.#is(',') && angle === 0); ) {
      if (isOpening(this.#tokens[this.#i])) {
        this.#skipGroup();
        continue;
      }
      if (this.#is('<')) angle++;
      else if (this.#is('>') && !this.#is('-', this.#i - 1)) angle--;
      this.#i++;
    }
  }
}
