import { closingDelimiter, elementEnd } from './delimiters.ts';
import { isIdStart, isWhitespace, scanIdContinue, skipWhitespace } from './lexScan.ts';
import { macroDeclAt } from './macroDecls.ts';
import { noCallees } from './noCallees.ts';

/**
 * A text of the same length that reads the same at item level, without what only somebody else reads: comments,
 * attributes that say nothing of names and types, and the inside of functions and impls, of macro calls' and
 * definitions' delimiters, and of arrays that constants hold. The parser takes a fraction of the time for it. Offsets
 * stay what they are.
 *
 * ```rust
 * /// The answer.                    //
 * fn f() -> u8 { g!(1); 42 }         // fn f() -> u8 {            }
 * m! { struct S; }                   // m! {           }
 * ```
 *
 * A text whose delimiters don't pair comes back as it is: there the parser's own recovery needs all of it.
 */
export function skim(text: string): string {
  const blanks: Range[] = [];
  let at = 0;
  while (at < text.length) {
    const next = skimOne(text, at, blanks);
    if (next > text.length) return text;
    at = next;
  }
  return blanked(text, blanks);
}

/** UTF-16 offsets: `[start, end)`. */
interface Range {
  readonly start: number;
  readonly end: number;
}

const HASH = 35;
const BANG = 33;
const SLASH = 47;
const EQUALS = 61;
const SEMICOLON = 59;
const LESS = 60;
const GREATER = 62;
const MINUS = 45;
const COLON = 58;

/** Passes over what starts at `at`; behind the text's end where something has no end. */
function skimOne(text: string, at: number, blanks: Range[]): number {
  const c = text.charCodeAt(at);
  if (isWhitespace(c)) return at + 1;
  if (isIdStart(text, at)) return skimWord(text, at, blanks);
  const next = text.charCodeAt(at + 1);
  if (c === SLASH && (next === SLASH || next === 42)) {
    const end = elementEnd(text, at);
    blanks.push({ start: at, end });
    return end;
  }
  if (c === HASH && (next === 91 || (next === BANG && text.charCodeAt(at + 2) === 91)))
    return skimAttribute(text, at, blanks);
  return elementEnd(text, at);
}

