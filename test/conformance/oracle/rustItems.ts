// Finds the struct, enum and union items of a Rust source file, in function bodies and macro calls too.

import type { ItemKind } from './rustLayout.ts';
import { groupEnd, isOpening, type Token, tokenize } from './rustTokens.ts';

/** The macro call whose tokens an item is written in. */
export interface MacroCall {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** `keyword`, `insert` are offsets into the text: of the keyword, and of where an attribute can go (before the visibility). */
export interface RustItem {
  readonly kind: ItemKind;
  readonly name: string;
  readonly line: number;
  readonly keyword: number;
  readonly insert: number;
  /** Has type or const parameters; lifetimes do not count. */
  readonly generic: boolean;
  readonly macro: MacroCall | null;
}

// After one of these a `!` is the operator, never a macro's bang; and none of them names a union.
const KEYWORDS = new Set(
  (
    'as async await break const continue crate do dyn else enum extern false fn for gen if impl in let ' +
    'loop match mod move mut pub ref return static struct super trait true type unsafe use where while yield'
  ).split(' '),
);

/** The items of a file in order, bodies of `macro_rules!` definitions left out. `src` is a latin1 string. */
export function findItems(src: string): RustItem[] {
  return new ItemScanner(src).items;
}

// Keywords of later editions: names in 2015.
const LATER_KEYWORDS = new Set(['async', 'await', 'dyn', 'gen', 'try']);

class ItemScanner {
  readonly items: RustItem[] = [];
  readonly #src: string;
  readonly #tokens: readonly Token[];
  #line = 1;
  #lineAt = 0;

  constructor(src: string) {
    this.#src = src;
    this.#tokens = tokenize(src);
    this.#scan(0, this.#tokens.length, null);
  }

  #is(i: number, text: string): boolean {
    const token = this.#tokens[i];
    return token?.kind === 'punct' && token.text === text;
  }

  #word(i: number): string | undefined {
    const token = this.#tokens[i];
    return token?.kind === 'id' ? token.text : undefined;
  }

  #scan(from: number, to: number, macro: MacroCall | null): void {
    for (let i = from; i < to; i++) {
      const attribute = this.#attributeEnd(i);
      if (attribute > i) {
        i = attribute - 1;
        continue;
      }
      const end = macro ? i : this.#macroCall(i);
      if (end > i) i = end - 1;
      else if (this.#isItem(i, macro !== null)) this.#add(i++, macro);
    }
  }

  #attributeEnd(i: number): number {
    if (!this.#is(i, '#')) return i;
    const open = this.#is(i + 1, '!') ? i + 2 : i + 1;
    return this.#is(open, '[') ? groupEnd(this.#tokens, open) : i;
  }

  /** Scans the macro call that begins at token `i`, and returns the index behind it; `i` where none begins. */
  #macroCall(i: number): number {
    const token = this.#tokens[i]!;
    const isPath = token.kind === 'raw' || (token.kind === 'id' && !KEYWORDS.has(token.text));
    if (!isPath || !this.#is(i + 1, '!')) return i;
    const open = this.#tokens[i + 2]?.kind === 'id' ? i + 3 : i + 2; // macro_rules! name { }
    if (!isOpening(this.#tokens[open])) return i;
    const end = groupEnd(this.#tokens, open);
    if (token.text !== 'macro_rules') {
      this.#scan(open + 1, end - 1, {
        name: token.text,
        start: token.start,
        end: this.#tokens[end - 1]!.end,
      });
    }
    return end;
  }

  #isItem(i: number, inMacro: boolean): boolean {
    const keyword = this.#word(i);
    if (keyword !== 'struct' && keyword !== 'enum' && keyword !== 'union') return false;
    if (!this.#isName(i + 1)) return false;
    if (
      keyword === 'union' &&
      !this.#is(i + 2, '{') &&
      !this.#is(i + 2, '<') &&
      this.#word(i + 2) !== 'where'
    )
      return false;
    return !inMacro || this.#looksWritten(i + 2);
  }

  #isName(i: number): boolean {
    const token = this.#tokens[i];
    if (token?.kind === 'raw') return true;
    return token?.kind === 'id' && (!KEYWORDS.has(token.text) || LATER_KEYWORDS.has(token.text));
  }

  /** In a macro call: what stands behind the name, for an item that is one; also bitflags' own `struct Flags: u32 {`. */
  #looksWritten(i: number): boolean {
    if (this.#word(i) === 'where') return true;
    const next = this.#tokens[i];
    return next !== undefined && /^[{(;<:]$/.test(next.text) && next.text !== this.#tokens[i + 1]?.text;
  }

  #add(i: number, macro: MacroCall | null): void {
    const token = this.#tokens[i]!;
    for (; this.#lineAt < token.start; this.#lineAt++) if (this.#src[this.#lineAt] === '\n') this.#line++;
    this.items.push({
      kind: token.text as ItemKind,
      name: Buffer.from(this.#tokens[i + 1]!.text, 'latin1').toString('utf8'),
      line: this.#line,
      keyword: token.start,
      insert: this.#visibilityStart(i),
      generic: this.#isGeneric(i + 2),
      macro,
    });
  }

  #visibilityStart(i: number): number {
    let j = i - 1;
    if (this.#is(j, ')')) {
      while (j > 0 && !this.#is(j, '(')) j--;
      j--;
    }
    return this.#tokens[this.#word(j) === 'pub' ? j : i]!.start;
  }

  /** `i`: just behind the name. The first token of each parameter tells a lifetime from the others. */
  #isGeneric(i: number): boolean {
    if (!this.#is(i, '<')) return false;
    let first = true;
    let depth = 1;
    for (let j = i + 1; j < this.#tokens.length && depth > 0; j++) {
      if (this.#is(j, '#')) {
        j = groupEnd(this.#tokens, j + 1) - 1;
        continue;
      }
      if (first && depth === 1 && !this.#is(j, '>')) {
        if (this.#tokens[j]!.kind !== 'lifetime') return true;
        first = false;
      }
      if (isOpening(this.#tokens[j])) j = groupEnd(this.#tokens, j) - 1;
      else if (this.#is(j, '<')) depth++;
      else if (this.#is(j, '>') && !this.#isArrow(j)) depth--;
      else if (this.#is(j, ',') && depth === 1) first = true;
    }
    return false;
  }

  #isArrow(i: number): boolean {
    return this.#is(i - 1, '-') && this.#tokens[i - 1]!.end === this.#tokens[i]!.start;
  }
}
