import type { Item, Span } from './ast.ts';
import type { IdentifierFacts } from './lower/lowering.ts';

/** Where a piece of expanded text was written: a place in another unit's text. */
export interface Origin {
  readonly unit: SourceUnit;
  /** UTF-16 offset into `unit.text`. */
  readonly offset: number;
  /** The token came in with the macro's arguments, so the user wrote it at the call. */
  readonly fromCall: boolean;
}

/**
 * One text that items are lowered from: a file, or what a macro call expands to. Immutable: an edit makes
 * a new unit. Two units never share an `id`.
 */
export interface SourceUnit {
  readonly id: number;
  readonly text: string;
  /** The file's path; for an expansion that of the file with the call. */
  readonly path: string;
  readonly items: readonly Item[];
  /** `#![…]` attributes of the file. */
  readonly innerAttributes: readonly import('./ast.ts').Attribute[];
  /** Set where it is not that of the crate around: a macro of std, with the edition that std is written in. */
  readonly edition?: '2015' | '2018' | '2021' | '2024';
  /** Present in an expansion. */
  readonly expansion?: ExpansionInfo;
}

export interface ExpansionInfo {
  readonly call: { readonly unit: SourceUnit; readonly span: Span };
  /** The macro's name, for reasons and for display. */
  readonly macro: string;
  /** Where the token at `offset` was written, followed one step (it may be in another expansion). */
  origin(offset: number): Origin | undefined;
  /** Marks and `$crate`s, to hand to the parser with pieces of the text. */
  readonly identifiers?: IdentifierFacts;
}

/**
 * The place in a real file that text at `offset` of `unit` goes back to: itself in a file; in an expansion
 * the place of the token that the user wrote in the call, and the call's own start for a token that only the
 * macro's definition wrote (`exact: false`).
 */
export function filePlace(
  unit: SourceUnit,
  offset: number,
): { path: string; unit: SourceUnit; offset: number; exact: boolean } {
  let exact = true;
  while (unit.expansion) {
    const origin = unit.expansion.origin(offset);
    if (exact && origin?.fromCall) {
      unit = origin.unit;
      offset = origin.offset;
    } else {
      exact = false;
      ({
        unit,
        span: { start: offset },
      } = unit.expansion.call);
    }
  }
  return { path: unit.path, unit, offset, exact };
}
