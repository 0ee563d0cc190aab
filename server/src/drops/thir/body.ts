import { isUnknown } from '../../base/unknown.ts';
import type { ClosureInfo } from '../../bodies/typedBody.ts';
import type { Lowerer } from './lowerer.ts';
import type { ThirBody, ThirParam, ThirPat, Variable } from './model.ts';
import { lowerPattern } from './patterns.ts';
import { type Context, childScope } from './regions.ts';

/** The function's own body: its parameters, then its block, whose temporaries end before the parameters. */
export function lowerFunction(lower: Lowerer): ThirBody {
  const { body } = lower;
  const end = lower.end(body.unit, body.value.span);
  const callSite = childScope(undefined, 'arguments', end, true, 'parameter');
  const cx: Context = { parent: callSite, variables: callSite };
  const params = body.params.map((param, k): ThirParam => {
    const at = lower.start(body.unit, param.span);
    const own: ThirPat | undefined = param.local && {
      kind: 'binding',
      variable: lower.variable(param.local),
      by: 'move',
      scope: callSite,
    };
    const pat = param.pat ? lowerPattern(lower, param.pat, callSite) : own;
    return { ty: param.ty, at, number: k + 1, pat: pat ?? { kind: 'wild' } };
  });
  const value = lower.expr(body.value, cx, true, lower.rescopes ? 'tailTemporary2024' : 'tailTemporary2021');
  const self = body.isAsync ? futureOf(lower) : undefined;
  return { value, callSite, params, closures: lower.closures, ...(self && { self }) };
}

/** The future of an async function, which holds the parameters until its body begins. */
function futureOf(lower: Lowerer): ThirBody['self'] {
  const { body } = lower;
  const sig = lower.types.fnSig(body.owner);
  if (isUnknown(sig)) return undefined;
  return { ty: sig.output, at: lower.start(body.unit, body.value.span), captures: [], holdsParams: true };
}

/** The code of a closure or async block, with what it holds by value. */
export function lowerClosureBody(lower: Lowerer, closure: ClosureInfo): ThirBody | undefined {
  const { body } = lower;
  const { expr } = closure;
  const unit = body.exprs.get(expr)?.unit ?? body.unit;
  const isBlock = expr.kind === 'block';
  const inner = expr.kind === 'closure' ? expr.body : expr;
  // A closure whose body is a macro call ends where the macro's definition does.
  const last = lower.strip(inner);
  const end = isBlock
    ? lower.end(unit, expr.block.span)
    : lower.endOf(body.exprs.get(last)?.unit ?? unit, last);
  const callSite = childScope(undefined, 'arguments', end, true, 'parameter');
  const cx: Context = { parent: callSite, variables: callSite };
  const params =
    expr.kind !== 'closure'
      ? []
      : expr.params.map((param, k): ThirParam => {
          const ty = closure.inputs[k] ?? {
            kind: 'unknown',
            reason: 'the type of the parameter is not known',
          };
          const pat = lowerPattern(lower, param.pat, callSite);
          return { ty, at: lower.start(unit, param.pat.span), number: k + 1, pat };
        });
  if (isUnknown(closure.captures)) return undefined;
  const captures = closure.captures.map((c) => lower.variable(c.local));
  const self = selfOf(lower, closure, captures);
  const value = isBlock ? asyncBlockValue(lower, expr, cx) : lower.expr(inner, cx, true);
  return { value, callSite, params, closures: lower.closures, ...(self && { self }) };
}

/** What is dropped with the body: a closure that is called by value, an async block, the future of an async closure. */
function selfOf(lower: Lowerer, closure: ClosureInfo, captures: readonly Variable[]): ThirBody['self'] {
  const { expr, kind, ty, flavor } = closure;
  const unit = lower.body.exprs.get(expr)?.unit ?? lower.body.unit;
  const at = lower.start(unit, expr.span);
  if (flavor === 'async closure' && ty.kind === 'closure') {
    // The future borrows what the closure holds, unless that is called by value.
    const own = kind === 'FnOnce' ? captures : [];
    return { ty: { ...ty, flavor: 'async block' }, at, captures: own, holdsParams: true };
  }
  const isOwn = expr.kind === 'block' || (kind === 'FnOnce' && captures.length > 0);
  return isOwn ? { ty, at, captures } : undefined;
}

/** An async block's own code is its block. */
export function asyncBlockValue(
  lower: Lowerer,
  expr: Extract<ClosureInfo['expr'], { kind: 'block' }>,
  cx: Context,
) {
  const { flavor: _, label: __, ...rest } = expr;
  const plain = { ...rest, flavor: 'plain' as const };
  const info = lower.info(expr);
  const output = lower.blockTy(expr.block);
  lower.adopt(plain, { ...info, ty: output, adjustments: [] });
  return lower.expr(plain, cx, true);
}
