import type { Kinds } from '../../base/kinds.ts';
import { isUnknown } from '../../base/unknown.ts';
import type { Adjustment, ExprInfo, TypedBody } from '../../bodies/typedBody.ts';
import type { Expr } from '../../syntax/bodyAst.ts';
import type { TypeQueries } from '../../types/queries.ts';
import type { DropRule } from '../mir/model.ts';
import { binaryOp, lowerAssign, lowerCompoundAssign } from './assignments.ts';
import { lowerBlock } from './blocks.ts';
import { lowerCall, lowerIndex, lowerMethodCall, lowerOverloaded, lowerStruct } from './calls.ts';
import { lowerClosure } from './closures.ts';
import {
  borrowOf,
  lowerFor,
  lowerIf,
  lowerLet,
  lowerLogical,
  lowerLoop,
  lowerMatch,
  lowerWhile,
} from './control.ts';
import { bool, Lowerer, never } from './lowerer.ts';
import { lowerMacro } from './macros.ts';
import type { Thir } from './model.ts';
import type { Context } from './regions.ts';
import { lowerAwait, lowerTry } from './sugar.ts';

/** A lowering of one body, or of a closure in it. `rescopes`: by the rules of edition 2024. */
export function createLowerer(
  body: TypedBody,
  types: TypeQueries,
  rescopes: boolean,
  closure?: NonNullable<Lowerer['closure']>,
): Lowerer {
  return new Lowerer(body, types, rescopes, lowerExpr, closure);
}

/** An expression with its adjustments, inside the scope of its node (rustc's `mirror_expr`). */
function lowerExpr(lower: Lowerer, given: Expr, cx: Context, terminating = false, rule?: DropRule): Thir {
  const expr = lower.strip(given);
  const info = lower.info(expr);
  const inner = lower.node(cx, lower.endOf(info.unit, expr), terminating, rule);
  let value = lowerBare(lower, expr, info, inner);
  const extended = lower.extended.get(expr);
  if (extended) value = { ...value, temp: extended };
  for (const step of adjustmentsOf(lower, given)) value = adjust(lower, value, step);
  return lower.scoped(inner, value);
}

/** Parentheses and macro calls may carry adjustments of what they stand for. */
function adjustmentsOf(lower: Lowerer, given: Expr): readonly Adjustment[] {
  const steps: Adjustment[] = [];
  const stop = lower.strip(given);
  for (let at = given; ; ) {
    steps.unshift(...(lower.body.exprs.get(at)?.adjustments ?? []));
    if (at === stop) return steps;
    if (at.kind === 'paren') at = at.inner;
    else if (at.kind === 'macro') {
      const expansion = lower.body.expansions.get(at.call);
      if (!expansion || isUnknown(expansion) || expansion.kind !== 'expr') return steps;
      at = expansion.expr;
    } else return steps;
  }
}

function adjust(lower: Lowerer, value: Thir, step: Adjustment): Thir {
  const base = { ty: step.ty, at: value.at, temp: value.temp };
  switch (step.kind) {
    case 'neverToAny':
      return { kind: 'never', source: value, ...base };
    case 'borrow':
      return { kind: 'borrow', operand: value, mutable: step.mutable, raw: step.raw, ...base };
    case 'pointer':
      return { kind: 'operands', op: 'pointer', operands: [value], ...base };
    case 'deref': {
      if (!step.overloaded) return { kind: 'deref', base: value, box: lower.isBox(value.ty), ...base };
      const ty = { kind: 'ref' as const, mutable: step.overloaded.mutable, inner: step.ty };
      const call: Thir = { ...base, kind: 'call', args: [borrowOf(value, ty.mutable)], diverges: false, ty };
      return { kind: 'deref', base: call, box: false, ...base };
    }
  }
}

