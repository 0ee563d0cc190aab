import type { Span } from '../../syntax/ast.ts';
import type { Block, Expr } from '../../syntax/bodyAst.ts';
import type { SourceParser } from '../../syntax/sourceParser.ts';
import type { SourceUnit } from '../../syntax/sourceUnit.ts';
import { pieceOf } from './expansion.ts';

/** Bodies of functions and values of constants, parsed once each. */
export class Bodies {
  readonly #parser: SourceParser;
  readonly #blocks = new WeakMap<SourceUnit, Map<number, Block>>();
  readonly #exprs = new WeakMap<SourceUnit, Map<number, Expr>>();

  constructor(parser: SourceParser) {
    this.#parser = parser;
  }

  block(unit: SourceUnit, span: Span): Block {
    return remembered(this.#blocks, unit, span, () => this.#parser.block(pieceOf(unit, span)));
  }

  expr(unit: SourceUnit, span: Span): Expr {
    return remembered(this.#exprs, unit, span, () => this.#parser.expr(pieceOf(unit, span)));
  }
}

function remembered<T>(
  known: WeakMap<SourceUnit, Map<number, T>>,
  unit: SourceUnit,
  span: Span,
  parse: () => T,
): T {
  let ofUnit = known.get(unit);
  if (ofUnit === undefined) {
    ofUnit = new Map();
    known.set(unit, ofUnit);
  }
  let found = ofUnit.get(span.start);
  if (found === undefined) {
    found = parse();
    ofUnit.set(span.start, found);
  }
  return found;
}
