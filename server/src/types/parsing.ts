import { expansionOf } from '../resolve/units/expansion.ts';
import type { Span, TypeSyntax } from '../syntax/ast.ts';
import type { Block, Expr, Pattern } from '../syntax/bodyAst.ts';
import type { Fragment, SourceParser } from '../syntax/sourceParser.ts';
import type { SourceUnit } from '../syntax/sourceUnit.ts';

/** Parses what stands in a unit (a file or an expansion), once per place. */
export class Parsing {
  readonly #parser: SourceParser;
  readonly #exprs = new WeakMap<SourceUnit, Map<number, Expr>>();
  readonly #blocks = new WeakMap<SourceUnit, Map<number, Block>>();

  constructor(parser: SourceParser) {
    this.#parser = parser;
  }

  /** The value of a constant or discriminant; the whole text of an expansion without a span. */
  expr(unit: SourceUnit, span: Span = wholeOf(unit)): Expr {
    return memo(this.#exprs, unit, span.start, () => this.#parser.expr(fragment(unit, span)));
  }

  /** The body of a function, braces included. */
  block(unit: SourceUnit, span: Span): Block {
    return memo(this.#blocks, unit, span.start, () => this.#parser.block(fragment(unit, span)));
  }

  /** The whole text of an expansion at statement position. */
  statements(unit: SourceUnit): Block {
    return memo(this.#blocks, unit, -1, () => this.#parser.statements(fragment(unit, wholeOf(unit))));
  }

  type(unit: SourceUnit): TypeSyntax {
    return this.#parser.type(fragment(unit, wholeOf(unit)));
  }

  pattern(unit: SourceUnit, span: Span = wholeOf(unit)): Pattern {
    return this.#parser.pattern(fragment(unit, span));
  }

  exprAt(unit: SourceUnit, span: Span): Expr {
    return this.#parser.expr(fragment(unit, span));
  }

  typeAt(unit: SourceUnit, span: Span): TypeSyntax {
    return this.#parser.type(fragment(unit, span));
  }
}

function wholeOf(unit: SourceUnit): Span {
  return { start: 0, end: unit.text.length };
}

function fragment(unit: SourceUnit, span: Span): Fragment {
  const identifiers = expansionOf(unit);
  return { text: unit.text, span, ...(identifiers && { identifiers }) };
}

function memo<T>(
  store: WeakMap<SourceUnit, Map<number, T>>,
  unit: SourceUnit,
  at: number,
  parse: () => T,
): T {
  let places = store.get(unit);
  if (!places) {
    places = new Map();
    store.set(unit, places);
  }
  let found = places.get(at);
  if (found === undefined) {
    found = parse();
    places.set(at, found);
  }
  return found;
}
