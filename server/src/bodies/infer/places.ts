import type { Kinds } from '../../base/kinds.ts';
import type { Expr } from '../../syntax/bodyAst.ts';
import type { BodyCx } from './bodyCx.ts';

/**
 * Notes that a place is written or borrowed mutably, so that overloaded derefs and indexing on the way to it
 * are those of `DerefMut` and `IndexMut` (rustc's `convert_place_derefs_to_mutable`).
 */
export function markMutated(cx: BodyCx, expr: Expr): void {
  for (let at: Expr | undefined = expr; at; at = placeBase(at)) cx.draft(at).mutated = true;
}

/** The expression whose place the place of `expr` is a part of. */
export function placeBase(expr: Expr): Expr | undefined {
  switch (expr.kind) {
    case 'paren':
      return expr.inner;
    case 'field':
    case 'index':
      return expr.base;
    case 'unary':
      return expr.op === '*' ? expr.operand : undefined;
    default:
      expr.kind satisfies
        | Kinds<'literal path binary assign compoundAssign ref call methodCall tuple array'>
        | Kinds<'repeat struct range cast block if let match loop while for closure return break'>
        | Kinds<'continue try await macro underscore error'>;

      return undefined;
  }
}
