import type { ExprInfo } from '../../bodies/typedBody.ts';
import type { Expr } from '../../syntax/bodyAst.ts';
import type { Ty } from '../../types/terms/ty.ts';
import type { SourcePos } from '../mir/model.ts';
import { lowerBlock, lowerBlockExpr } from './blocks.ts';
import { bool, type Lowerer, never, unit } from './lowerer.ts';
import type { Thir, ThirArm, ThirPat } from './model.ts';
import { lowerPattern } from './patterns.ts';
import { type Context, childScope } from './regions.ts';

type Of<K extends Expr['kind']> = Extract<Expr, { kind: K }>;

/** The temporaries of a condition end with it, except those of a `let` or of what `&&` joins (`resolve_cond`). */
export function lowerCondition(lower: Lowerer, given: Expr, cx: Context): Thir {
  const expr = lower.strip(given);
  const lazy = expr.kind === 'binary' && (expr.op === '&&' || expr.op === '||');
  const rule = lower.rescopes ? 'ifLetTemporary2024' : 'scrutineeTemporary';
  if (expr.kind === 'let') return lower.expr(expr, cx, false, rule);
  return lower.expr(expr, cx, !lazy, 'conditionTemporary');
}

export function lowerLogical(lower: Lowerer, expr: Of<'binary'>, info: ExprInfo, inner: Context): Thir {
  const { op } = expr;
  const left = lower.strip(expr.left);
  const right = lower.strip(expr.right);
  const lazy = left.kind === 'let' || (left.kind === 'binary' && (left.op === '&&' || left.op === '||'));
  return {
    kind: 'logical',
    op: op === '&&' ? '&&' : '||',
    left: lower.expr(left, inner, !lazy, 'conditionTemporary'),
    right: lower.expr(right, inner, right.kind !== 'let', 'conditionTemporary'),
    ...lower.base(bool, lower.start(info.unit, expr.span), inner),
  };
}

export function lowerIf(lower: Lowerer, expr: Of<'if'>, info: ExprInfo, inner: Context): Thir {
  const rescopes = lower.rescopesAt(info.unit, expr.span.start);
  const scope = ifScope(rescopes, inner, lower.end(info.unit, expr.consequence.span));
  const within = { parent: scope, variables: scope };
  const condition = lowerCondition(lower, expr.condition, within);
  const then = lowerBlockExpr(lower, expr.consequence, info.unit, within, true);
  const otherwise = expr.otherwise && lower.expr(expr.otherwise, inner, true);
  return {
    kind: 'if',
    scope,
    condition,
    consequence: then,
    ...(otherwise && { otherwise }),
    ...lower.base(info.ty, lower.start(info.unit, expr.span), inner),
  };
}

function ifScope(rescopes: boolean, cx: Context, end: SourcePos) {
  const rule = rescopes ? 'ifLetTemporary2024' : 'scrutineeTemporary';
  return childScope(cx.parent, rescopes ? 'ifThenRescope' : 'ifThen', end, false, rule);
}

export function lowerLet(lower: Lowerer, expr: Of<'let'>, info: ExprInfo, inner: Context): Thir {
  return {
    kind: 'let',
    value: lower.expr(expr.value, inner),
    pat: lowerPattern(lower, expr.pat, inner.variables),
    ...lower.base(bool, lower.start(info.unit, expr.span), inner),
  };
}

export function lowerMatch(lower: Lowerer, expr: Of<'match'>, info: ExprInfo, inner: Context): Thir {
  const scrutinee = lower.expr(expr.scrutinee, inner, false, 'scrutineeTemporary');
  const active = expr.arms.filter((arm) => lower.isActive(arm, arm.span, info.unit));
  const arms = active.map((arm): ThirArm => {
    const end = lower.end(info.unit, arm.body.span);
    const own = lower.node(inner, end, true);
    let within: Context = { parent: own.parent, variables: own.parent };
    const pat = lowerPattern(lower, arm.pat, own.parent);
    const guardScope = arm.guard && childScope(within.parent, 'matchGuard', end);
    if (guardScope) within = { parent: guardScope, variables: guardScope };
    const guard = arm.guard && lowerCondition(lower, arm.guard, within);
    return {
      scope: own.parent,
      pat,
      body: lower.expr(arm.body, within),
      ...(guard && guardScope && { guard: { value: guard, scope: guardScope } }),
    };
  });
  return { kind: 'match', scrutinee, arms, ...lower.base(info.ty, lower.start(info.unit, expr.span), inner) };
}

/** `while c b` is `loop { if c b else { break } }`. */
export function lowerWhile(lower: Lowerer, expr: Of<'while'>, info: ExprInfo, inner: Context): Thir {
  const end = lower.end(info.unit, expr.span);
  const at = lower.start(info.unit, expr.span);
  const rescopes = lower.rescopesAt(info.unit, expr.span.start);
  const block = lower.node(inner, end, true);
  const node = lower.node({ parent: block.parent, variables: block.parent }, end, rescopes);
  const scope = ifScope(rescopes, node, lower.end(info.unit, expr.body.span));
  const within = { parent: scope, variables: scope };
  const condition = lowerCondition(lower, expr.condition, within);
  const then = lowerBlockExpr(lower, expr.body, info.unit, within, true);
  const otherwise = exhausted(lower, expr, end, at, lower.node(node, end, true));
  const test: Thir = {
    kind: 'if',
    scope,
    condition,
    consequence: then,
    otherwise,
    ...lower.base(unit, at, node),
  };
  const body = { scope: block.parent, statements: [], tail: lower.scoped(node, test), at };
  return { kind: 'loop', body, target: expr, ...lower.base(info.ty, at, inner) };
}