function lowerBare(lower: Lowerer, expr: Expr, info: ExprInfo, inner: Context): Thir {
  const base = lower.base(info.ty, lower.start(info.unit, expr.span), inner);
  const part = (e: Expr) => lower.expr(e, inner);
  switch (expr.kind) {
    case 'literal':
      return { kind: 'constant', ...base };
    case 'path':
      return lowerPath(lower, info, base);
    case 'unary':
      return lowerUnary(lower, expr, info, inner);
    case 'binary':
      if (expr.op === '&&' || expr.op === '||') return lowerLogical(lower, expr, info, inner);
      if (info.meaning?.kind === 'overloaded')
        return lowerOverloaded(lower, [expr.left, expr.right], info, info.meaning.borrows, base, inner);
      return {
        kind: 'operands',
        op: binaryOp(expr.op),
        operands: [part(expr.left), part(expr.right)],
        ...base,
      };
    case 'ref':
      return {
        kind: 'borrow',
        operand: part(expr.operand),
        mutable: expr.mutable,
        raw: expr.raw,
        ...base,
      };
    case 'field':
      return lowerField(lower, expr, info, inner);
    case 'tuple':
    case 'array':
      return { kind: 'operands', op: expr.kind, operands: expr.elements.map(part), ...base };
    case 'repeat':
      return lowerRepeat(lower, part(expr.element), info, base);
    case 'range': {
      const ends = [expr.start, expr.end].flatMap((e) => (e ? [part(e)] : []));
      if (expr.inclusive && expr.start && expr.end)
        return { kind: 'call', args: ends, diverges: false, ...base };
      return { kind: 'adt', fields: ends, ...base };
    }
    case 'cast':
      return { kind: 'operands', op: 'cast', operands: [part(expr.operand)], ...base };
    case 'underscore':
      return { kind: 'constant', ...base };
    default:
      expr.kind satisfies
        | Kinds<'paren assign compoundAssign call methodCall index struct block if let match'>
        | Kinds<'loop while for closure return break continue try await macro error'>;

      return lowerCompound(lower, expr, info, inner);
  }
}

function lowerCompound(lower: Lowerer, expr: Expr, info: ExprInfo, inner: Context): Thir {
  switch (expr.kind) {
    case 'call':
      return lowerCall(lower, expr, info, inner);
    case 'methodCall':
      return lowerMethodCall(lower, expr, info, inner);
    case 'index':
      return lowerIndex(lower, expr, info, inner);
    case 'struct':
      return lowerStruct(lower, expr, info, inner);
    case 'assign':
      return lowerAssign(lower, expr, info, inner);
    case 'compoundAssign':
      return lowerCompoundAssign(lower, expr, info, inner);
    case 'if':
      return lowerIf(lower, expr, info, inner);
    case 'let':
      return lowerLet(lower, expr, info, inner);
    case 'match':
      return lowerMatch(lower, expr, info, inner);
    case 'while':
      return lowerWhile(lower, expr, info, inner);
    case 'loop':
      return lowerLoop(lower, expr, info, inner);
    case 'for':
      return lowerFor(lower, expr, info, inner);
    case 'try':
      return lowerTry(lower, expr, info, inner);
    case 'await':
      return lowerAwait(lower, expr, info, inner);
    case 'macro':
      return lowerMacro(lower, expr, info, inner);
    case 'block':
      return lowerBlockFlavor(lower, expr, info, inner);
    case 'closure':
      return lowerClosure(lower, expr, info, inner);
    case 'return':
    case 'break':
    case 'continue':
      return lowerJump(lower, expr, info, inner);
    default: {
      expr.kind satisfies
        | Kinds<'literal path paren unary binary ref field tuple array repeat range cast'>
        | Kinds<'underscore error'>;

      const at = lower.start(info.unit, expr.span);
      // A macro that expands to nothing.
      const isEmpty = info.unit.text.slice(expr.span.start, expr.span.end).trim() === '';
      const isDeep = expr.kind === 'error' && expr.tooDeep;
      if (!isEmpty)
        lower.giveUp(isDeep ? 'this expression nests too deep' : 'this expression does not parse', at);
      return { kind: 'constant', ...lower.base(info.ty, at, inner) };
    }
  }
}

function lowerPath(lower: Lowerer, info: ExprInfo, base: ReturnType<Lowerer['base']>): Thir {
  const { meaning } = info;
  if (meaning?.kind === 'local') {
    return { kind: 'variable', variable: lower.variable(meaning.local), ...base };
  }
  if (meaning?.kind === 'item') {
    const { def } = meaning.callee;
    if (def.kind === 'static') {
      const pointer: Thir = {
        kind: 'constant',
        of: 'static',
        ...base,
        ty: { kind: 'ref', mutable: false, inner: base.ty },
      };
      return { kind: 'deref', base: pointer, box: false, ...base };
    }
    const unitLike = def.kind === 'variant' || def.kind === 'struct';
    if (unitLike && base.ty.kind === 'adt') return { kind: 'adt', fields: [], ...base };
    if (base.ty.kind !== 'fnDef') return { kind: 'constant', of: 'item', ...base };
  }
  return { kind: 'constant', ...base };
}

