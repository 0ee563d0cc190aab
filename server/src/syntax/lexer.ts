import {
  isDigit,
  isIdStart,
  isRawStringStart,
  isWhitespace,
  scanBlockComment,
  scanChar,
  scanIdContinue,
  scanNumber,
  scanRawString,
  scanString,
  skipShebang,
} from './lexScan.ts';
import { type Edition, makeToken, type Token } from './tokens.ts';

export interface LexOptions {
  /** Recorded in each token as its text unit. */
  readonly source: number;
  readonly edition: Edition;
  /** The part of the text to read, in UTF-16 offsets; all of it unless given. */
  readonly start?: number;
  readonly end?: number;
}

/**
 * Cuts Rust source into tokens (Rust Reference, "Lexical structure"; rustc_lexer and rustc_parse::lexer).
 *
 * White space and comments vanish, and a documentation comment becomes the `#[doc = r"…"]` that macros
 * see. Never fails: what is no token, or has no end, becomes one `error` token.
 */
export function lex(text: string, options: LexOptions): Token[] {
  const unit = options.end === undefined ? text : text.slice(0, options.end);
  const tokens: Token[] = [];
  let pos = options.start ?? skipShebang(unit);
  while (pos < unit.length) pos = lexOne(unit, pos, options, tokens);
  return tokens;
}

/** Reads one token, or what lies between tokens, at `pos`; returns where it ends. */
function lexOne(text: string, pos: number, options: LexOptions, out: Token[]): number {
  const c = text.charCodeAt(pos);
  if (isWhitespace(c)) return pos + 1;
  if (isIdStart(text, pos)) return lexWord(text, pos, options, out);
  if (isDigit(c)) return push(out, 'literal', text, pos, scanNumber(text, pos), options);
  switch (c) {
    case 34:
      return pushString(out, text, pos, scanString(text, pos), options);
    case 39:
      return lexQuote(text, pos, options, out);
    case 40:
    case 91:
    case 123:
      return push(out, 'open', text, pos, pos + 1, options);
    case 41:
    case 93:
    case 125:
      return push(out, 'close', text, pos, pos + 1, options);
    case 47: {
      const next = text.charCodeAt(pos + 1);
      if (next === 47) return lexLineComment(text, pos, options, out);
      if (next === 42) return lexBlockComment(text, pos, options, out);
    }
  }
  const width = punctWidth(text, pos, c);
  if (width > 0) {
    const end = pos + width;
    out.push(makeToken('punct', text.slice(pos, end), options.source, pos, end, isJoint(text, end)));
    return end;
  }
  return push(out, 'error', text, pos, pos + (text.codePointAt(pos)! > 0xffff ? 2 : 1), options);
}

function push(
  out: Token[],
  kind: Token['kind'],
  text: string,
  start: number,
  end: number,
  options: LexOptions,
): number {
  out.push(makeToken(kind, text.slice(start, end), options.source, start, end));
  return end;
}

/** Adds a literal that ends at `end` and may have a suffix; without an end it is an error to the text's end. */
function pushString(out: Token[], text: string, start: number, end: number, options: LexOptions): number {
  if (end < 0 || end > text.length) return push(out, 'error', text, start, text.length, options);
  const suffix = isIdStart(text, end) ? scanIdContinue(text, end) : end;
  return push(out, 'literal', text, start, suffix, options);
}

/** An identifier, a keyword, or a literal that starts with a prefix: `r"…"`, `b'…'`, `r#name`. */
function lexWord(text: string, pos: number, options: LexOptions, out: Token[]): number {
  const end = scanIdContinue(text, pos);
  const next = text.charCodeAt(end);
  if (end - pos > 2 || (next !== 34 && next !== 39 && next !== 35)) {
    return push(out, 'ident', text, pos, end, options);
  }
  const prefix = text.slice(pos, end);
  const cStrings = options.edition >= 2021;
  const raw = prefix === 'r' || prefix === 'br' || (prefix === 'cr' && cStrings);
  if (raw && next !== 39 && isRawStringStart(text, end)) {
    return pushString(out, text, pos, scanRawString(text, end), options);
  }
  if (next === 34 && (prefix === 'b' || (prefix === 'c' && cStrings))) {
    return pushString(out, text, pos, scanString(text, end), options);
  }
  if (next === 39 && prefix === 'b') {
    const close = scanChar(text, end);
    if (close >= 0) return pushString(out, text, pos, close, options);
    return push(out, 'error', text, pos, end + 1, options);
  }
  if (next === 35 && prefix === 'r' && isIdStart(text, end + 1)) {
    return push(out, 'ident', text, pos, scanIdContinue(text, end + 1), options);
  }
  return push(out, 'ident', text, pos, end, options);
}

