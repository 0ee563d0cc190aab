import { elementEnd } from '../../syntax/delimiters.ts';
import { isWord } from './textScan.ts';

/** What a `use` item imports: its path, with `*` at the end for a glob, and the name that `as` gives. */
export interface ImportLeaf {
  /** Variables of macros with their `$`. */
  readonly path: readonly string[];
  readonly alias?: string;
}

/** The leaves of the use tree, `a::{b as c, d::*}`, at an offset of a text; none where there is no such tree. */
export function useLeaves(text: string, start: number): readonly ImportLeaf[] {
  const leaves: ImportLeaf[] = [];
  const groups: (readonly string[])[] = [[]];
  let path: string[] = [];
  let alias: string | undefined;
  let named = false;
  /** Whether a name may stand here: behind the start of the tree or a group, `::`, `,` or `as`. */
  let open = true;
  const endLeaf = (outer: readonly string[]) => {
    if (path.length > outer.length) {
      // `a::{self}` is `a`.
      const own = path.at(-1) === 'self' && path.length > 1 ? path.slice(0, -1) : path;
      leaves.push({ path: own, ...(alias !== undefined && { alias }) });
    }
    path = [...outer];
    alias = undefined;
    named = false;
    open = true;
  };
  for (let at = start; at < text.length && text[at] !== ';'; at = elementEnd(text, at)) {
    const c = text[at]!;
    if (c === ':') open = true;
    else if (c === '{') {
      groups.push([...path]);
      open = true;
    } else if (c === ',') endLeaf(groups.at(-1) ?? []);
    else if (c === '}') {
      endLeaf(groups.pop() ?? []);
      path = [...(groups.at(-1) ?? [])];
    } else if (c === '*') path.push(c);
    else if (isWord(text.charCodeAt(at))) {
      const word = text.slice(at, elementEnd(text, at));
      if (word === 'r' && text[at + 1] === '#') continue;
      if (word === 'as' && !open) {
        named = true;
        open = true;
        continue;
      }
      // Two names in a row: that was the verb, in a comment.
      if (!open) return [];
      open = false;
      if (named) alias = word;
      else path.push(text[at - 1] === '$' ? `$${word}` : word);
    }
  }
  endLeaf([]);
  return leaves;
}
