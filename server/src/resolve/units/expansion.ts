import type { Span } from '../../syntax/ast.ts';
import type { IdentifierFacts } from '../../syntax/lower/lowering.ts';
import { crateOfHead, type ExpandedText, groupAt, originAt } from '../../syntax/macros/expandText.ts';
import type { Fragment } from '../../syntax/sourceParser.ts';
import type { ExpansionInfo, Origin, SourceUnit } from '../../syntax/sourceUnit.ts';
import type { TokenStream } from '../../syntax/tokens.ts';

const itemKeywords: ReadonlySet<string> = new Set(
  'struct enum union fn mod use impl trait const static type extern macro macro_rules'.split(' '),
);

/** Macros of std that stand for expressions: one without a type's keyword in its arguments brings no item. */
export const expressionMacros: ReadonlySet<string> = new Set(
  `addr_of addr_of_mut assert assert_eq assert_ne cfg column compile_error concat dbg debug_assert debug_assert_eq
  debug_assert_ne env eprint eprintln file format format_args include_bytes include_str line matches module_path
  offset_of option_env panic print println stringify todo unimplemented unreachable vec write writeln try ready
  pin`.split(/\s+/),
);

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

  /**
   * Whether items can stand in it: one begins with a keyword, or comes out of a further macro call. Spares
   * parsing the many expansions that are plain expressions.
   */
  get mayDeclare(): boolean {
    const { tokens } = this.#expanded.stream;
    for (let i = 0; i < tokens.length; i++) {
      const { kind, text } = tokens[i]!;
      if (kind === 'ident' && itemKeywords.has(text)) return true;
      if (
        kind === 'punct' &&
        text === '!' &&
        tokens[i + 1]?.kind === 'open' &&
        tokens[i - 1]?.kind === 'ident'
      ) {
        if (!expressionMacros.has(tokens[i - 1]!.text)) return true;
      }
    }
    return false;
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
