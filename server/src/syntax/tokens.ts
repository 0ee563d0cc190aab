/**
 * Tokens of Rust source text as macros see them (rustc_ast::token), as plain data.
 *
 * A stream is flat: delimiters are ordinary tokens, and `partner` pairs them. Multi-character
 * punctuation is one token, as in rustc's parser (`>>`, `..=`, `=>`), because `$t:tt` takes it whole.
 */

export type Edition = 2015 | 2018 | 2021 | 2024;

/**
 * - `ident`: identifiers and keywords; `text` is as written, so a raw identifier starts with `r#`.
 *   `_` is an ident too, as in rustc. `$crate` is one ident whose `crateId` names the crate.
 * - `lifetime`: `'a`, `'static`, `'r#a`; also loop labels.
 * - `literal`: characters, strings, numbers with their suffix; not `true` and `false`.
 * - `punct`: one operator.
 * - `open`/`close`: `(` `[` `{` and their ends; with an empty text, the invisible delimiters around a
 *   captured fragment.
 * - `error`: text that no Rust token covers, or a literal or comment without its end.
 */
export type TokenKind = 'ident' | 'lifetime' | 'literal' | 'punct' | 'open' | 'close' | 'error';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** The text unit that the token was written in. */
  readonly source: number;
  /** UTF-16 offsets into that unit. A token made by a macro has those of the tokens it was made of. */
  readonly start: number;
  readonly end: number;
  /** Hygiene: 0 for text as written, else a mark of the expansion's `MarkTable`. */
  readonly mark: number;
  /** For `punct`: no space before a following punctuation character (rustc's `Spacing::Joint`). */
  readonly joint: boolean;
  /** For an invisible `open` and its `close`: what was captured. */
  readonly fragment: FragmentKind | undefined;
  /** For `$crate`: the id of the macro's crate, opaque to this layer. */
  readonly crateId: string | undefined;
}

/** Fragment specifiers (Rust Reference, "Macros by example", Metavariables). */
export type FragmentKind =
  | 'block'
  | 'expr'
  | 'expr_2021'
  | 'ident'
  | 'item'
  | 'lifetime'
  | 'literal'
  | 'meta'
  | 'pat'
  | 'pat_param'
  | 'path'
  | 'stmt'
  | 'tt'
  | 'ty'
  | 'vis';

/** Balanced tokens. `partner[i]` is the index of the delimiter that closes or opens token `i`, or -1. */
export interface TokenStream {
  readonly tokens: readonly Token[];
  readonly partner: Int32Array;
}

/** Makes a token with the given text; the rest is as for a token of plain source text. */
export function makeToken(
  kind: TokenKind,
  text: string,
  source: number,
  start: number,
  end: number,
  joint = false,
): Token {
  return { kind, text, source, start, end, mark: 0, joint, fragment: undefined, crateId: undefined };
}
