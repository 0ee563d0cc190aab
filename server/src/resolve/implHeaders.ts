/** Where a text may have the header of an impl, told without a parser. */
export interface HeaderPlace {
  /** UTF-16 offset of the name in the header. */
  readonly offset: number;
  /** The last identifier of the path that is `Self`; undefined where it may be any type. */
  readonly self: string | undefined;
}

/** Places of a text that may name a trait in `impl Trait for Self`. None that does is left out. */
export function* traitHeaders(text: string, trait: string): Generator<HeaderPlace> {
  for (const offset of wordsIn(text, trait)) {
    const self = selfBehind(text, offset + trait.length);
    if (self !== undefined) yield { offset, self: self === anySelf ? undefined : self };
  }
}

/** The offsets of an identifier in a text. */
export function* wordsIn(text: string, word: string): Generator<number> {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    if (!isWord(text.charCodeAt(at - 1)) && !isWord(text.charCodeAt(at + word.length))) yield at;
  }
}

/**
 * Whether some rules of a macro write an `impl` whose trait is a variable: the trait then stands in the
 * arguments of a call.
 */
export function implsVariableTrait(rules: string): boolean {
  for (const at of wordsIn(rules, 'impl')) {
    let start = skipSpace(rules, at + 4);
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

const anySelf = '';

/** What stands for `Self` behind the name of a trait; undefined where no header goes on there. */
function selfBehind(text: string, offset: number): string | undefined {
  let at = skipSpace(text, offset);
  if (text[at] === '/') return anySelf;
  if (text.startsWith('::', at)) at = skipSpace(text, at + 2);
  if (text[at] === '<') {
    const close = closeAngle(text, at);
    if (close < 0) return anySelf;
    at = skipSpace(text, close + 1);
    if (text[at] === '/') return anySelf;
  }
  if (!text.startsWith('for', at) || isWord(text.charCodeAt(at + 3))) return undefined;
  pathBehind.lastIndex = at + 3;
  const [all, name] = pathBehind.exec(text) ?? [];
  if (all === undefined || name === undefined || keywords.has(name)) return anySelf;
  // A macro call, or a path that the pattern doesn't see the end of.
  return /^\s*[!:#/$]/.test(text.slice(pathBehind.lastIndex, pathBehind.lastIndex + 20)) ? anySelf : name;
}

const pathBehind = /\s+(?:::\s*)?(?:\w+\s*::\s*)*(\w+)/y;

const keywords: ReadonlySet<string> = new Set(['dyn', 'impl', 'fn', 'unsafe', 'extern', 'for', 'r', 'Self']);

/** The offset of the `>` that closes the `<` at `open`; -1 where that can't be told. */
function closeAngle(text: string, open: number): number {
  let depth = 0;
  const last = Math.min(text.length, open + 2000);
  for (let at = open; at < last; at++) {
    const c = text[at];
    if (c === '<') depth++;
    else if (c === '>') {
      const arrow = text[at - 1] === '-' || text[at - 1] === '=';
      if (!arrow && --depth === 0) return at;
    } else if (c === '{' || c === '/' || c === '"' || c === "'") {
      // Constants in braces, comments and literals are not worth telling apart; lifetimes are.
      if (c !== "'" || text[at + 2] === "'") return -1;
    } else if (c === ';' && depth === 1) return -1;
  }
  return -1;
}

function skipSpace(text: string, at: number): number {
  let i = at;
  for (let c = text.charCodeAt(i); c === 32 || (c >= 9 && c <= 13); c = text.charCodeAt(i)) i++;
  return i;
}

function isWord(c: number): boolean {
  return c > 127 || c === 95 || (c >= 48 && c <= 57) || (c >= 65 && c <= 90) || (c >= 97 && c <= 122);
}
