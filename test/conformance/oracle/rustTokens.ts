// A lexer for Rust that keeps positions and drops comments. It takes two kinds of strings alike: ordinary ones, whose
// offsets are UTF-16 code units, and `latin1` ones (one character a byte), whose offsets are then those of rustc's spans.
// Every character beyond ASCII counts as part of an identifier, which makes both work.

export type TokenKind = 'id' | 'raw' | 'lifetime' | 'literal' | 'number' | 'punct';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const IDENT_START = /[A-Za-z_\u0080-\uffff]/;
const IDENT_END = /[^A-Za-z0-9_\u0080-\uffff]/g;
const SPACE = new Set([' ', '\n', '\t', '\r', '\f', '\v']);

/** The tokens of a file, in order. Broken text ends the last token at the end of the text. */
export function tokenize(src: string): Token[] {
  const tokens: Token[] = [];
  let at = textStart(src);
  while (at < src.length) {
    const trivia = triviaEnd(src, at);
    if (trivia > at) {
      at = trivia;
      continue;
    }
    const [kind, end] = tokenAt(src, at);
    tokens.push({ kind, text: src.slice(at, end), start: at, end });
    at = end;
  }
  return tokens;
}

/** Behind the byte order mark and the shebang line, which `#![…]` is not. */
function textStart(src: string): number {
  const bom = src.startsWith('\u00ef\u00bb\u00bf') ? 3 : src.startsWith('\ufeff') ? 1 : 0;
  return src.startsWith('#!', bom) && !/^#!\s*\[/.test(src.slice(bom, bom + 200)) ? lineEnd(src, bom) : bom;
}

function triviaEnd(src: string, at: number): number {
  if (SPACE.has(src[at]!)) return at + 1;
  if (src[at] !== '/') return at;
  if (src[at + 1] === '/') return lineEnd(src, at);
  return src[at + 1] === '*' ? blockCommentEnd(src, at) : at;
}

function tokenAt(src: string, at: number): [TokenKind, number] {
  const c = src[at]!;
  if (IDENT_START.test(c)) return wordAt(src, at);
  if (c >= '0' && c <= '9') return ['number', identEnd(src, at)];
  if (c === '"') return ['literal', quotedEnd(src, at + 1, '"')];
  return c === "'" ? quoteAt(src, at) : ['punct', at + 1];
}

/** An identifier, a raw one, or a literal with a prefix. */
function wordAt(src: string, at: number): [TokenKind, number] {
  const end = identEnd(src, at);
  const word = src.slice(at, end);
  const raw = /^(r|br|cr)$/.test(word) ? /^#*"/.exec(src.slice(end, end + 300)) : null;
  if (raw) return ['literal', rawStringEnd(src, end, raw[0].length - 1)];
  if (src[end] === '"' && /^[bc]$/.test(word)) return ['literal', quotedEnd(src, end + 1, '"')];
  if (src[end] === "'" && word === 'b') return ['literal', quotedEnd(src, end + 1, "'")];
  if (word === 'r' && src[end] === '#' && IDENT_START.test(src[end + 1] ?? ''))
    return ['raw', identEnd(src, end + 1)];
  return ['id', end];
}

/** A character or a lifetime: `'a'`, `'\n'`, `'é'` against `'a`. */
function quoteAt(src: string, at: number): [TokenKind, number] {
  if (src[at + 1] === '\\') return ['literal', quotedEnd(src, at + 1, "'")];
  const char = /^(?:[^\\\u0080-\uffff]|[\u0080-\uffff]{1,4})'/.exec(src.slice(at + 1, at + 7));
  return char ? ['literal', at + 1 + char[0].length] : ['lifetime', identEnd(src, at + 1)];
}

function lineEnd(src: string, at: number): number {
  const end = src.indexOf('\n', at);
  return end < 0 ? src.length : end;
}

function identEnd(src: string, at: number): number {
  IDENT_END.lastIndex = at;
  return IDENT_END.exec(src)?.index ?? src.length;
}

function rawStringEnd(src: string, at: number, hashes: number): number {
  const end = src.indexOf(`"${'#'.repeat(hashes)}`, at + hashes + 1);
  return end < 0 ? src.length : end + 1 + hashes;
}

function quotedEnd(src: string, from: number, quote: string): number {
  let at = from;
  while (at < src.length && src[at] !== quote) at += src[at] === '\\' ? 2 : 1;
  return Math.min(at + 1, src.length);
}

function blockCommentEnd(src: string, from: number): number {
  let at = from;
  let depth = 0;
  do {
    const open = src.startsWith('/*', at);
    const close = !open && src.startsWith('*/', at);
    depth += open ? 1 : close ? -1 : 0;
    at += open || close ? 2 : 1;
  } while (depth > 0 && at < src.length);
  return at;
}

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Is the token an opening (closing) bracket? Angle brackets are operators here. */
export const isOpening = (token: Token | undefined): boolean =>
  token?.kind === 'punct' && token.text in CLOSING;
export const isClosing = (token: Token | undefined): boolean =>
  token?.kind === 'punct' && /^[)\]}]$/.test(token.text);

/** The index after the bracket group that opens at token `i`. */
export function groupEnd(tokens: readonly Token[], i: number): number {
  let depth = 0;
  for (let j = i; j < tokens.length; j++) {
    if (isOpening(tokens[j])) depth++;
    else if (isClosing(tokens[j]) && --depth === 0) return j + 1;
  }
  return tokens.length;
}
