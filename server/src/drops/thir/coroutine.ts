import { isUnknown } from '../../base/unknown.ts';
import type { Capture, ClosureInfo } from '../../bodies/typedBody.ts';
import type { Expr } from '../../syntax/bodyAst.ts';
import type { SourcePos } from '../mir/model.ts';
import { asyncBlockValue } from './body.ts';
import type { Lowerer } from './lowerer.ts';
import type { Thir, ThirPat, ThirStatement, Variable } from './model.ts';
import { lowerPattern } from './patterns.ts';
import { type Context, childScope, type RegionScope } from './regions.ts';

/** The code of a future: of an async function or block. */
export interface ThirCoroutine {
  readonly value: Thir;
  /** Where what the future captures ends. */
  readonly callSite: RegionScope;
  /** What it holds from the start: an async function's parameters, or what a block captures. */
  readonly upvars: readonly (Variable | Capture)[];
}

/**
 * An async function's own future: `async move { let a = a; let b = b; drop-temps { body } }`
 * (`lower_coroutine_body_with_moved_arguments` in `rustc_ast_lowering`).
 */
export function lowerAsyncFn(lower: Lowerer): ThirCoroutine {
  const { body } = lower;
  const end = lower.end(body.unit, body.value.span);
  const at = lower.start(body.unit, body.value.span);
  const callSite = childScope(undefined, 'arguments', end, true, 'parameter');
  const outer = lower.node({ parent: callSite, variables: callSite }, end, true);
  const block = lower.node(outer, end);
  const params = new ParamLets(lower, block, end);
  const upvars = body.params.map((param, k) => params.add(param, k));
  const user = lower.expr(
    body.value,
    params.cx,
    true,
    lower.rescopes ? 'tailTemporary2024' : 'tailTemporary2021',
  );
  const tail: Thir = { kind: 'use', source: user, ty: user.ty, at: user.at, temp: user.temp };
  const value: Thir = {
    kind: 'block',
    block: { scope: block.parent, statements: params.statements, tail, at },
    ...lower.base(body.returnTy, at, outer),
  };
  return { value: lower.scoped(outer, value), callSite, upvars };
}

/** The statements that take an async function's parameters out of its future. */
class ParamLets {
  readonly statements: ThirStatement[] = [];
  cx: Context;
  readonly #lower: Lowerer;
  readonly #end: SourcePos;

  constructor(lower: Lowerer, cx: Context, end: SourcePos) {
    this.#lower = lower;
    this.#end = end;
    this.cx = { parent: cx.parent, variables: cx.parent };
  }

  /** Gives what the future holds of one parameter. */
  add({ ty, pat, local, span }: Lowerer['body']['params'][number], number: number): Variable {
    const lower = this.#lower;
    const at = lower.start(lower.body.unit, span);
    const own = local && { kind: 'binding' as const, variable: lower.variable(local), by: this.#by(ty) };
    if (own) {
      const upvar: Variable = { name: own.variable.name, hidden: 'upvar', ty, at };
      this.#let(upvar, (scope) => ({ ...own, scope }));
      return upvar;
    }
    const name = pat?.kind === 'wild' ? '_' : pat?.kind === 'bind' ? pat.name.text : `__arg${number}`;
    const upvar: Variable = { name, hidden: 'upvar', ty, at };
    const moved: Variable = { name, hidden: name, ty, at };
    this.#let(upvar, (scope) => ({ kind: 'binding', variable: moved, by: this.#by(ty), scope }));
    this.#let(moved, (scope) => (pat ? lowerPattern(lower, pat, scope) : { kind: 'wild' }));
    return upvar;
  }

  #by(ty: Variable['ty']): 'copy' | 'move' {
    return this.#lower.isCopy(ty) ? 'copy' : 'move';
  }

  #let(from: Variable, pattern: (scope: RegionScope) => ThirPat): void {
    const lower = this.#lower;
    const remainder = childScope(this.cx.parent, 'remainder', this.#end);
    this.cx = { parent: remainder, variables: remainder };
    const init = lower.node(this.cx, from.at, true);
    const node = lower.node(init, from.at);
    const read: Thir = { kind: 'variable', variable: from, ...lower.base(from.ty, from.at, node) };
    const value = lower.scoped(node, read);
    this.statements.push({ kind: 'let', remainder, init: init.parent, pat: pattern(remainder), value });
  }
}

/** The code of an async block; undefined where it isn't known what it captures. */
export function lowerAsyncBlock(lower: Lowerer, closure: ClosureInfo): ThirCoroutine | undefined {
  const { expr } = closure;
  if (expr.kind !== 'block' || isUnknown(closure.captures)) return undefined;
  const unit = lower.body.exprs.get(expr as Expr)?.unit ?? lower.body.unit;
  const callSite = childScope(undefined, 'arguments', lower.end(unit, expr.block.span), true, 'parameter');
  const value = asyncBlockValue(lower, expr, { parent: callSite, variables: callSite });
  return { value, callSite, upvars: closure.captures };
}