/** A lifetime or a character; a name with a quote right behind its first character is a character. */
function lexQuote(text: string, pos: number, options: LexOptions, out: Token[]): number {
  const first = pos + 1;
  if (isIdStart(text, first) || isDigit(text.charCodeAt(first))) {
    const width = text.codePointAt(first)! > 0xffff ? 2 : 1;
    if (text.charCodeAt(first + width) !== 39) return lexLifetime(text, pos, options, out);
  }
  const end = scanChar(text, pos);
  if (end < 0 || end > text.length) return push(out, 'error', text, pos, first, options);
  return pushString(out, text, pos, end, options);
}

function lexLifetime(text: string, pos: number, options: LexOptions, out: Token[]): number {
  let end = scanIdContinue(text, pos + 1);
  if (text.charCodeAt(end) === 39) return push(out, 'error', text, pos, end + 1, options);
  const raw = end - pos === 2 && text.charCodeAt(pos + 1) === 114 && text.charCodeAt(end) === 35;
  if (raw && options.edition >= 2021 && isIdStart(text, end + 1)) end = scanIdContinue(text, end + 1);
  return push(out, 'lifetime', text, pos, end, options);
}

function lexLineComment(text: string, pos: number, options: LexOptions, out: Token[]): number {
  const newline = text.indexOf('\n', pos);
  const end = newline < 0 ? text.length : newline;
  const third = text.charCodeAt(pos + 2);
  const inner = third === 33;
  if (end > pos + 2 && (inner || (third === 47 && text.charCodeAt(pos + 3) !== 47))) {
    const content = text.charCodeAt(end - 1) === 13 ? end - 1 : end;
    pushDoc(out, text.slice(pos + 3, content), inner, pos, end, options);
  }
  return end;
}

function lexBlockComment(text: string, pos: number, options: LexOptions, out: Token[]): number {
  const end = scanBlockComment(text, pos);
  if (end < 0) return push(out, 'error', text, pos, text.length, options);
  const third = text.charCodeAt(pos + 2);
  const fourth = text.charCodeAt(pos + 3);
  const inner = third === 33;
  // `/**/` and `/***` are plain comments.
  if (inner || (third === 42 && fourth !== 42 && end > pos + 4)) {
    pushDoc(out, text.slice(pos + 3, end - 2), inner, pos, end, options);
  }
  return end;
}

/** The attribute that a documentation comment stands for; all its tokens lie where the comment does. */
function pushDoc(
  out: Token[],
  content: string,
  inner: boolean,
  start: number,
  end: number,
  options: LexOptions,
): void {
  const add = (kind: Token['kind'], text: string): void => {
    out.push(makeToken(kind, text, options.source, start, end));
  };
  let hashes = '';
  while (content.includes(`"${hashes}`) && hashes.length < 255) hashes += '#';
  add('punct', '#');
  if (inner) add('punct', '!');
  add('open', '[');
  add('ident', 'doc');
  add('punct', '=');
  add('literal', `r${hashes}"${content}"${hashes}`);
  add('close', ']');
}

/** Length of the operator at `pos`, the longest that there is; 0 when `c` starts none. */
function punctWidth(text: string, pos: number, c: number): number {
  const next = text.charCodeAt(pos + 1);
  const equals = next === 61;
  switch (c) {
    case 35: // #
    case 36: // $
    case 44: // ,
    case 59: // ;
    case 63: // ?
    case 64: // @
    case 126: // ~
      return 1;
    case 33: // !
    case 37: // %
    case 42: // *
    case 43: // +
    case 47: // /
    case 94: // ^
      return equals ? 2 : 1;
    case 58: // :
      return next === 58 ? 2 : 1;
    case 45: // -
      return equals || next === 62 ? 2 : 1;
    case 61: // =
      return equals || next === 62 ? 2 : 1;
    case 38: // &
    case 124: // |
      return equals || next === c ? 2 : 1;
    case 60: // <
    case 62: // >
      if (next === c) return text.charCodeAt(pos + 2) === 61 ? 3 : 2;
      return equals || (c === 60 && next === 45) ? 2 : 1;
    case 46: {
      if (next !== 46) return 1;
      const third = text.charCodeAt(pos + 2);
      return third === 46 || third === 61 ? 3 : 2;
    }
  }
  return 0;
}

const jointFollowers = '!#$%&*+,-./:;<=>?@^|~';

function isJoint(text: string, end: number): boolean {
  if (end >= text.length || !jointFollowers.includes(text[end]!)) return false;
  const next = text.charCodeAt(end + 1);
  return text.charCodeAt(end) !== 47 || (next !== 47 && next !== 42);
}
