import type { ExprInfo } from '../../bodies/typedBody.ts';
import type { Expr } from '../../syntax/bodyAst.ts';
import type { Ty } from '../../types/terms/ty.ts';
import type { SourcePos } from '../mir/model.ts';
import { type Lowerer, never } from './lowerer.ts';
import type { Thir, ThirArm, ThirPat, Variable } from './model.ts';
import type { Context } from './regions.ts';

type Of<K extends Expr['kind']> = Extract<Expr, { kind: K }>;

/** `e?` is `match branch(e) { Continue(v) => v, Break(r) => return from_residual(r) }`. */
export function lowerTry(lower: Lowerer, expr: Of<'try'>, info: ExprInfo, inner: Context): Thir {
  const { meaning } = info;
  const at = lower.start(info.unit, expr.span);
  const question = lower.pos(info.unit, expr.question);
  const missing: Ty = { kind: 'unknown', reason: 'what this `?` is applied to is not known' };
  const { output, residual } = meaning?.kind === 'try' ? meaning : { output: missing, residual: missing };
  const flow = lower.stdTy('core::ops::ControlFlow', [residual, output], at);
  const scrutinee: Thir = {
    kind: 'call',
    args: [lower.expr(expr.operand, inner)],
    diverges: false,
    ...lower.base(flow, at, inner),
  };
  const value = hidden('val', output, question);
  const rest = hidden('residual', residual, question);
  const early = (cx: Context): Thir => ({
    kind: 'jump',
    jump: '?',
    pos: question,
    value: {
      kind: 'call',
      args: [read(lower, rest, cx)],
      diverges: false,
      ...lower.base(lower.body.returnTy, question, cx),
    },
    ...lower.base(never, question, cx),
  });
  const arms = [
    armOf(lower, inner, question, { index: 1, name: 'Break' }, rest, early),
    armOf(lower, inner, question, { index: 0, name: 'Continue' }, value, (cx) => read(lower, value, cx)),
  ];
  return { kind: 'match', scrutinee, arms, ...lower.base(info.ty, at, inner) };
}

function hidden(name: string, ty: Ty, at: SourcePos): Variable {
  return { name, hidden: name, ty, at };
}

function read(lower: Lowerer, variable: Variable, cx: Context): Thir {
  return { kind: 'variable', variable, ...lower.base(variable.ty, variable.at, cx) };
}

function armOf(
  lower: Lowerer,
  cx: Context,
  end: SourcePos,
  variant: { index: number; name: string },
  variable: Variable,
  body: (cx: Context) => Thir,
): ThirArm {
  const arm = lower.node(cx, end, true);
  const node = lower.node({ parent: arm.parent, variables: arm.parent }, end);
  const by = lower.isCopy(variable.ty) ? 'copy' : 'move';
  const pat: ThirPat = { kind: 'binding', variable, by, scope: arm.parent };
  return {
    scope: arm.parent,
    pat: {
      kind: 'fields',
      variant: { ...variant, count: 2 },
      fields: [{ index: 0, name: '0', ty: variable.ty, pat }],
    },
    body: lower.scoped(node, body(node)),
  };
}

/** `e.await` is `match into_future(e) { mut __awaitee => loop { …poll… } }`. */
export function lowerAwait(lower: Lowerer, expr: Of<'await'>, info: ExprInfo, inner: Context): Thir {
  const { meaning } = info;
  const at = lower.start(info.unit, expr.span);
  const end = lower.end(info.unit, expr.span);
  const missing: Ty = { kind: 'unknown', reason: 'what is awaited here is not known' };
  const future = meaning?.kind === 'await' ? meaning.future : missing;
  const scrutinee: Thir = {
    kind: 'call',
    args: [lower.expr(expr.operand, inner)],
    diverges: false,
    ...lower.base(future, at, inner),
  };
  const awaitee: Variable = { name: '__awaitee', hidden: '__awaitee', ty: future, at };
  const arm = lower.node(inner, end, true);
  const node = lower.node({ parent: arm.parent, variables: arm.parent }, end);
  const poll: Thir = { kind: 'call', args: [], diverges: false, ...lower.base(info.ty, at, node) };
  const pat: ThirPat = { kind: 'binding', variable: awaitee, by: 'move', scope: arm.parent };
  return {
    kind: 'match',
    scrutinee,
    arms: [{ scope: arm.parent, pat, body: lower.scoped(node, poll) }],
    ...lower.base(info.ty, at, inner),
  };
}
