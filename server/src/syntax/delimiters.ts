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
    at = behind(text, at, c);
  }
  return text.length;
}

/** Where the next thing starts behind the one at `at`, whose first character is `c`. */
function behind(text: string, at: number, c: number): number {
  if (c === 34) return end(scanString(text, at), text);
  if (c === 39) return Math.max(scanChar(text, at), at + 1);
  if (c === 47 && text.charCodeAt(at + 1) === 47) return end(text.indexOf('\n', at), text);
  if (c === 47 && text.charCodeAt(at + 1) === 42) return end(scanBlockComment(text, at), text);
  if (!isIdStart(text, at)) return at + 1;
  const next = scanIdContinue(text, at);
  const raw = /^(?:r|br|cr)$/.test(text.slice(at, next)) && isRawStringStart(text, next);
  return raw ? end(scanRawString(text, next), text) : next;
}

function end(at: number, text: string): number {
  return at < 0 ? text.length : at;
}
