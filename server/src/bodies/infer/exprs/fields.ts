import { isUnknown } from '../../../base/unknown.ts';
import type { Expr } from '../../../syntax/bodyAst.ts';
import { displayTy } from '../../../types/terms/displayTy.ts';
import { substitute } from '../../../types/terms/fold.ts';
import type { Ty } from '../../../types/terms/ty.ts';
import { autoderef, derefAdjustments } from '../autoderef.ts';
import type { BodyCx } from '../bodyCx.ts';
import { checkExpr } from '../check.ts';
import { coerce, withFreshLifetimes } from '../coerce.ts';
import { isFieldVisible } from '../visibility.ts';
import { USIZE } from './literals.ts';

type Of<K extends Expr['kind']> = Extract<Expr, { kind: K }>;

/** `base.name`: the first step of autoderef with such a field that may be named here. */
export function checkField(cx: BodyCx, expr: Of<'field'>): Ty {
  const base = cx.structurally(checkExpr(cx, expr.base));
  const draft = cx.draft(expr);
  draft.place = true;
  const steps = autoderef(cx, base);
  for (const [count, { ty }] of steps.entries()) {
    const found = fieldOf(cx, ty, expr.name.text);
    if (!found) continue;
    cx.adjust(expr.base, derefAdjustments(steps, count));
    draft.meaning = { kind: 'field', index: found.index, ...(ty.kind === 'adt' && { adt: ty.def }) };
    return found.ty;
  }
  const last = steps.at(-1)!.ty;
  if (last.kind === 'unknown') return last;
  return cx.gap(
    expr.name.span,
    `no field \`${expr.name.text}\` is known on \`${displayTy(cx.resolve(base))}\``,
  );
}

function fieldOf(cx: BodyCx, ty: Ty, name: string): { readonly index: number; readonly ty: Ty } | undefined {
  if (ty.kind === 'tuple') {
    const index = /^\d+$/.test(name) ? Number(name) : -1;
    const element = ty.elements[index];
    return element && { index, ty: element };
  }
  if (ty.kind !== 'adt') return undefined;
  const adt = cx.types.adtDef(ty.def);
  if (isUnknown(adt) || adt.kind === 'enum') return undefined;
  const index = adt.variants[0]?.fields.findIndex((f) => f.name === name) ?? -1;
  const field = adt.variants[0]?.fields[index];
  if (!field || !isFieldVisible(cx, ty.def, 0, name)) return undefined;
  return { index, ty: cx.norm(substitute(withFreshLifetimes(field.ty), ty.args)) };
}

/** `base[index]`: arrays and slices by the language, everything else through `Index`. */
export function checkIndex(cx: BodyCx, expr: Of<'index'>): Ty {
  const base = cx.structurally(checkExpr(cx, expr.base));
  const index = checkExpr(cx, expr.index);
  cx.draft(expr).place = true;
  const steps = autoderef(cx, base);
  const wanted = cx.structurally(index);
  for (const [count, { ty }] of steps.entries()) {
    const element = builtinIndex(ty);
    const isNumber =
      (wanted.kind === 'int' && wanted.name === 'usize') || (wanted.kind === 'infer' && wanted.of === 'int');
    if (element && isNumber) {
      cx.adjust(expr.base, derefAdjustments(steps, count));
      cx.unify(wanted, USIZE);
      return element;
    }
    const overloaded = overloadedIndex(cx, expr, ty, index);
    if (overloaded) {
      cx.adjust(expr.base, derefAdjustments(steps, count));
      return overloaded;
    }
  }
  const last = steps.at(-1)!.ty;
  const reason =
    last.kind === 'unknown'
      ? last.reason
      : `\`${displayTy(cx.resolve(base))}\` can't be indexed, as far as impls are known`;
  cx.poison(index, reason);
  return last.kind === 'unknown' ? last : cx.gap(expr.span, reason);
}

function builtinIndex(ty: Ty): Ty | undefined {
  return ty.kind === 'array' || ty.kind === 'slice' ? ty.element : undefined;
}

function overloadedIndex(cx: BodyCx, expr: Of<'index'>, ty: Ty, index: Ty): Ty | undefined {
  const trait = cx.types.stdDef('core::ops::Index');
  if (!trait || ty.kind === 'infer' || ty.kind === 'unknown') return undefined;
  // An array that is not indexed by a number is indexed as the slice that it coerces to, which impls cover too.
  const input = cx.fresh();
  if (cx.mayHold({ trait, args: [ty, input] }).match === 'no') return undefined;
  const def = cx.types.members(trait).find((m) => m.name === 'index');
  if (!def) return undefined;
  coerce(cx, expr.index, index, input);
  cx.requireTrait(trait, [ty, input]);
  cx.selectWherePossible();
  cx.mean(expr, { kind: 'overloaded', callee: { def, args: [ty, input] }, borrows: 'ref' });
  return cx.structurally(cx.norm({ kind: 'projection', trait, name: 'Output', args: [ty, input] }));
}