/** Attributes that change neither names nor types, and are nearly all there are. */
const inert = /\s*(?:allow|cold|deny|deprecated|doc|expect|forbid|inline|must_use|warn)\b(?!\s*::)/y;
const condition = /\s*cfg_attr\s*\(\s*\w+\s*,/y;

function skimAttribute(text: string, at: number, blanks: Range[]): number {
  const open = text.indexOf('[', at);
  const end = closingDelimiter(text, open) + 1;
  if (isInert(text, open + 1, end - 1)) blanks.push({ start: at, end });
  return end;
}

/** `doc(hidden)`, or `cfg_attr(docsrs, doc(cfg(unix)))` with nothing else in it. */
function isInert(text: string, start: number, end: number): boolean {
  if (endOf(inert, text, start) !== undefined) return true;
  const inside = endOf(condition, text, start);
  const word = inside && endOf(inert, text, inside);
  if (word === undefined) return false;
  const open = skipWhitespace(text, word);
  const behind = text[open] === '(' ? skipWhitespace(text, closingDelimiter(text, open) + 1) : open;
  return text[behind] === ')' && skipWhitespace(text, behind + 1) === end;
}

/** Where a sticky pattern ends that matches at `at`. */
function endOf(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/** `pub impl(self) trait Tr`: who may implement it. */
const restriction =
  /impl\s*\(\s*(?:self|crate|super|in\s+[\w:]+)\s*\)(?=\s+(?:(?:unsafe|auto|const)\s+)*trait\b)/y;

function skimWord(text: string, at: number, blanks: Range[]): number {
  const end = elementEnd(text, at);
  const behind = skipWhitespace(text, end);
  const word = end - at <= 6 ? text.slice(at, end) : '';
  if (word === 'macro') return (macroDeclAt(text, at)?.close ?? end - 1) + 1;
  const restricted = word === 'impl' ? endOf(restriction, text, at) : undefined;
  if (restricted !== undefined) {
    blanks.push({ start: at, end: restricted });
    return restricted;
  }
  if (word === 'fn' && isIdStart(text, behind)) return skimBody(text, behind, blanks);
  if (word === 'impl') return skimBody(text, end, blanks);
  if ((word === 'const' || word === 'static') && isIdStart(text, behind))
    return skimConstant(text, behind, blanks);
  if (text.charCodeAt(behind) !== BANG || noCallees.has(word)) return end;
  let open = skipWhitespace(text, behind + 1);
  if (isIdStart(text, open)) open = skipWhitespace(text, scanIdContinue(text, open));
  return isOpening(text.charCodeAt(open)) ? skimGroup(text, open, blanks) : end;
}

/** Blanks the inside of the delimiters that open at `open`. */
function skimGroup(text: string, open: number, blanks: Range[]): number {
  const close = closingDelimiter(text, open);
  if (close > open + 1) blanks.push({ start: open + 1, end: close });
  return close + 1;
}

/** `at` is behind the keyword of a function or impl. A `{` outside of all angle brackets starts the body; one inside is a const argument. */
function skimBody(text: string, at: number, blanks: Range[]): number {
  let angles = 0;
  for (let i = at; i < text.length; ) {
    const c = text.charCodeAt(i);
    if (c === SEMICOLON) return i + 1;
    if (c === 125) return i;
    if (c === 123 && angles <= 0 && !followsBang(text, i)) return skimGroup(text, i, blanks);
    angles += angle(text, i, c);
    i = isOpening(c) ? closingDelimiter(text, i) + 1 : elementEnd(text, i);
  }
  return text.length;
}

/** `at` is behind the keyword. Tables of thousands of elements stand in arrays; anything else is short. */
function skimConstant(text: string, at: number, blanks: Range[]): number {
  let name = at;
  if (text.slice(at, scanIdContinue(text, at)) === 'mut') name = skipWhitespace(text, at + 3);
  const colon = skipWhitespace(text, scanIdContinue(text, name));
  if (text.charCodeAt(colon) !== COLON || text.charCodeAt(colon + 1) === COLON) return at;
  const value = valueStart(text, colon + 1);
  if (value === undefined) return at;
  const open = skipWhitespace(text, text.charCodeAt(value) === 38 ? value + 1 : value);
  return text.charCodeAt(open) === 91 ? skimGroup(text, open, blanks) : at;
}

/** Where the value behind `=` starts; `at` is at the type. Undefined where there is none. */
function valueStart(text: string, at: number): number | undefined {
  let angles = 0;
  for (let i = at; i < text.length; ) {
    const c = text.charCodeAt(i);
    if (c === SEMICOLON || c === 125) return undefined;
    if (c === EQUALS && angles === 0) return skipWhitespace(text, i + 1);
    angles += angle(text, i, c);
    // `<const N: usize>` ends here: a parameter without a default.
    if (angles < 0) return undefined;
    i = isOpening(c) ? closingDelimiter(text, i) + 1 : elementEnd(text, i);
  }
  return undefined;
}

function angle(text: string, at: number, c: number): number {
  if (c === LESS) return 1;
  if (c !== GREATER) return 0;
  const before = text.charCodeAt(at - 1);
  return before === MINUS || before === EQUALS ? 0 : -1;
}

/** `fn f() -> m! { … } { }`: the type is a macro call. */
function followsBang(text: string, at: number): boolean {
  let i = at - 1;
  while (i >= 0 && isWhitespace(text.charCodeAt(i))) i--;
  if (text.charCodeAt(i) !== BANG) return false;
  // `-> ! {`: the never type stands behind an arrow.
  while (i > 0 && isWhitespace(text.charCodeAt(i - 1))) i--;
  return text.charCodeAt(i - 1) !== GREATER;
}

function isOpening(c: number): boolean {
  return c === 40 || c === 91 || c === 123;
}

function blanked(text: string, blanks: readonly Range[]): string {
  if (blanks.length === 0) return text;
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end } of blanks) {
    pieces.push(text.slice(at, start), ' '.repeat(end - start));
    at = end;
  }
  pieces.push(text.slice(at));
  return pieces.join('');
}
