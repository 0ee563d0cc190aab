import { elementEnd } from '../../syntax/delimiters.ts';
import { isWhitespace } from '../../syntax/lexScan.ts';

/** The identifiers of a text. */
export const words = /[\p{XID_Start}_][\p{XID_Continue}]*/gu;

/** The offsets of an identifier in a text. */
export function* wordsIn(text: string, word: string): Generator<number> {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    if (!isWord(text.charCodeAt(at - 1)) && !isWord(text.charCodeAt(at + word.length))) yield at;
  }
}

/** The offset of the `>` that closes the `<` at `open`; -1 where that can't be told. */
export function closeAngle(text: string, open: number): number {
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

/** Whether nothing but a comment stands on the line up to an offset, so that no code does. */
export function isCommentLine(text: string, offset: number): boolean {
  let at = text.lastIndexOf('\n', offset) + 1;
  while (isWhitespace(text.charCodeAt(at))) at++;
  return at < offset && text.startsWith('//', at);
}

/** Whether a UTF-16 unit may be part of an identifier: beyond ASCII all may. */
export function isWord(c: number): boolean {
  return c > 127 || c === 95 || (c >= 48 && c <= 57) || (c >= 65 && c <= 90) || (c >= 97 && c <= 122);
}

/** Whether what stands at an offset is an item of an impl or a trait, not of a module, block or macro call. */
export function isAssociated(text: string, offset: number): boolean {
  const around: (string | undefined)[] = [];
  let keyword: string | undefined;
  let inside = 0;
  for (let at = 0; at < offset; at = elementEnd(text, at)) {
    const c = text[at]!;
    if (c === '(' || c === '[') inside++;
    else if (c === ')' || c === ']') inside--;
    else if (c === ';') keyword = undefined;
    else if (c === '{') {
      around.push(keyword);
      keyword = undefined;
    } else if (c === '}') {
      around.pop();
      keyword = undefined;
    } else if (inside <= 0) {
      itemKeyword.lastIndex = at;
      keyword ??= itemKeyword.exec(text)?.[0];
    }
  }
  const innermost = around.at(-1);
  return innermost === 'impl' || innermost === 'trait';
}

const itemKeyword = /(?:impl|trait|fn|mod|struct|enum|union|match|if|for|while|loop|else|macro_rules)\b/y;
