import type { Token, TokenStream } from './tokens.ts';

/** Why tokens form no tree: the delimiter that has no partner, or the token that is none. */
export interface TokenTreeError {
  readonly kind: 'error';
  readonly reason: string;
  readonly at: Token | undefined;
}

export const emptyStream: TokenStream = { tokens: [], partner: new Int32Array(0) };

const closerOf: { readonly [open: string]: string } = { '(': ')', '[': ']', '{': '}', '': '' };

/**
 * Pairs the delimiters of `tokens`. Delimiters that do not pair, and `error` tokens, give an error
 * with the first offender.
 */
export function buildStream(tokens: readonly Token[]): TokenStream | TokenTreeError {
  const partner = new Int32Array(tokens.length).fill(-1);
  const stack: number[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    if (token.kind === 'open') stack.push(i);
    else if (token.kind === 'close') {
      const open = stack.pop();
      if (open === undefined) return fail(`unexpected closing delimiter \`${token.text}\``, token);
      const opener = tokens[open]!;
      if (closerOf[opener.text] !== token.text) {
        return fail(`mismatched closing delimiter \`${token.text}\` for \`${opener.text}\``, token);
      }
      partner[open] = i;
      partner[i] = open;
    } else if (token.kind === 'error') return fail(`not a Rust token: \`${token.text.slice(0, 20)}\``, token);
  }
  const open = stack.pop();
  if (open !== undefined) return fail(`unclosed delimiter \`${tokens[open]!.text}\``, tokens[open]);
  return { tokens, partner };
}

/** The tokens from `start` up to `end` as a stream of their own; both must lie at the same depth. */
export function sliceStream(stream: TokenStream, start: number, end: number): TokenStream {
  const partner = stream.partner.slice(start, end);
  for (let i = 0; i < partner.length; i++) if (partner[i]! >= 0) partner[i] = partner[i]! - start;
  return { tokens: stream.tokens.slice(start, end), partner };
}

function fail(reason: string, at: Token | undefined): TokenTreeError {
  return { kind: 'error', reason, at };
}
