import { skipWhitespace } from '../../syntax/lexScan.ts';
import { closeAngle, isWord, wordsIn } from './textScan.ts';

/** Whether a text may name a trait in `impl Trait for Self`: `impl` itself may stand elsewhere in the rules of a macro. */
export function namesTrait(text: string, trait: string): boolean {
  for (const offset of wordsIn(text, trait)) if (goesOnWithFor(text, offset + trait.length)) return true;
  return false;
}

/**
 * Whether some rules of a macro write an `impl` whose trait is a variable: the trait then stands in the
 * arguments of a call.
 */
export function implsVariableTrait(rules: string): boolean {
  for (const at of wordsIn(rules, 'impl')) {
    let start = skipWhitespace(rules, at + 4);
    if (rules[start] === '<') start = closeAngle(rules, start) + 1;
    if (start === 0) return true;
    const rest = rules.slice(start, start + 400);
    const end = /\bfor\b(?!\s*<\s*['$])|[{;]/.exec(rest);
    const header = rest.slice(0, end?.index ?? rest.length);
    if (
      !withoutArguments(header)
        .replaceAll(/\$\s*crate\b/g, '')
        .includes('$')
    )
      continue;
    // `impl $name<…> {` has no trait; what it is for is another question.
    const inherent = end?.[0] === '{' && /^\s*\$\s*\w+\s*(?:<[\s\S]*)?(?:where\b[\s\S]*)?$/.test(header);
    if (!inherent) return true;
  }
  return false;
}

/** A path without its last generic arguments. */
function withoutArguments(header: string): string {
  const open = header.indexOf('<');
  const close = open < 0 ? -1 : closeAngle(header, open);
  return close < 0 ? header : header.slice(0, open) + header.slice(close + 1);
}

/** Whether `for` may follow the arguments of a trait whose name ends at an offset. */
function goesOnWithFor(text: string, offset: number): boolean {
  let at = skipWhitespace(text, offset);
  if (text[at] === '/') return true;
  if (text.startsWith('::', at)) at = skipWhitespace(text, at + 2);
  if (text[at] === '<') {
    const close = closeAngle(text, at);
    if (close < 0) return true;
    at = skipWhitespace(text, close + 1);
    if (text[at] === '/') return true;
  }
  return text.startsWith('for', at) && !isWord(text.charCodeAt(at + 3));
}

/** The last identifier of the path that follows the `for` of a header; undefined where that may be any type. */
export function selfBehind(text: string, offset: number): string | undefined {
  pathBehind.lastIndex = offset;
  const [all, name] = pathBehind.exec(text) ?? [];
  if (all === undefined || name === undefined || keywords.has(name)) return undefined;
  // A macro call, or a path that the pattern doesn't see the end of.
  return /^\s*[!:#/$]/.test(text.slice(pathBehind.lastIndex, pathBehind.lastIndex + 20)) ? undefined : name;
}

const pathBehind = /\s+(?:::\s*)?(?:\w+\s*::\s*)*(\w+)/y;

const keywords: ReadonlySet<string> = new Set(['dyn', 'impl', 'fn', 'unsafe', 'extern', 'for', 'r', 'Self']);
