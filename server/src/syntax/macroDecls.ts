import { closingDelimiter, elementEnd } from './delimiters.ts';
import { isIdStart, scanIdContinue, skipWhitespace } from './lexScan.ts';

/**
 * Rewrites the items of macros 2.0 for the parser, whose grammar doesn't know them, to something of the same length:
 *
 * ```rust
 * pub macro m($x:ident) { struct $x; }    // pub trait m            {            }
 * macro m { () => { 1 }, }                // trait m {                }
 * ```
 *
 * The lowering tells them from traits by the keyword in the text as written. Parentheses and braces that don't pair
 * stay as they are.
 */
export function bridgeMacroDecls(text: string): string {
  if (!mayDeclare.test(text)) return text;
  const pieces: string[] = [];
  let taken = 0;
  for (let at = 0; at < text.length; ) {
    const found = isIdStart(text, at) ? macroDeclAt(text, at) : undefined;
    if (found === undefined) {
      at = elementEnd(text, at);
      continue;
    }
    pieces.push(text.slice(taken, at), KEYWORD, blank(text.slice(at + KEYWORD.length, found.nameStart)));
    pieces.push(
      text.slice(found.nameStart, found.nameEnd),
      blank(text.slice(found.nameEnd, found.open)),
      '{',
    );
    pieces.push(blank(text.slice(found.open + 1, found.close)), '}');
    taken = found.close + 1;
    at = taken;
  }
  pieces.push(text.slice(taken));
  return pieces.join('');
}

/** As long as the keyword `macro`, so that offsets stay what they are. */
const KEYWORD = 'trait';

const mayDeclare = /\bmacro\s+[\p{XID_Start}_]/u;
const keyword = /macro\s/y;

/** A declaration by macros 2.0: UTF-16 offsets of its name, and of the braces around its body or rules. */
export interface MacroDecl {
  readonly nameStart: number;
  readonly nameEnd: number;
  readonly open: number;
  readonly close: number;
}

/** The declaration whose keyword `macro` stands at `at`, the start of a word. */
export function macroDeclAt(text: string, at: number): MacroDecl | undefined {
  keyword.lastIndex = at;
  if (!keyword.test(text)) return undefined;
  let nameStart = skipWhitespace(text, at + KEYWORD.length);
  if (text.startsWith('r#', nameStart)) nameStart += 2;
  if (!isIdStart(text, nameStart)) return undefined;
  const nameEnd = scanIdContinue(text, nameStart);
  let open = skipWhitespace(text, nameEnd);
  if (text[open] === '(') {
    const close = closingDelimiter(text, open);
    open = skipWhitespace(text, close + 1);
  }
  if (text[open] !== '{') return undefined;
  const close = closingDelimiter(text, open);
  return close < text.length ? { nameStart, nameEnd, open, close } : undefined;
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}
