import type { Token, TokenStream } from '../tokens.ts';
import { sliceStream } from '../tokenTree.ts';
import { needsSpace, wrapping } from './layoutText.ts';

/**
 * Expanded tokens as text for the parser of source files.
 *
 * `$crate` is written as `__rml_crate_N`, N being an index into `crates`: an identifier that can head a
 * path, with a prefix reserved for this purpose. Token `i` of `stream` stands at `starts[i]`.
 */
export interface ExpandedText {
  readonly text: string;
  readonly stream: TokenStream;
  readonly starts: Int32Array;
  /** Crate ids of `$crate`, in the order of their first use. */
  readonly crates: readonly string[];
}

/** Where a piece of an expansion was written. */
export interface TokenOrigin {
  /** The text unit, and UTF-16 offset in it. */
  readonly source: number;
  readonly offset: number;
  /** Hygiene mark of the token. */
  readonly mark: number;
}

const cratePrefix = '__rml_crate_';

/** A piece of an expansion's text for users to read: with `$crate` as the macro's rules have it. */
export function readable(text: string): string {
  return text.replaceAll(/__rml_crate_\d+/g, '$crate');
}

/** Writes a stream as text. Captured fragments get the parentheses that keep them one operand. */
export function expandText(stream: TokenStream): ExpandedText {
  const { tokens, partner } = stream;
  const starts = new Int32Array(tokens.length);
  const crates: string[] = [];
  const closers = new Map<number, string>();
  const pieces: string[] = [];
  let length = 0;
  let previous: Token | undefined;
  const write = (piece: string): void => {
    pieces.push(piece);
    length += piece.length;
  };
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    if (token.text === '') {
      if (token.kind === 'open') {
        const wrap = wrapping(stream, i, previous);
        // An opening parenthesis never glues to what stands before it, except to a word.
        if (wrap[0] !== '') write(previous?.kind === 'ident' ? ` ${wrap[0]}` : wrap[0]);
        starts[i] = length;
        closers.set(partner[i]!, wrap[1]);
        if (wrap[0] !== '') previous = undefined;
      } else {
        starts[i] = length;
        const closer = closers.get(i) ?? '';
        if (closer !== '') {
          write(closer);
          previous = undefined;
        }
      }
      continue;
    }
    if (previous !== undefined && needsSpace(previous, token)) write(' ');
    starts[i] = length;
    write(token.crateId === undefined ? token.text : crateHead(crates, token.crateId));
    previous = token;
  }
  return { text: pieces.join(''), stream, starts, crates };
}

function crateHead(crates: string[], id: string): string {
  let n = crates.indexOf(id);
  if (n < 0) n = crates.push(id) - 1;
  return cratePrefix + n;
}

/** The crate id that an identifier of an expanded text stands for, if it is a `$crate`. */
export function crateOfHead(expanded: ExpandedText, name: string): string | undefined {
  if (!name.startsWith(cratePrefix)) return undefined;
  return expanded.crates[Number(name.slice(cratePrefix.length))];
}

/** Where the character at `offset` of the expanded text was written; between tokens, that of the token before. */
export function originAt(expanded: ExpandedText, offset: number): TokenOrigin | undefined {
  const index = tokenAt(expanded, offset);
  const token = expanded.stream.tokens[index];
  if (token === undefined) return undefined;
  const inside = Math.min(offset - expanded.starts[index]!, token.end - token.start);
  return { source: token.source, offset: token.start + Math.max(0, inside), mark: token.mark };
}

/**
 * The tokens inside the group whose opening delimiter stands at `offset` of the expanded text: the input
 * of a macro call in there, with marks, `$crate`s and captured fragments that its text alone has lost.
 */
export function groupAt(expanded: ExpandedText, offset: number): TokenStream | undefined {
  const index = tokenAt(expanded, offset);
  const { tokens, partner } = expanded.stream;
  if (expanded.starts[index] !== offset || tokens[index]?.kind !== 'open') return undefined;
  return sliceStream(expanded.stream, index + 1, partner[index]!);
}

/** Index of the last written token that starts at or before `offset`; -1 when none does. */
function tokenAt(expanded: ExpandedText, offset: number): number {
  const { starts, stream } = expanded;
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle]! <= offset) low = middle + 1;
    else high = middle;
  }
  let index = low - 1;
  while (index > 0 && stream.tokens[index]!.text === '') index--;
  return index;
}
