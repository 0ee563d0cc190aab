import type { Expr } from '../../syntax/bodyAst.ts';
import type { Ty } from '../../types/terms/ty.ts';
import type { BodyCx } from './bodyCx.ts';
import { coerce, fnPointerOf, tryCoerce } from './coerce.ts';
import type { Merge } from './drafts.ts';

/** Starts collecting expressions that come to one type. */
export function newMerge(expected?: Ty): Merge {
  return { expected, merged: undefined, exprs: [] };
}

/** Whether what a place expects says enough to coerce to it. */
function usable(cx: BodyCx, expected: Ty | undefined): Ty | undefined {
  const ty = expected && cx.structurally(expected);
  return ty === undefined || (ty.kind === 'infer' && ty.of === 'any') ? undefined : ty;
}

/** One more expression, of type `ty` (rustc's `CoerceMany::coerce`). */
export function addToMerge(cx: BodyCx, merge: Merge, expr: Expr | undefined, ty: Ty): void {
  const { merged } = merge;
  if (merged === undefined || cx.shallow(merged).kind === 'never') first(cx, merge, expr, ty, merged);
  else next(cx, merge, expr, ty, merged);
  if (expr) merge.exprs.push(expr);
}

function first(cx: BodyCx, merge: Merge, expr: Expr | undefined, ty: Ty, never: Ty | undefined): void {
  const source = cx.structurally(ty);
  const target = usable(cx, merge.expected);
  if (source.kind === 'never') {
    merge.merged = source;
    return;
  }
  if (never) for (const e of merge.exprs) cx.adjust(e, [{ kind: 'neverToAny', ty: target ?? source }]);
  if (target === undefined) {
    if (merge.expected) cx.unify(merge.expected, source);
    merge.merged = source;
    return;
  }
  if (expr) coerce(cx, expr, source, target);
  else cx.unify(source, target);
  merge.merged = target;
}

function next(cx: BodyCx, merge: Merge, expr: Expr | undefined, ty: Ty, merged: Ty): void {
  const source = cx.structurally(ty);
  const target = cx.structurally(merged);
  const found = tryCoerce(cx, source, target);
  if (found) {
    if (expr) cx.adjust(expr, found);
    return;
  }
  const common = commonFnPointer(cx, source, target) ?? reversed(cx, merge, source, target);
  if (common) merge.merged = common;
  else if (expr) coerce(cx, expr, source, target);
}

/** Two different functions come to a function pointer. */
function commonFnPointer(cx: BodyCx, a: Ty, b: Ty): Ty | undefined {
  const left = callablePointer(cx, a);
  const right = callablePointer(cx, b);
  return left && right && cx.unify(left, right) !== 'no' ? left : undefined;
}

function callablePointer(cx: BodyCx, ty: Ty): Ty | undefined {
  if (ty.kind === 'fnPtr') return ty;
  if (ty.kind !== 'closure') return fnPointerOf(cx, ty);
  const sig = cx.sigOf(ty);
  return sig && { kind: 'fnPtr', params: sig.inputs, ret: sig.output };
}

/** The expressions before may fit the new type instead (rustc's `try_find_coercion_lub`, second half). */
function reversed(cx: BodyCx, merge: Merge, source: Ty, target: Ty): Ty | undefined {
  if (merge.expected !== undefined && usable(cx, merge.expected)) return undefined;
  const found = tryCoerce(cx, target, source);
  if (!found) return undefined;
  for (const expr of merge.exprs) if (cx.draft(expr).ty.kind !== 'never') cx.adjust(expr, found);
  return source;
}

/** The type that all came to; `!` if there was none or all diverge. */
export function mergedTy(_cx: BodyCx, merge: Merge): Ty {
  return merge.merged ?? { kind: 'never' };
}
