import { isUnknown } from '../../base/unknown.ts';
import type { ExprInfo } from '../../bodies/typedBody.ts';
import type { Expr } from '../../syntax/bodyAst.ts';
import { partsOf } from '../fieldTypes.ts';
import { borrowOf } from './control.ts';
import type { Lowerer } from './lowerer.ts';
import type { Thir } from './model.ts';
import type { Context } from './regions.ts';

type Of<K extends Expr['kind']> = Extract<Expr, { kind: K }>;
type Base = ReturnType<Lowerer['base']>;

export function lowerCall(lower: Lowerer, expr: Of<'call'>, info: ExprInfo, inner: Context): Thir {
  const base = lower.base(info.ty, lower.start(info.unit, expr.span), inner);
  const { meaning } = info;
  const diverges = info.ty.kind === 'never';
  if (meaning?.kind !== 'call') {
    const uncertain = reasonOf(info, 'what is called here is not known');
    const parts = [expr.callee, ...expr.args].map((arg) => lower.expr(arg, inner));
    return { kind: 'call', args: parts, diverges: false, uncertain, ...base };
  }
  if (meaning.how === 'ctor') {
    return { kind: 'adt', fields: expr.args.map((arg) => lower.expr(arg, inner)), ...base };
  }
  const args = expr.args.map((arg) => lower.expr(arg, inner));
  const known = meaning.callee && { callee: meaning.callee.def };
  if (meaning.how === 'fn') return { kind: 'call', args, diverges, ...known, ...base };
  const callee = lower.expr(expr.callee, inner);
  if (meaning.how === 'fnPtr') return { kind: 'call', args: [callee, ...args], diverges, ...base };
  // `Fn::call(&callee, (a, b))`: the arguments are a tuple.
  const mutable = meaning.by === 'FnMut';
  const taken = meaning.by === 'FnOnce' ? callee : borrowed(lower, expr.callee, callee, mutable);
  const ty = { kind: 'tuple' as const, elements: args.map((arg) => arg.ty) };
  const tuple: Thir = { ...base, kind: 'operands', op: 'tuple', operands: args, ty };
  return { kind: 'call', args: [taken, tuple], diverges, ...base };
}

export function lowerMethodCall(
  lower: Lowerer,
  expr: Of<'methodCall'>,
  info: ExprInfo,
  inner: Context,
): Thir {
  const base = lower.base(info.ty, lower.start(info.unit, expr.span), inner);
  if (info.meaning?.kind !== 'method') {
    const uncertain = reasonOf(info, `the method \`${expr.method.text}\` is not found`);
    const parts = [expr.receiver, ...expr.args].map((arg) => lower.expr(arg, inner));
    return { kind: 'call', args: parts, diverges: false, uncertain, ...base };
  }
  const args = [expr.receiver, ...expr.args].map((arg) => lower.expr(arg, inner));
  const { callee } = info.meaning;
  return { kind: 'call', args, diverges: info.ty.kind === 'never', callee: callee.def, ...base };
}

function reasonOf(info: ExprInfo, otherwise: string): string {
  return info.ty.kind === 'unknown' ? info.ty.reason : otherwise;
}

/** An operator by a trait: its operands are arguments, by reference for comparisons. */
export function lowerOverloaded(
  lower: Lowerer,
  operands: readonly Expr[],
  info: ExprInfo,
  borrows: 'none' | 'ref' | 'refMut',
  base: Base,
  inner: Context,
): Thir {
  const args = operands.map((operand) => {
    const value = lower.expr(operand, inner);
    return borrows === 'none' ? value : borrowed(lower, operand, value, borrows === 'refMut');
  });
  return { kind: 'call', args, diverges: info.ty.kind === 'never', ...base };
}

/** The operand by reference, unless an adjustment has made it one already. */
export function borrowed(lower: Lowerer, operand: Expr, value: Thir, mutable: boolean): Thir {
  const last = lower.body.exprs.get(operand)?.adjustments.at(-1);
  return last?.kind === 'borrow' ? value : borrowOf(value, mutable);
}

export function lowerIndex(lower: Lowerer, expr: Of<'index'>, info: ExprInfo, inner: Context): Thir {
  const place = lower.base(info.ty, lower.start(info.unit, expr.span), inner);
  const base = lower.expr(expr.base, inner);
  const index = lower.expr(expr.index, inner);
  if (info.meaning?.kind !== 'overloaded') return { kind: 'index', base, index, ...place };
  const ty = { kind: 'ref' as const, mutable: info.meaning.borrows === 'refMut', inner: info.ty };
  const args = [borrowed(lower, expr.base, base, ty.mutable), index];
  const call: Thir = { ...place, kind: 'call', args, diverges: false, ty };
  return { kind: 'deref', base: call, box: false, ...place };
}

export function lowerStruct(lower: Lowerer, expr: Of<'struct'>, info: ExprInfo, inner: Context): Thir {
  const base = lower.base(info.ty, lower.start(info.unit, expr.span), inner);
  const { meaning } = info;
  if (meaning?.kind !== 'struct') {
    lower.giveUp(reasonOf(info, 'the struct is not found'), base.at);
    return { kind: 'constant', ...base };
  }
  const fields = expr.fields
    .filter((f) => lower.isActive(f, f.value.span))
    .map((f) => lower.expr(f.value, inner));
  if (!expr.base) return { kind: 'adt', fields, ...base };
  const parts = partsOf(meaning.ty, lower.body.env, lower.types);
  const names = parts && !isUnknown(parts) ? parts.variants[meaning.variant]?.fields : undefined;
  const rest = meaning.baseFields.map(({ index, ty }) => ({
    index,
    ty,
    name: names?.[index]?.name ?? String(index),
  }));
  return { kind: 'adt', fields, base: { value: lower.expr(expr.base, inner), fields: rest }, ...base };
}
