import type { Kinds } from '../../../base/kinds.ts';
import type { Expr } from '../../../syntax/bodyAst.ts';
import type { Ty } from '../../../types/terms/ty.ts';
import type { BodyCx } from '../bodyCx.ts';
import { checkExpr } from '../check.ts';
import { tryCoerce } from '../coerce.ts';
import { markMutated } from '../places.ts';
import { fieldTyOf, resolveVariant } from './structs.ts';

type Of<K extends Expr['kind']> = Extract<Expr, { kind: K }>;

/** Whether the left side of `=` is a pattern of places: `(a, _)`, `[a, ..]`, `S { a, .. }`, `W(a)`, `_`. */
export function destructures(expr: Expr): boolean {
  switch (expr.kind) {
    case 'paren':
      return destructures(expr.inner) || isRest(expr.inner);
    case 'tuple':
    case 'array':
    case 'struct':
    case 'underscore':
      return true;
    case 'call':
      return expr.callee.kind === 'path';
    default:
      expr.kind satisfies
        | Kinds<'literal path unary binary assign compoundAssign ref methodCall field index'>
        | Kinds<'repeat range cast block if let match loop while for closure return break'>
        | Kinds<'continue try await macro error'>;

      return false;
  }
}

/**
 * The left side of a destructuring assignment, which takes a value of a type apart: `let (lhs0, …) = value`, then
 * `a = lhs0` for each place (`rustc_ast_lowering`'s `destructure_assign`).
 */
export function checkAssignee(cx: BodyCx, expr: Expr, given: Ty): void {
  const ty = cx.structurally(given);
  switch (expr.kind) {
    case 'paren':
      checkAssignee(cx, expr.inner, ty);
      break;
    case 'tuple':
      checkTuple(cx, expr, ty);
      break;
    case 'array':
      for (const element of expr.elements) {
        if (isRest(element)) cx.draft(element).ty = ty;
        else checkAssignee(cx, element, elementOf(cx, expr, ty));
      }
      break;
    case 'struct':
      checkFields(cx, expr, ty);
      break;
    case 'underscore':
      break;
    case 'range':
      // `(..) = value`, as in patterns.
      if (isRest(expr)) break;
      checkPlace(cx, expr, ty);
      return;
    case 'call':
      if (checkCtor(cx, expr, ty)) break;
      checkPlace(cx, expr, ty);
      return;
    default:
      expr.kind satisfies
        | Kinds<'literal path unary binary assign compoundAssign ref methodCall field index'>
        | Kinds<'repeat cast block if let match loop while for closure return break continue try'>
        | Kinds<'await macro error'>;

      checkPlace(cx, expr, ty);
      return;
  }
  cx.draft(expr).ty = ty;
}

function checkPlace(cx: BodyCx, expr: Expr, from: Ty): void {
  const to = checkExpr(cx, expr);
  markMutated(cx, expr);
  if (!tryCoerce(cx, from, to))
    cx.gap(expr.span, 'a value does not seem to fit the place that it is assigned to');
}

const isRest = (expr: Expr): boolean => expr.kind === 'range' && !expr.start && !expr.end;

function elementOf(cx: BodyCx, expr: Of<'array'>, ty: Ty): Ty {
  if (ty.kind === 'array' || ty.kind === 'slice') return ty.element;
  return ty.kind === 'unknown' ? ty : cx.gap(expr.span, 'what is assigned to an array of places is no array');
}

function checkTuple(cx: BodyCx, expr: Of<'tuple'>, given: Ty): void {
  let ty = given;
  if (ty.kind === 'infer' && !expr.elements.some(isRest)) {
    const fresh: Ty = { kind: 'tuple', elements: expr.elements.map(() => cx.fresh()) };
    cx.unify(ty, fresh);
    ty = fresh;
  }
  const elements = ty.kind === 'tuple' ? ty.elements : [];
  const missing: Ty =
    ty.kind === 'unknown' || ty.kind === 'tuple'
      ? { kind: 'unknown', reason: ty.kind === 'unknown' ? ty.reason : 'the tuple has no such element' }
      : cx.gap(expr.span, 'what is assigned to a tuple of places is no tuple');
  spreadOver(cx, expr.elements, elements, missing);
}

/** Parts against types in order; `..` stands for those that are left out. */
function spreadOver(
  cx: BodyCx,
  parts: readonly Expr[],
  types: readonly Ty[],
  missing: Ty,
): readonly number[] {
  const rest = parts.findIndex(isRest);
  return parts.map((part, at) => {
    if (at === rest) {
      cx.draft(part);
      return -1;
    }
    const index = rest >= 0 && at > rest ? types.length - (parts.length - at) : at;
    checkAssignee(cx, part, types[index] ?? missing);
    return index;
  });
}

function checkFields(cx: BodyCx, expr: Of<'struct'>, given: Ty): void {
  const named = resolveVariant(cx, expr.path, 'type');
  if ('kind' in named) {
    cx.gap(expr.path.span, named.reason);
    for (const { value } of expr.fields) checkAssignee(cx, value, named);
    return;
  }
  const ty: Ty = { kind: 'adt', def: named.adt, args: named.args };
  if (cx.unify(ty, given) === 'no') cx.gap(expr.span, 'what is assigned to the fields of a struct is none');
  const fields = expr.fields.map(({ name, value }) => {
    const index = named.variant.fields.findIndex((f) => f.name === name.text);
    checkAssignee(cx, value, fieldTyOf(cx, named, index));
    return index;
  });
  cx.mean(expr, { kind: 'struct', ty, variant: named.index, fields, baseFields: [] });
}

/** `W(a, ..)`: false where a function is called, whose result is a place. */
function checkCtor(cx: BodyCx, expr: Of<'call'>, given: Ty): boolean {
  if (expr.callee.kind !== 'path') return false;
  const named = resolveVariant(cx, expr.callee.path, 'value');
  if ('kind' in named) return false;
  const ty: Ty = { kind: 'adt', def: named.adt, args: named.args };
  if (cx.unify(ty, given) === 'no') cx.gap(expr.span, 'what is assigned to the fields of a struct is none');
  const types = named.variant.fields.map((_, index) => fieldTyOf(cx, named, index));
  const missing: Ty = { kind: 'unknown', reason: 'the struct has no such field' };
  const fields = spreadOver(cx, expr.args, types, missing);
  cx.mean(expr, { kind: 'struct', ty, variant: named.index, fields, baseFields: [] });
  return true;
}
