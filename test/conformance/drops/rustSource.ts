// The source's view of what MIR names by position or number only: functions, loops' extents, field names.

import { isClosing, isOpening, type Token, tokenize } from '../oracle/rustTokens.ts';
import { type CfgSet, holds } from './cfgSet.ts';
import type { MirSpan } from './mirText.ts';
import type { Position } from './rustDrops.ts';

/** Offsets are UTF-16 code units. */
export interface SourceFunction {
  readonly name: string;
  /** Of its name, of `fn`, of its `{`, and behind its `}`. */
  readonly at: number;
  readonly keyword: number;
  readonly body: number;
  readonly end: number;
}

/** A loop, or a labelled block (`isLoop` false). */
export interface SourceLoop {
  readonly label: string | null;
  /** Of its label or keyword. */
  readonly at: number;
  readonly keyword: number;
  readonly body: number;
  readonly end: number;
  readonly isLoop: boolean;
}

const BEFORE_LOOP = new Set(['return', 'break', 'unsafe', 'else', 'in', 'move', 'await']);
/** Words that put a block into an expression. */
const BLOCK_WORDS = new Set(['match', 'if', 'else', 'unsafe', 'loop', 'async', 'const', 'while', 'for']);

/** A type with named fields: the modules around it within its file, then its own name. */
export interface NamedFields {
  readonly path: readonly string[];
  readonly fields: readonly string[];
}

export class RustSource {
  readonly text: string;
  readonly functions: SourceFunction[] = [];
  readonly loops: SourceLoop[] = [];
  /** Names of the fields of structs and unions with braces, by the inline modules around them and their names. */
  readonly structs: NamedFields[] = [];
  /** The same of an enum's variants: `[…, 'Enum', 'Variant']`. */
  readonly variants: NamedFields[] = [];
  readonly #lineStarts: readonly number[];
  readonly #tokens: readonly Token[];
  readonly #cfg: CfgSet | undefined;
  readonly #partners = new Map<number, number>();
  readonly #modules: { readonly name: string; readonly open: number; readonly close: number }[] = [];

  constructor(text: string, cfg?: CfgSet) {
    this.text = text;
    this.#cfg = cfg;
    this.#lineStarts = [0, ...[...text.matchAll(/\n/g)].map((m) => m.index + 1)];
    this.#tokens = tokenize(text);
    this.#pairBrackets();
    for (let i = 0; i < this.#tokens.length; i++) this.#visit(i);
  }

  /** Offset of a 1-based line and a 1-based column counted in characters, as rustc counts; -1 where there is none. */
  offset(line: number, column: number): number {
    const start = this.#lineStarts[line - 1];
    if (start === undefined) return -1;
    let at = start;
    for (let c = 1; c < column; c++) at += this.text.codePointAt(at)! > 0xffff ? 2 : 1;
    return at;
  }

  position(offset: number): Position {
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#lineStarts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return [low + 1, [...this.text.slice(this.#lineStarts[low], offset)].length + 1];
  }

  slice(span: MirSpan): string {
    const from = this.offset(span.l1, span.c1);
    const to = this.offset(span.l2, span.c2);
    return from < 0 || to < 0 ? '' : this.text.slice(from, to);
  }

  /** The function whose signature (from its name to its body) holds this offset. */
  functionBySignature(offset: number, name: string): SourceFunction | undefined {
    return this.functions.find((f) => f.name === name && f.at <= offset && offset <= f.body);
  }

  functionByBody(offset: number): SourceFunction | undefined {
    return this.functions.find((f) => f.body === offset);
  }

  /** The loop or labelled block that a `break` or `continue` at this offset leaves. */
  loopOf(offset: number, label: string | undefined): SourceLoop | undefined {
    let innermost: SourceLoop | undefined;
    for (const loop of this.loops) {
      if (offset <= loop.body || loop.end <= offset || (label ? loop.label !== label : !loop.isLoop))
        continue;
      if (!innermost || loop.body > innermost.body) innermost = loop;
    }
    return innermost;
  }

  #pairBrackets(): void {
    const stack: number[] = [];
    for (const [i, token] of this.#tokens.entries()) {
      if (isOpening(token)) stack.push(i);
      else if (isClosing(token)) {
        const open = stack.pop();
        if (open !== undefined) this.#partners.set(open, i);
      }
    }
  }