function lowerUnary(
  lower: Lowerer,
  expr: Extract<Expr, { kind: 'unary' }>,
  info: ExprInfo,
  inner: Context,
): Thir {
  const base = lower.base(info.ty, lower.start(info.unit, expr.span), inner);
  const { meaning } = info;
  if (expr.op === '*') {
    const operand = lower.expr(expr.operand, inner);
    if (meaning?.kind !== 'overloaded') {
      return { kind: 'deref', base: operand, box: lower.isBox(operand.ty), ...base };
    }
    const ty = { kind: 'ref' as const, mutable: meaning.borrows === 'refMut', inner: info.ty };
    const call: Thir = { ...base, kind: 'call', args: [borrowOf(operand, ty.mutable)], diverges: false, ty };
    return { kind: 'deref', base: call, box: false, ...base };
  }
  if (meaning?.kind === 'overloaded') {
    return lowerOverloaded(lower, [expr.operand], info, meaning.borrows, base, inner);
  }
  const operand = lower.expr(expr.operand, inner);
  if (expr.op === '!' && info.ty.kind === 'bool') return { kind: 'not', operand, ...base, ty: bool };
  return { kind: 'operands', op: expr.op === '-' ? 'negate' : 'unary', operands: [operand], ...base };
}

function lowerRepeat(
  lower: Lowerer,
  element: Thir,
  { ty }: ExprInfo,
  base: ReturnType<Lowerer['base']>,
): Thir {
  const count = ty.kind === 'array' ? lower.types.evalUsize(ty.length, lower.body.env) : undefined;
  const known = typeof count === 'bigint' && { count };
  return { kind: 'operands', op: 'repeat', operands: [element], ...known, ...base };
}

function lowerField(
  lower: Lowerer,
  expr: Extract<Expr, { kind: 'field' }>,
  info: ExprInfo,
  inner: Context,
): Thir {
  const base = lower.base(info.ty, lower.start(info.unit, expr.span), inner);
  if (info.meaning?.kind !== 'field') {
    const uncertain = `the field \`${expr.name.text}\` is not found`;
    return { kind: 'call', args: [lower.expr(expr.base, inner)], diverges: false, uncertain, ...base };
  }
  const { index } = info.meaning;
  return { kind: 'field', base: lower.expr(expr.base, inner), index, name: expr.name.text, ...base };
}

function lowerBlockFlavor(
  lower: Lowerer,
  expr: Extract<Expr, { kind: 'block' }>,
  info: ExprInfo,
  inner: Context,
): Thir {
  const base = lower.base(info.ty, lower.start(info.unit, expr.span), inner);
  switch (expr.flavor) {
    case 'plain':
    case 'unsafe': {
      const block = lowerBlock(lower, expr.block, info.unit, inner, false, expr.label && expr);
      return { kind: 'block', block, ...base };
    }
    case 'const':
      return { kind: 'constant', ...base };
    case 'async':
    case 'asyncMove':
      return lowerClosure(lower, expr, info, inner);
    default:
      lower.giveUp(`\`${expr.flavor}\` blocks are not supported`, base.at);
      return { kind: 'constant', ...base };
  }
}

function lowerJump(
  lower: Lowerer,
  expr: Extract<Expr, { kind: 'return' | 'break' | 'continue' }>,
  info: ExprInfo,
  inner: Context,
): Thir {
  const base = lower.base(never, lower.start(info.unit, expr.span), inner);
  const value = expr.kind !== 'continue' && expr.value && lower.expr(expr.value, inner);
  const target = info.meaning?.kind === 'jump' ? info.meaning.target : undefined;
  if (expr.kind !== 'return' && !target) lower.giveUp('the loop that this leaves is not known', base.at);
  return {
    kind: 'jump',
    jump: expr.kind,
    pos: base.at,
    ...(value && { value }),
    ...(target && { target }),
    ...base,
  };
}
