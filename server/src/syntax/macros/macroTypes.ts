import type { Fuel } from '../../base/fuel.ts';
import type { Edition, FragmentKind, Token, TokenStream } from '../tokens.ts';
import type { MarkTable } from './marks.ts';

/** A macro by example, parsed from `macro_rules!` or from a `macro` item (rustc_expand::mbe). */
export interface MacroDefinition {
  readonly kind: 'macro';
  readonly name: string;
  /** `macro` items have full hygiene; `macro_rules` only for locals, labels and `$crate`. */
  readonly flavor: 'rules' | 'decl';
  /** Opaque id of the defining crate, carried by `$crate`. */
  readonly crateId: string;
  readonly rules: readonly MacroRule[];
}

export interface MacroRule {
  readonly matcher: readonly MatcherNode[];
  readonly transcriber: readonly TranscriberNode[];
  /** The rule's own tokens, for the origin of errors. */
  readonly source: number;
  readonly start: number;
}

export type RepeatOp = '*' | '+' | '?';

/** One piece of a matcher. Delimiters are plain tokens: a matcher runs over the flat stream. */
export type MatcherNode =
  | { readonly kind: 'token'; readonly token: Token }
  | {
      readonly kind: 'variable';
      readonly name: string;
      readonly fragment: FragmentKind;
      readonly edition: Edition;
    }
  | {
      readonly kind: 'repeat';
      readonly body: readonly MatcherNode[];
      readonly separator: Token | undefined;
      readonly op: RepeatOp;
    };

export type TranscriberNode =
  | { readonly kind: 'token'; readonly token: Token }
  | { readonly kind: 'variable'; readonly name: string; readonly token: Token }
  | {
      readonly kind: 'repeat';
      readonly body: readonly TranscriberNode[];
      readonly separator: Token | undefined;
      readonly op: RepeatOp;
      readonly names: readonly string[];
    }
  | MetaVarExpr;

/** `${count(x)}`, `${index()}`, `${len()}`, `${ignore(x)}` and `${concat(..)}` (RFC 3086). */
export interface MetaVarExpr {
  readonly kind: 'expr';
  readonly fn: 'count' | 'index' | 'len' | 'ignore' | 'concat';
  /** The variable for count and ignore. */
  readonly name: string;
  readonly depth: number;
  /** For concat: literals, identifiers and variables. */
  readonly parts: readonly { readonly variable: boolean; readonly text: string }[];
  readonly token: Token;
}

/** What stops an expansion; `reason` can stand in front of a user. */
export interface MacroError {
  readonly kind: 'error';
  readonly reason: string;
  /** Where, if one token is to blame. */
  readonly at: Token | undefined;
}

export interface MacroExpansion {
  readonly kind: 'expanded';
  readonly stream: TokenStream;
  /** Index of the rule that matched. */
  readonly rule: number;
}

/** What expansions share. One per crate analysis; pass fresh `fuel` for each top-level call. */
export interface ExpansionContext {
  readonly marks: MarkTable;
  /** The edition of the crate that text unit `source` belongs to. */
  readonly editionOf: (source: number) => Edition;
  /**
   * For all nested expansions of one call: steps of matching and recognising, and tokens to be written. An expansion
   * for which it is not enough is an error.
   */
  readonly fuel: Fuel;
}
