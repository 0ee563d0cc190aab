import type { Span } from '../syntax/ast.ts';
import type { IdentifierFacts } from '../syntax/lower/lowering.ts';
import { crateOfHead, type ExpandedText, groupAt, originAt } from '../syntax/macros/expandText.ts';
import type { Fragment } from '../syntax/sourceParser.ts';
import type { ExpansionInfo, Origin, SourceUnit } from '../syntax/sourceUnit.ts';
import type { TokenStream } from '../syntax/tokens.ts';

/** What is remembered of one expansion: its tokens, and the call. */
export class Expansion implements ExpansionInfo, IdentifierFacts {
  readonly call: { readonly unit: SourceUnit; readonly span: Span };
  readonly macro: string;
  readonly #expanded: ExpandedText;
  readonly #unitOf: (source: number) => SourceUnit | undefined;

  constructor(
    call: ExpansionInfo['call'],
    macro: string,
    expanded: ExpandedText,
    unitOf: (source: number) => SourceUnit | undefined,
  ) {
    this.call = call;
    this.macro = macro;
    this.#expanded = expanded;
    this.#unitOf = unitOf;
  }

  get identifiers(): IdentifierFacts {
    return this;
  }

  origin(offset: number): Origin | undefined {
    const origin = originAt(this.#expanded, offset);
    const unit = origin && this.#unitOf(origin.source);
    if (origin === undefined || unit === undefined) return undefined;
    return { unit, offset: origin.offset, fromCall: this.#isFromCall(unit, origin.offset) };
  }

  mark(offset: number): number | undefined {
    return originAt(this.#expanded, offset)?.mark || undefined;
  }

  crate(identifier: string): string | undefined {
    return crateOfHead(this.#expanded, identifier);
  }

  /** The tokens between the delimiters of a macro call in the expansion; `open` is the offset of its `{`. */
  group(open: number): TokenStream | undefined {
    return groupAt(this.#expanded, open);
  }

  /** Tokens of an argument may have come through several calls; one of them stands around the place. */
  #isFromCall(unit: SourceUnit, offset: number): boolean {
    for (let at: ExpansionInfo | undefined = this; at !== undefined; at = at.call.unit.expansion) {
      const { span } = at.call;
      if (at.call.unit === unit && span.start <= offset && offset < span.end) return true;
    }
    return false;
  }
}

/** The expansion that a unit is, if it is one. */
export function expansionOf(unit: SourceUnit): Expansion | undefined {
  return unit.expansion instanceof Expansion ? unit.expansion : undefined;
}

/** A piece of a unit as the parser takes it, with what is known of the identifiers of an expansion. */
export function pieceOf(unit: SourceUnit, span: Span): Fragment {
  const identifiers = unit.expansion?.identifiers;
  return { text: unit.text, span, ...(identifiers && { identifiers }) };
}
