import type { Expr } from '../../syntax/bodyAst.ts';
import type { Ty } from '../../types/terms/ty.ts';
import { isTooLarge, tooLarge } from '../../types/terms/tyKey.ts';
import type { BodyCx } from './bodyCx.ts';
import { coerce } from './coerce.ts';

/** How deep expressions may nest before their types are given up. */
const MAX_DEPTH = 400;

/** The type of an expression; `expected` is a hint that need not be met (rustc's `Expectation`). */
export function checkExpr(cx: BodyCx, expr: Expr, expected?: Ty): Ty {
  const before = cx.diverges;
  cx.diverges = false;
  const draft = cx.draft(expr);
  cx.depth++;
  const found =
    cx.depth > MAX_DEPTH ? cx.gap(expr.span, 'the expression nests too deep') : cx.kinds(cx, expr, expected);
  const ty = isTooLarge(cx.resolve(found)) ? cx.gap(expr.span, tooLarge) : found;
  cx.depth--;
  if (ty.kind === 'never') cx.diverges = true;
  draft.ty = ty;
  draft.diverges = cx.diverges;
  cx.diverges = cx.diverges || before;
  return ty;
}

/** Checks an expression in a place of a known type, with coercion to it; gives the place's type. */
export function checkCoerce(cx: BodyCx, expr: Expr, to: Ty): Ty {
  const from = checkExpr(cx, expr, to);
  coerce(cx, expr, from, to);
  return to;
}