  #visit(i: number): void {
    const token = this.#tokens[i]!;
    const next = this.#tokens[i + 1];
    if (token.kind === 'lifetime' && next?.text === ':' && this.#tokens[i + 2]?.text === '{')
      this.#labelledBlock(i);
    if (token.kind !== 'id') return;
    if (token.text === 'fn' && isName(next)) this.#function(i);
    else if (token.text === 'loop' || token.text === 'while' || token.text === 'for') this.#loop(i);
    else if ((token.text === 'struct' || token.text === 'union') && isName(next)) this.#struct(i);
    else if (token.text === 'enum' && isName(next)) this.#enum(i);
    else if (token.text === 'mod' && isName(next) && this.#tokens[i + 2]?.text === '{') {
      const close = this.#partners.get(i + 2) ?? this.#tokens.length;
      this.#modules.push({ name: next!.text, open: i + 2, close });
    }
  }

  #function(i: number): void {
    const body = this.#firstBrace(i + 2);
    if (body === undefined) return;
    const name = this.#tokens[i + 1]!;
    this.functions.push({
      name: name.text.replace(/^r#/, ''),
      at: name.start,
      keyword: this.#tokens[i]!.start,
      body: this.#tokens[body]!.start,
      end: this.#groupEnd(body),
    });
  }

  #loop(i: number): void {
    const token = this.#tokens[i]!;
    const previous = this.#tokens[i - 1];
    if (previous?.text === '.' || previous?.text === '$') return;
    if (token.text === 'for' && !this.#isForLoop(i)) return;
    const body = this.#loopBody(i);
    if (body === undefined) return;
    const label =
      previous?.text === ':' && this.#tokens[i - 2]?.kind === 'lifetime' ? this.#tokens[i - 2]! : null;
    this.loops.push({
      label: label?.text ?? null,
      at: label?.start ?? token.start,
      keyword: token.start,
      body: this.#tokens[body]!.start,
      end: this.#groupEnd(body),
      isLoop: true,
    });
  }

  /** Not `for<'a>`, and not that of `impl Trait for Type`. */
  #isForLoop(i: number): boolean {
    const previous = this.#tokens[i - 1];
    if (this.#tokens[i + 1]?.text === '<') return false;
    if (!previous) return true;
    return (
      (previous.kind === 'punct' && !['>', ')', ']'].includes(previous.text)) ||
      BEFORE_LOOP.has(previous.text)
    );
  }