function exhausted(lower: Lowerer, target: Expr, pos: SourcePos, at: SourcePos, inner: Context): Thir {
  return lower.scoped(inner, {
    kind: 'jump',
    jump: 'exhausted',
    target,
    pos,
    ...lower.base(never, at, inner),
  });
}

export function lowerLoop(lower: Lowerer, expr: Of<'loop'>, info: ExprInfo, inner: Context): Thir {
  const body = lowerBlock(lower, expr.body, info.unit, inner, true);
  return {
    kind: 'loop',
    body,
    target: expr,
    ...lower.base(info.ty, lower.start(info.unit, expr.span), inner),
  };
}

/**
 * `for p in x b` is `match into_iter(x) { mut iter => loop { match next(&mut iter) { None => break, Some(p) => b } } }`,
 * with the temporaries of `x` ending behind it.
 */
export function lowerFor(lower: Lowerer, expr: Of<'for'>, info: ExprInfo, given: Context): Thir {
  const { meaning } = info;
  const end = lower.end(info.unit, expr.span);
  const at = lower.start(info.unit, expr.span);
  const missing: Ty = { kind: 'unknown', reason: 'what this `for` iterates over is not known' };
  const { iterator, item } = meaning?.kind === 'for' ? meaning : { iterator: missing, item: missing };
  const inner = lower.node(given, end, true);
  const head = lower.expr(expr.iterable, inner);
  const arm = lower.node(inner, end, true);
  const iter = { name: 'iter', hidden: 'iter', ty: iterator, at: head.at };
  const within = { parent: arm.parent, variables: arm.parent };
  const loopNode = lower.node(within, end);
  const block = lower.node(loopNode, end, true);
  const statement = lower.node({ parent: block.parent, variables: block.parent }, end, true);
  const matchNode = lower.node(statement, end);
  const nextNode = lower.node(matchNode, end);
  const next = lower.scoped(nextNode, {
    kind: 'call',
    args: [borrowOf({ kind: 'variable', variable: iter, ...lower.base(iter.ty, at, nextNode) }, true)],
    diverges: false,
    ...lower.base(lower.stdTy('core::option::Option', [item], at), at, nextNode),
  });
  const step: Thir = {
    kind: 'match',
    scrutinee: next,
    arms: [endArm(lower, expr, end, at, matchNode), itemArm(lower, expr, info, item, end, matchNode)],
    ...lower.base(unit, at, matchNode),
  };
  const body = {
    scope: block.parent,
    statements: [{ kind: 'expr' as const, scope: statement.parent, expr: lower.scoped(matchNode, step) }],
    at,
  };
  const loop: Thir = { kind: 'loop', body, target: expr, ...lower.base(unit, at, loopNode) };
  const scrutinee: Thir = { kind: 'call', args: [head], diverges: false, ...lower.base(iter.ty, at, inner) };
  const pat: ThirPat = { kind: 'binding', variable: iter, by: 'move', scope: arm.parent };
  const whole: Thir = {
    kind: 'match',
    scrutinee,
    arms: [{ scope: arm.parent, pat, body: lower.scoped(loopNode, loop) }],
    ...lower.base(unit, at, inner),
  };
  return lower.scoped(inner, whole);
}

/** `&operand` or `&mut operand`, as a desugaring writes it. */
export function borrowOf(operand: Thir, mutable: boolean): Thir {
  const ty = { kind: 'ref' as const, mutable, inner: operand.ty };
  return { kind: 'borrow', operand, mutable, ty, at: operand.at, temp: operand.temp };
}

function endArm(lower: Lowerer, target: Expr, end: SourcePos, at: SourcePos, cx: Context): ThirArm {
  const arm = lower.node(cx, end, true);
  const pat: ThirPat = { kind: 'fields', variant: { index: 0, name: 'None', count: 2 }, fields: [] };
  return { scope: arm.parent, pat, body: exhausted(lower, target, end, at, lower.node(arm, end)) };
}

function itemArm(
  lower: Lowerer,
  expr: Of<'for'>,
  info: ExprInfo,
  item: Thir['ty'],
  end: SourcePos,
  cx: Context,
): ThirArm {
  const arm = lower.node(cx, end, true);
  const within = { parent: arm.parent, variables: arm.parent };
  const pat = lowerPattern(lower, expr.pat, arm.parent);
  return {
    scope: arm.parent,
    pat: {
      kind: 'fields',
      variant: { index: 1, name: 'Some', count: 2 },
      fields: [{ index: 0, name: '0', ty: item, pat }],
    },
    body: lowerBlockExpr(lower, expr.body, info.unit, within),
  };
}
