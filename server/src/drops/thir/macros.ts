import { isUnknown } from '../../base/unknown.ts';
import type { ExprInfo, MacroExpansion } from '../../bodies/typedBody.ts';
import type { Expr } from '../../syntax/bodyAst.ts';
import { lowerBlock } from './blocks.ts';
import { borrowOf, lowerCondition } from './control.ts';
import { type Lowerer, never, unit } from './lowerer.ts';
import type { Thir } from './model.ts';
import { type Context, childScope } from './regions.ts';

type Builtin = Extract<MacroExpansion, { kind: 'builtin' }>;

/** A macro call that is no plain expression: one of the compiler's own, or one that could not be expanded. */
export function lowerMacro(
  lower: Lowerer,
  expr: Extract<Expr, { kind: 'macro' }>,
  info: ExprInfo,
  inner: Context,
): Thir {
  const base = lower.base(info.ty, lower.start(info.unit, expr.span), inner);
  const expansion = lower.body.expansions.get(expr.call);
  if (!expansion || isUnknown(expansion)) {
    const reason = expansion && isUnknown(expansion) ? expansion.reason : 'its meaning is not known';
    lower.giveUp(`a macro could not be expanded: ${reason}`, base.at);
    return { kind: 'constant', ...base };
  }
  if (expansion.kind === 'statements') {
    return { kind: 'block', block: lowerBlock(lower, expansion.block, expansion.unit, inner), ...base };
  }
  if (expansion.kind === 'builtin') return lowerBuiltin(lower, expr, expansion, info, inner);
  lower.giveUp('a macro stands for a pattern here', base.at);
  return { kind: 'constant', ...base };
}

function lowerBuiltin(
  lower: Lowerer,
  expr: Extract<Expr, { kind: 'macro' }>,
  builtin: Builtin,
  info: ExprInfo,
  inner: Context,
): Thir {
  const base = lower.base(info.ty, lower.start(info.unit, expr.span), inner);
  if (/^(debug_)?assert$/.test(builtin.name)) return lowerAssert(lower, expr, builtin, info, inner);
  if (builtin.name === 'pin') return lowerPin(lower, builtin, base, inner);
  const diverges = info.ty.kind === 'never';
  if (builtin.args.length === 0) {
    return diverges ? { kind: 'call', args: [], diverges, ...base } : { kind: 'constant', ...base };
  }
  if (/^(const_)?format_args(_nl)?$/.test(builtin.name)) {
    return { kind: 'call', args: argsOf(lower, builtin, 0, inner), diverges, ...base };
  }
  // The others hold a statement of their own, inside the macro, that ends the arguments' temporaries.
  const end = { ...lower.end(info.unit, expr.span), exact: false };
  const block = childScope(inner.parent, 'node', end);
  const statement = childScope(block, 'node', end, true);
  const within = { parent: statement, variables: statement };
  const call: Thir = {
    kind: 'call',
    args: argsOf(lower, builtin, 0, within),
    diverges,
    ...lower.base(info.ty, base.at, within),
  };
  const node = lower.node(within, end);
  if (diverges || (info.ty.kind === 'tuple' && info.ty.elements.length === 0)) {
    const statements = [{ kind: 'expr' as const, scope: statement, expr: call }];
    return { kind: 'block', block: { scope: block, statements, at: base.at }, ...base };
  }
  return { kind: 'scope', scope: statement, value: lower.scoped(node, call), ...base };
}

/** `pin!(x)` is `{ super let mut pinned = x; Pin { pointer: &mut pinned } }`: `pinned` lives as a temporary would. */
function lowerPin(lower: Lowerer, builtin: Builtin, base: ReturnType<Lowerer['base']>, inner: Context): Thir {
  const [argument] = builtin.args;
  if (!argument) return { kind: 'constant', ...base };
  const value = lower.expr(argument.expr, inner);
  const temp = lower.extended.get(lower.strip(argument.expr)) ?? value.temp;
  const pinned: Thir = { kind: 'use', source: value, name: 'pinned', ty: value.ty, at: value.at, temp };
  return { kind: 'adt', fields: [borrowOf(pinned, true)], ...base };
}

function argsOf(lower: Lowerer, builtin: Builtin, from: number, cx: Context): readonly Thir[] {
  return builtin.args.slice(from).map(({ expr, by }) => {
    const value = lower.expr(expr, cx);
    return by === 'ref' ? borrowOf(value, false) : value;
  });
}

/** `assert!(c, …)` is `if !c { panic!(…) }`. */
function lowerAssert(
  lower: Lowerer,
  expr: Extract<Expr, { kind: 'macro' }>,
  builtin: Builtin,
  info: ExprInfo,
  inner: Context,
): Thir {
  const at = lower.start(info.unit, expr.span);
  const base = lower.base(unit, at, inner);
  const [condition] = builtin.args;
  if (!condition) return { kind: 'constant', ...base };
  const end = lower.end(info.unit, expr.call.span);
  const scope = childScope(inner.parent, lower.rescopes ? 'ifThenRescope' : 'ifThen', end);
  const within = { parent: scope, variables: scope };
  const not = lower.node(within, end, true, 'conditionTemporary');
  const operand = lowerAsOperand(lower, condition.expr, not);
  const test = lower.scoped(not, { kind: 'not', operand, ...lower.base(operand.ty, at, not) });
  const failed = lower.node(within, end, true);
  const panic: Thir = {
    kind: 'call',
    args: argsOf(lower, builtin, builtin.always, failed),
    diverges: true,
    ...lower.base(never, at, failed),
  };
  return { kind: 'if', scope, condition: test, consequence: lower.scoped(failed, panic), ...base };
}

/** The operand of `!` is no condition of its own, but `&&` and `||` in it end their temporaries. */
function lowerAsOperand(lower: Lowerer, expr: Expr, cx: Context): Thir {
  const bare = lower.strip(expr);
  const lazy = bare.kind === 'binary' && (bare.op === '&&' || bare.op === '||');
  return lazy ? lowerCondition(lower, bare, cx) : lower.expr(bare, cx);
}
