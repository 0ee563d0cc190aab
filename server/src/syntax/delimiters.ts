import {
  isIdStart,
  isRawStringStart,
  scanBlockComment,
  scanChar,
  scanIdContinue,
  scanRawString,
  scanString,
} from './lexScan.ts';

/**
 * The offset of the delimiter that closes the one at `open`, strings and comments left out; the end of the text
 * where there is none. Delimiters of other kinds in between are taken to be paired.
 */
export function closingDelimiter(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; ) {
    const c = text.charCodeAt(at);
    if (c === 40 || c === 91 || c === 123) depth++;
    else if ((c === 41 || c === 93 || c === 125) && --depth === 0) return at;
    at = elementEnd(text, at);
  }
  return text.length;
}

/**
 * Where the string, character, lifetime, comment or word at `at` ends; one unit behind `at` for anything else. The
 * end of the text where a string or comment has none.
 */
export function elementEnd(text: string, at: number): number {
  const c = text.charCodeAt(at);
  if (c === 34) return end(scanString(text, at), text);
  if (c === 39) return isLifetime(text, at) ? at + 1 : Math.max(scanChar(text, at), at + 1);
  if (c === 47 && text.charCodeAt(at + 1) === 47) return end(text.indexOf('\n', at), text);
  if (c === 47 && text.charCodeAt(at + 1) === 42) return end(scanBlockComment(text, at), text);
  if (!isIdStart(text, at)) return at + 1;
  const next = scanIdContinue(text, at);
  const raw = next - at <= 2 && isRawStringStart(text, next) && /^(?:r|br|cr)$/.test(text.slice(at, next));
  return raw ? end(scanRawString(text, next), text) : next;
}

/** A name with a quote right behind its first character is a character (rustc_lexer). */
function isLifetime(text: string, at: number): boolean {
  if (!isIdStart(text, at + 1)) return false;
  const width = text.codePointAt(at + 1)! > 0xffff ? 2 : 1;
  return text.charCodeAt(at + 1 + width) !== 39;
}

function end(at: number, text: string): number {
  return at < 0 ? text.length : at;
}
