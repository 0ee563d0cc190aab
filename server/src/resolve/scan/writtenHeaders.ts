import { isWhitespace, skipWhitespace } from '../../syntax/lexScan.ts';
import { selfBehind } from './implHeaders.ts';
import { closeAngle, isCommentLine, isWord, wordsIn } from './textScan.ts';

/** The header of an impl as far as a text shows it. What is missing may be anything. */
export interface WrittenHeader {
  /** UTF-16 offset of the keyword. */
  readonly offset: number;
  /** `either` where it can't be told whether there is a trait. */
  readonly kind: 'trait' | 'inherent' | 'either';
  /** The last identifier of the trait's path. */
  readonly trait?: string;
  /** The last identifier of the path that is `Self`. */
  readonly self?: string;
  /** Whether a variable of a macro stands for the trait, or for `Self` where there is none. */
  readonly variable?: boolean;
}

/**
 * Places of a text that may have, or begin, the header of an impl: `impl<T> a::Tr<T> for b::Name<T> {`. None that
 * does is left out, in the rules of a macro even where a type is more likely.
 */
export function* writtenHeaders(text: string, inRules = false): Generator<WrittenHeader> {
  for (const offset of wordsIn(text, 'impl')) {
    if (text[offset - 1] === '$' || isCommentLine(text, offset)) continue;
    const before = whatStandsBefore(text, offset);
    const header = before === 'result' || isAlone(text, offset + 4) ? undefined : headerAt(text, offset);
    if (header === undefined || (before === 'type' && !inRules && !isClear(header))) continue;
    yield header;
  }
}

/** Whether no header follows, as in `Token![impl]`. */
function isAlone(text: string, at: number): boolean {
  return /^\s*(?:[\])},;="'|.]|$)/.test(text.slice(at, at + 20));
}

function isClear({ trait, self, variable }: WrittenHeader): boolean {
  return variable === true || trait !== undefined || self !== undefined;
}

function headerAt(text: string, offset: number): WrittenHeader {
  const start = offset + 4;
  const unclear: WrittenHeader = { offset, kind: hasFor(text, start) ? 'trait' : 'either' };
  let at = skipWhitespace(text, start);
  if (text[at] === '<') at = behindAngle(text, at);
  if (at < 0) return unclear;
  if (text[at] === '!') at = skipWhitespace(text, at + 1);
  path.lastIndex = at;
  const [all, name] = path.exec(text) ?? [];
  if (all === undefined || name === undefined || keywords.has(name)) return unclear;
  at = skipWhitespace(text, at + all.length);
  if (text[at] === '<') at = behindAngle(text, at);
  if (at < 0) return unclear;
  const variable = name.startsWith('$');
  if (text.startsWith('for', at) && !isWord(text.charCodeAt(at + 3))) {
    const self = selfBehind(text, at + 3);
    const trait = variable ? { variable } : { trait: name };
    return { offset, kind: 'trait', ...trait, ...(self !== undefined && { self }) };
  }
  if (!endsHeader(text, at)) return unclear;
  return { offset, kind: 'inherent', ...(variable ? { variable } : { self: name }) };
}

/** Whether a `for` stands in front of the body, and no comment that might hold it. */
function hasFor(text: string, start: number): boolean {
  headerEnd.lastIndex = start;
  const end = headerEnd.exec(text)?.index ?? text.length;
  const header = text.slice(start, Math.min(end, start + 2000));
  return !header.includes('/') && /\bfor\b(?!\s*<\s*['$])/.test(header);
}

const headerEnd = /[{};]/g;

/** What follows generic arguments; -1 where that can't be told. */
function behindAngle(text: string, open: number): number {
  const close = closeAngle(text, open);
  return close < 0 ? -1 : skipWhitespace(text, close + 1);
}

/** The body, or a where clause, maybe one that a macro repeats. */
function endsHeader(text: string, at: number): boolean {
  return text[at] === '{' || /^(?:\$\s*\(\s*)?where\b/.test(text.slice(at, at + 20));
}

/** A path, maybe behind `dyn` or `const`; its last name, with the `$` of a variable. */
const path =
  /(?:(?:dyn|const)\s+)?(?:::\s*)?(?:(?:\$\s*)?[\p{XID_Start}_][\p{XID_Continue}]*\s*::\s*)*(?:r#)?((?:\$\s*)?[\p{XID_Start}_][\p{XID_Continue}]*)(?:\s*::(?=\s*<))?/uy;

const keywords: ReadonlySet<string> = new Set('const dyn impl fn unsafe extern for where Self'.split(' '));

/** Whether a type must stand at an offset, a result's or another, or an item may. */
function whatStandsBefore(text: string, offset: number): 'result' | 'type' | 'item' {
  let at = offset - 1;
  while (isWhitespace(text.charCodeAt(at))) at--;
  const line = text.lastIndexOf('\n', at) + 1;
  // The end of a comment is not what stands before.
  if (text.lastIndexOf('\n', offset) >= line && text.slice(line, at).includes('//')) return 'item';
  const [last, c] = [text[at - 1], text[at] ?? ';'];
  if (c === '>') return last === '-' ? 'result' : last === '=' ? 'item' : 'type';
  if (c === '(') return '!([{,;'.includes(last ?? ' ') ? 'item' : 'type';
  const modifier = /\b(?:unsafe|default)$/.test(text.slice(Math.max(0, at - 8), at + 1));
  return modifier || '};]{[)*?/'.includes(c) ? 'item' : 'type';
}
