import type { Fuel } from '../../../base/fuel.ts';
import { type Edition, makeToken, type Token, type TokenStream } from '../../tokens.ts';

/** A place in a stream; `rest` is what remains of token `index` when its first half is consumed. */
export interface Place {
  readonly index: number;
  readonly rest: Token | undefined;
}

/** How deep fragments may nest outside of delimiters, such as in `&&&&T` or `A<A<A<…>>>`. */
const maxDepth = 400;

/**
 * A reading position in a token stream, for the recognisers. They return whether they succeeded; the
 * first failure is kept in `failure`. Delimited groups are taken whole, so nothing here looks inside.
 */
export class Cursor {
  readonly tokens: readonly Token[];
  readonly partner: Int32Array;
  readonly fuel: Fuel;
  readonly editionOf: (source: number) => Edition;
  index = 0;
  rest: Token | undefined = undefined;
  failure: { readonly reason: string; readonly at: Token | undefined } | undefined = undefined;
  #depth = 0;

  constructor(stream: TokenStream, fuel: Fuel, editionOf: (source: number) => Edition) {
    this.tokens = stream.tokens;
    this.partner = stream.partner;
    this.fuel = fuel;
    this.editionOf = editionOf;
  }

  /** The current token, or none at the end of the stream. */
  get token(): Token | undefined {
    return this.rest ?? this.tokens[this.index];
  }

  get text(): string {
    return this.token?.text ?? '';
  }

  place(): Place {
    return { index: this.index, rest: this.rest };
  }

  moveTo(place: Place): void {
    this.index = place.index;
    this.rest = place.rest;
  }

  /** The token tree `n` after the current one: its first token. A group counts as one. */
  ahead(n: number): Token | undefined {
    let i = this.index;
    for (let k = 0; k < n; k++) i = this.partner[i]! > i ? this.partner[i]! + 1 : i + 1;
    return n === 0 ? this.token : this.tokens[i];
  }

  /** Passes the current token tree. At a closing delimiter or the end it stays. */
  bump(): void {
    this.fuel.steps--;
    if (this.rest !== undefined) this.rest = undefined;
    else if (this.tokens[this.index]?.kind === 'close') return;
    else if (this.index < this.tokens.length) {
      const close = this.partner[this.index]!;
      this.index = close > this.index ? close + 1 : this.index + 1;
      return;
    } else return;
    this.index++;
  }

  /** Passes the current token tree and gives `value`. */
  passed<T>(value: T): T {
    this.bump();
    return value;
  }

  /** Whether the current token is the word `text` (not `r#text`). */
  isWord(text: string): boolean {
    const token = this.token;
    return token !== undefined && token.kind === 'ident' && token.text === text;
  }

  isPunct(text: string): boolean {
    const token = this.token;
    return token !== undefined && token.kind === 'punct' && token.text === text;
  }

  isOpen(text: string): boolean {
    const token = this.token;
    return token !== undefined && token.kind === 'open' && token.text === text;
  }

  eatWord(text: string): boolean {
    if (!this.isWord(text)) return false;
    this.bump();
    return true;
  }

  eatPunct(text: string): boolean {
    if (!this.isPunct(text)) return false;
    this.bump();
    return true;
  }

  /** Passes a whole group with this opening delimiter. */
  eatGroup(open: string): boolean {
    if (!this.isOpen(open)) return false;
    this.bump();
    return true;
  }

  /** Whether a captured fragment of one of these kinds stands here. */
  isFragment(...kinds: readonly string[]): boolean {
    const token = this.token;
    return (
      token !== undefined &&
      token.fragment !== undefined &&
      token.kind === 'open' &&
      kinds.includes(token.fragment)
    );
  }

  eatFragment(...kinds: readonly string[]): boolean {
    if (!this.isFragment(...kinds)) return false;
    this.bump();
    return true;
  }

  /** Whether the current operator is `char` or begins with it in a way that rustc splits (`>>`, `&&`, `<-`). */
  startsWith(char: string): boolean {
    const token = this.token;
    return (
      token !== undefined &&
      token.kind === 'punct' &&
      token.text.startsWith(char) &&
      splittable(token.text, char)
    );
  }

  /** Passes `char`, splitting a longer operator that begins with it. */
  eatSplit(char: string): boolean {
    if (!this.startsWith(char)) return false;
    const token = this.token!;
    if (token.text.length === 1) this.bump();
    else this.rest = halves(token)[1];
    return true;
  }

  expectSplit(char: string): boolean {
    return this.eatSplit(char) || this.fail(`\`${char}\``);
  }

  expectPunct(text: string): boolean {
    return this.eatPunct(text) || this.fail(`\`${text}\``);
  }

  expectGroup(open: string): boolean {
    return this.eatGroup(open) || this.fail(`\`${open}\``);
  }

  /** Records that `expected` is missing here; the first record stays. Always false. */
  fail(expected: string): false {
    const found = this.token === undefined ? 'the end' : `\`${this.text}\``;
    this.failure ??= { reason: `expected ${expected}, found ${found}`, at: this.token };
    return false;
  }

  /** Runs `parse` one level deeper, unless that is too deep or the fuel is spent. */
  nested(parse: (cursor: Cursor) => boolean): boolean {
    if (this.#depth >= maxDepth) return this.fail('less nesting');
    if (this.fuel.steps <= 0) return this.fail('a macro call that takes fewer steps');
    this.#depth++;
    const ok = parse(this);
    this.#depth--;
    return ok;
  }

  editionHere(): Edition {
    const token = this.token;
    return token === undefined ? 2021 : this.editionOf(token.source);
  }
}

/** The operators whose first character rustc's parser may take alone (`Parser::break_and_eat`). */
function splittable(text: string, char: string): boolean {
  if (text.length === 1) return true;
  switch (char) {
    case '<':
      return text === '<<' || text === '<-' || text === '<=' || text === '<<=';
    case '>':
      return true;
    case '&':
    case '|':
      return text === char + char;
    case '+':
      return true;
  }
  return false;
}

/** An operator cut after its first character. */
export function halves(token: Token): readonly [Token, Token] {
  const { source, start, end } = token;
  const middle = Math.min(start + 1, end);
  const first = makeToken('punct', token.text.slice(0, 1), source, start, middle, true);
  const second = makeToken('punct', token.text.slice(1), source, middle, end, token.joint);
  return [
    { ...first, mark: token.mark },
    { ...second, mark: token.mark },
  ];
}

/** The tokens between two places, with split operators in their halves. */
export function tokensBetween(cursor: Cursor, from: Place, to: Place): Token[] {
  const result: Token[] = [];
  let index = from.index;
  if (from.rest !== undefined && !(to.index === from.index && to.rest !== undefined)) {
    result.push(from.rest);
    index++;
  }
  for (; index < to.index; index++) result.push(cursor.tokens[index]!);
  if (to.rest !== undefined && !(to.index === from.index && from.rest !== undefined)) {
    result.push(halves(cursor.tokens[to.index]!)[0]);
  }
  return result;
}