  #labelledBlock(i: number): void {
    const open = this.#tokens[i + 2]!.start;
    const { text, start } = this.#tokens[i]!;
    this.loops.push({
      label: text,
      at: start,
      keyword: open,
      body: open,
      end: this.#groupEnd(i + 2),
      isLoop: false,
    });
  }

  /**
   * The `{` of a loop's body. Braces of the head are a pattern's (up to the `=` of a `let`, the `in` of a `for`), a block's that
   * a word such as `match` announces, or a closure's.
   */
  #loopBody(i: number): number | undefined {
    let inPattern = this.#tokens[i]!.text === 'for';
    let announced = 0;
    for (let j = i + 1; j < this.#tokens.length; j++) {
      const token = this.#tokens[j]!;
      if (isClosing(token) || token.text === ';') return undefined;
      if (token.kind === 'id') {
        if (token.text === 'let') inPattern = true;
        else if (inPattern && token.text === 'in') inPattern = false;
        else if (
          BLOCK_WORDS.has(token.text) &&
          !(token.text === 'else' && this.#tokens[j + 1]?.text === 'if')
        )
          announced++;
      } else if (inPattern && token.text === '=' && this.#tokens[j - 1]?.text !== '.') inPattern = false;
      else if (isOpening(token)) {
        if (token.text === '{' && !inPattern && !/^[|:]$/.test(this.#tokens[j - 1]!.text) && announced-- <= 0)
          return j;
        j = this.#partners.get(j) ?? this.#tokens.length;
      }
    }
    return undefined;
  }

  #struct(i: number): void {
    const open = this.#firstBrace(i + 2);
    if (open !== undefined)
      this.structs.push({
        path: [...this.#modulesAround(i), this.#tokens[i + 1]!.text],
        fields: this.#fields(open),
      });
  }

  #enum(i: number): void {
    const open = this.#firstBrace(i + 2);
    if (open === undefined) return;
    for (let j = open + 1; j < (this.#partners.get(open) ?? 0); j++) {
      const token = this.#tokens[j]!;
      if (!isOpening(token)) continue;
      const variant = this.#tokens[j - 1]!;
      if (token.text === '{' && isName(variant))
        this.variants.push({
          path: [...this.#modulesAround(i), this.#tokens[i + 1]!.text, variant.text],
          fields: this.#fields(j),
        });
      j = this.#partners.get(j) ?? this.#tokens.length;
    }
  }

  #modulesAround(i: number): readonly string[] {
    return this.#modules.filter(({ open, close }) => open < i && i < close).map(({ name }) => name);
  }

  #groupEnd(i: number): number {
    const close = this.#partners.get(i);
    return close === undefined ? this.text.length : this.#tokens[close]!.end;
  }

  /** The first `{` at depth 0 from token `from`; undefined where a `;` or a closing bracket comes before. */
  #firstBrace(from: number): number | undefined {
    for (let i = from; i < this.#tokens.length; i++) {
      const token = this.#tokens[i]!;
      if (token.kind !== 'punct') continue;
      if (token.text === '{') return i;
      if (token.text === ';' || isClosing(token)) return undefined;
      if (isOpening(token)) i = this.#partners.get(i) ?? this.#tokens.length;
    }
    return undefined;
  }

  /** The names before a `:` of a braced field list. */
  #fields(open: number): string[] {
    const names: string[] = [];
    const close = this.#partners.get(open) ?? open;
    for (let j = open + 1; j < close; j++) {
      if (isOpening(this.#tokens[j])) {
        const end = this.#partners.get(j) ?? close;
        // A field that `cfg` takes out has no number.
        const isOut = this.#tokens[j - 1]?.text === '#' && this.#isOut(j, end);
        j = isOut ? this.#typeEnd(end + 1, close) : end;
        continue;
      }
      const [before, token, colon, after] = this.#tokens.slice(j - 1, j + 3);
      if (!isName(token) || colon?.text !== ':' || after?.text === ':' || before?.text === ':') continue;
      names.push(token!.text);
      j = this.#typeEnd(j + 2, close);
    }
    return names;
  }

  /** Whether the attribute `[…]` is a `cfg` that does not hold. */
  #isOut(open: number, close: number): boolean {
    const text = this.text.slice(this.#tokens[open]!.end, this.#tokens[close]?.start);
    const predicate = /^\s*cfg\s*\(([\s\S]*)\)\s*$/.exec(text)?.[1];
    return predicate !== undefined && this.#cfg !== undefined && !holds(predicate, this.#cfg);
  }

  /** The index of the comma behind a field's type. */
  #typeEnd(from: number, close: number): number {
    let angle = 0;
    for (let j = from; j < close; j++) {
      const { text } = this.#tokens[j]!;
      if (isOpening(this.#tokens[j])) j = this.#partners.get(j) ?? close;
      else if (text === '<') angle++;
      else if (text === '>' && this.#tokens[j - 1]!.text !== '-') angle--;
      else if (text === ',' && angle <= 0) return j;
    }
    return close;
  }
}

const isName = (token: Token | undefined): boolean => token?.kind === 'id' || token?.kind === 'raw';
