import type { Kinds } from '../../../base/kinds.ts';
import type { Expr } from '../../../syntax/bodyAst.ts';
import type { Ty } from '../../../types/terms/ty.ts';
import { hasFlags, termFlags } from '../../../types/terms/tyKey.ts';
import type { BodyCx } from '../bodyCx.ts';
import { checkExpr } from '../check.ts';
import { tryCoerce } from '../coerce.ts';
import { USIZE } from './literals.ts';

/** `x as T`. */
export function checkCast(cx: BodyCx, expr: Extract<Expr, { kind: 'cast' }>): Ty {
  const to = cx.norm(cx.types.lowerTy(expr.ty, cx.lowerEnv, () => cx.fresh()));
  const from = checkExpr(cx, expr.operand, castHint(cx, to));
  const source = cx.structurally(from);
  // A cast to a type with `_` in it, or of a function or closure, is a coercion first of all.
  if (hasFlags(to, termFlags.infer) || !isNumeric(to)) {
    const coerced = cx.probe(() => tryCoerce(cx, source, to) !== undefined);
    if (coerced) cx.adjust(expr.operand, tryCoerce(cx, source, to) ?? []);
    else castPointers(cx, source, to);
  }
  return to;
}

function isNumeric(ty: Ty): boolean {
  return ty.kind === 'int' || ty.kind === 'float' || ty.kind === 'char' || ty.kind === 'bool';
}

/** `*const T as *const _` and `&[T; N] as *const _`. */
function castPointers(cx: BodyCx, from: Ty, to: Ty): void {
  if (to.kind !== 'ptr' || (from.kind !== 'ptr' && from.kind !== 'ref')) return;
  const target = cx.shallow(to.inner);
  if (target.kind === 'infer') cx.unify(target, from.inner);
  const inner = cx.structurally(from.inner);
  if (from.kind === 'ref' && inner.kind === 'array') cx.unify(inner.element, to.inner);
}

/** What a literal takes from the type that it is cast to (rustc's `ExpectCastableToType`). */
function castHint(cx: BodyCx, to: Ty): Ty | undefined {
  const target = cx.shallow(to);
  switch (target.kind) {
    case 'char':
      return { kind: 'int', name: 'u8' };
    case 'ptr':
    case 'fnPtr':
      return USIZE;
    default:
      target.kind satisfies
        | Kinds<'int float bool str never adt foreign tuple array slice ref fnDef dyn closure'>
        | Kinds<'param projection opaque pattern infer unknown'>;

      return target;
  }
}
