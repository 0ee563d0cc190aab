/**
 * Extents of Rust's lexical elements (Rust Reference, "Tokens"; rustc_lexer). Each function takes the
 * text and the offset where the element starts, and returns the UTF-16 offset where it ends, or -1 when
 * its end is missing.
 */

const idStartPattern = /^[\p{XID_Start}_]$/u;
const idContinuePattern = /^\p{XID_Continue}$/u;

/** ASCII classes: 1 starts an identifier, 2 continues one, 4 is a digit. */
const asciiClass = new Uint8Array(128);
for (let c = 0; c < 128; c++) {
  const letter = (c >= 65 && c <= 90) || (c >= 97 && c <= 122) || c === 95;
  const digit = c >= 48 && c <= 57;
  asciiClass[c] = (letter ? 3 : 0) | (digit ? 6 : 0);
}

/** Whether an identifier starts at `pos`. */
export function isIdStart(text: string, pos: number): boolean {
  const c = text.charCodeAt(pos);
  if (c < 128) return (asciiClass[c]! & 1) !== 0;
  return pos < text.length && idStartPattern.test(String.fromCodePoint(text.codePointAt(pos)!));
}

/** End of the run of identifier characters at `pos`; `pos` itself when there is none. */
export function scanIdContinue(text: string, pos: number): number {
  let i = pos;
  for (;;) {
    const c = text.charCodeAt(i);
    if (c < 128) {
      if ((asciiClass[c]! & 2) === 0) return i;
      i++;
    } else {
      if (i >= text.length) return i;
      const char = String.fromCodePoint(text.codePointAt(i)!);
      if (!idContinuePattern.test(char)) return i;
      i += char.length;
    }
  }
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Pattern_White_Space, which Rust takes for white space. */
export function isWhitespace(code: number): boolean {
  if (code <= 32) return code === 32 || (code >= 9 && code <= 13);
  return code === 0x85 || code === 0x200e || code === 0x200f || code === 0x2028 || code === 0x2029;
}

/** The offset of what follows the white space at `pos`. */
export function skipWhitespace(text: string, pos: number): number {
  let i = pos;
  while (isWhitespace(text.charCodeAt(i))) i++;
  return i;
}

/** A `"…"` string; `pos` is at its quote. */
export function scanString(text: string, pos: number): number {
  let i = pos + 1;
  const length = text.length;
  while (i < length) {
    const c = text.charCodeAt(i);
    if (c === 34) return i + 1;
    i += c === 92 ? 2 : 1;
  }
  return -1;
}

/** A raw string; `pos` is at the first `#` or the quote after its prefix. */
export function scanRawString(text: string, pos: number): number {
  let open = pos;
  while (text.charCodeAt(open) === 35) open++;
  const closer = `"${'#'.repeat(open - pos)}`;
  const end = text.indexOf(closer, open + 1);
  return end < 0 ? -1 : end + closer.length;
}

/** Whether `#`s and a quote, as of a raw string, stand at `pos`. */
export function isRawStringStart(text: string, pos: number): boolean {
  let i = pos;
  while (text.charCodeAt(i) === 35) i++;
  return text.charCodeAt(i) === 34;
}

/** A character literal; `pos` is at its quote. Like rustc it gives up at a line's end. */
export function scanChar(text: string, pos: number): number {
  let i = pos + 1;
  if (i < text.length && text.charCodeAt(i) !== 92) {
    const width = text.codePointAt(i)! > 0xffff ? 2 : 1;
    if (text.charCodeAt(i + width) === 39) return i + width + 1;
  }
  while (i < text.length) {
    const c = text.charCodeAt(i);
    if (c === 39) return i + 1;
    if (c === 10 || (c === 47 && i > pos + 1)) return -1;
    i += c === 92 ? 2 : 1;
  }
  return -1;
}

/** A block comment, nested ones included; `pos` is at its slash. */
export function scanBlockComment(text: string, pos: number): number {
  let depth = 1;
  let i = pos + 2;
  const length = text.length;
  while (i < length) {
    const c = text.charCodeAt(i);
    if (c === 42 && text.charCodeAt(i + 1) === 47) {
      depth--;
      i += 2;
      if (depth === 0) return i;
    } else if (c === 47 && text.charCodeAt(i + 1) === 42) {
      depth++;
      i += 2;
    } else i++;
  }
  return -1;
}

/** A number with its suffix. `1..2` and `1.max(2)` end before the dot, `1.` and `1.5e3f64` do not. */
export function scanNumber(text: string, pos: number): number {
  let i = pos + 1;
  if (text.charCodeAt(pos) === 48) {
    const radix = text.charCodeAt(i);
    // In 0x, 0o and 0b numbers digits and suffix are all identifier characters, and no dot belongs to them.
    if (radix === 120 || radix === 111 || radix === 98) return scanIdContinue(text, i);
  }
  i = scanDecimal(text, i);
  if (text.charCodeAt(i) === 46) {
    const next = text.charCodeAt(i + 1);
    if (next !== 46 && !isIdStart(text, i + 1)) {
      i++;
      if (!isDigit(next)) return i;
      i = scanDecimal(text, i);
    }
  }
  i = scanExponent(text, i);
  return scanIdContinue(text, i);
}

function scanDecimal(text: string, pos: number): number {
  let i = pos;
  for (;;) {
    const c = text.charCodeAt(i);
    if (!isDigit(c) && c !== 95) return i;
    i++;
  }
}

function scanExponent(text: string, pos: number): number {
  const c = text.charCodeAt(pos);
  if (c !== 101 && c !== 69) return pos;
  let i = pos + 1;
  const sign = text.charCodeAt(i);
  if (sign === 43 || sign === 45) i++;
  let digits = i;
  while (text.charCodeAt(digits) === 95) digits++;
  return isDigit(text.charCodeAt(digits)) ? scanDecimal(text, digits) : pos;
}

/** Where the text proper begins: after a byte order mark and a `#!` line that is no attribute. */
export function skipShebang(text: string): number {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  if (!text.startsWith('#!', start)) return start;
  let i = start + 2;
  for (;;) {
    if (isWhitespace(text.charCodeAt(i))) i++;
    else if (text.startsWith('//', i)) {
      const end = text.indexOf('\n', i);
      i = end < 0 ? text.length : end;
    } else if (text.startsWith('/*', i)) {
      const end = scanBlockComment(text, i);
      i = end < 0 ? text.length : end;
    } else break;
  }
  if (text.charCodeAt(i) === 91) return start;
  const line = text.indexOf('\n', start);
  return line < 0 ? text.length : line;
}
