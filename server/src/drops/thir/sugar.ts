import type { ExprInfo } from '../../bodies/typedBody.ts';
import type { Expr } from '../../syntax/bodyAst.ts';
import type { Ty } from '../../types/terms/ty.ts';
import type { SourcePos } from '../mir/model.ts';
import { borrowOf } from './control.ts';
import { type Lowerer, never, unit } from './lowerer.ts';
import type { Thir, ThirArm, ThirPat, ThirStatement, Variable } from './model.ts';
import type { Context } from './regions.ts';

type Of<K extends Expr['kind']> = Extract<Expr, { kind: K }>;

/** `e?` is `match branch(e) { Continue(v) => v, Break(r) => return from_residual(r) }`. */
export function lowerTry(lower: Lowerer, expr: Of<'try'>, info: ExprInfo, inner: Context): Thir {
  const { meaning } = info;
  const at = lower.start(info.unit, expr.span);
  const question = lower.pos(info.unit, expr.question);
  const end = lower.end(info.unit, expr.span);
  const missing: Ty = { kind: 'unknown', reason: 'what this `?` is applied to is not known' };
  const { output, residual } = meaning?.kind === 'try' ? meaning : { output: missing, residual: missing };
  const flow = lower.stdTy('core::ops::ControlFlow', [residual, output], at);
  const branch = lower.node(inner, end);
  const scrutinee = lower.scoped(branch, {
    kind: 'call',
    args: [lower.expr(expr.operand, branch)],
    diverges: false,
    ...lower.base(flow, at, branch),
  });
  const value = hidden('val', output, question);
  const rest = hidden('residual', residual, question);
  const early = (cx: Context): Thir => {
    const call = lower.node(cx, question);
    const value = lower.scoped(call, {
      kind: 'call',
      args: [read(lower, rest, call)],
      diverges: false,
      ...lower.base(lower.body.returnTy, question, call),
    });
    return { kind: 'jump', jump: '?', pos: question, value, ...lower.base(never, question, cx) };
  };
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
  const into = lower.node(inner, end);
  const scrutinee = lower.scoped(into, {
    kind: 'call',
    args: [lower.expr(expr.operand, into)],
    diverges: false,
    ...lower.base(future, at, into),
  });
  const awaitee: Variable = { name: '__awaitee', hidden: '__awaitee', ty: future, at };
  const arm = lower.node(inner, end, true);
  const node = lower.node({ parent: arm.parent, variables: arm.parent }, end);
  const keyword = lower.pos(info.unit, expr.span.end - 'await'.length);
  const loop = pollLoop(lower, awaitee, { ty: info.ty, at, end, keyword }, node);
  const poll: Thir = { kind: 'poll', loop, ...lower.base(info.ty, at, node) };
  const pat: ThirPat = { kind: 'binding', variable: awaitee, by: 'move', scope: arm.parent };
  return {
    kind: 'match',
    scrutinee,
    arms: [{ scope: arm.parent, pat, body: lower.scoped(node, poll) }],
    ...lower.base(info.ty, at, inner),
  };
}

/** An `.await`: what it gives, where it starts and ends, and where the keyword stands. */
interface Await {
  readonly ty: Ty;
  readonly at: SourcePos;
  readonly end: SourcePos;
  readonly keyword: SourcePos;
}

/** `loop { match poll(new_unchecked(&mut awaitee), get_context(task_context)) { Ready(r) => break r, Pending => {} } task_context = yield () }` */
function pollLoop(lower: Lowerer, awaitee: Variable, { ty, at, end, keyword }: Await, cx: Context): Thir {
  const target = {};
  const block = lower.node(cx, end, true);
  const within: Context = { parent: block.parent, variables: block.parent };
  const first = lower.node(within, end, true);
  const node = lower.node(first, end);
  const polling = lower.node(node, end);
  const call = (of: Ty, cx: Context, ...args: Thir[]): Thir =>
    lower.scoped(cx, { kind: 'call', args, diverges: false, ...lower.base(of, at, cx) });
  const newPin = lower.node(polling, end);
  const pointer = borrowOf(read(lower, awaitee, newPin), true);
  const pinned = call(lower.stdTy('core::pin::Pin', [pointer.ty], at), newPin, pointer);
  const getContext = lower.node(polling, end);
  const context = call(lower.taskContext.ty, getContext, read(lower, lower.taskContext, getContext));
  const result = hidden('result', ty, at);
  const ready = armOf(lower, node, end, { index: 0, name: 'Ready' }, result, (inner) => ({
    kind: 'jump',
    jump: 'exhausted',
    target,
    pos: end,
    value: read(lower, result, inner),
    ...lower.base(never, at, inner),
  }));
  const statements: ThirStatement[] = [
    {
      kind: 'expr',
      scope: first.parent,
      expr: lower.scoped(node, {
        kind: 'match',
        scrutinee: call(lower.stdTy('core::task::Poll', [ty], at), polling, pinned, context),
        arms: [ready, pendingArm(lower, node, at, end)],
        ...lower.base(unit, at, node),
      }),
    },
    yieldStatement(lower, within, keyword, end),
  ];
  return lower.scoped(cx, {
    kind: 'loop',
    body: { scope: block.parent, statements, at },
    target,
    ...lower.base(ty, at, cx),
  });
}

function pendingArm(lower: Lowerer, cx: Context, at: SourcePos, end: SourcePos): ThirArm {
  const arm = lower.node(cx, end, true);
  const node = lower.node({ parent: arm.parent, variables: arm.parent }, end);
  const scope = lower.node(node, end).parent;
  const body: Thir = { kind: 'block', block: { scope, statements: [], at }, ...lower.base(unit, at, node) };
  const pat: ThirPat = { kind: 'fields', variant: { index: 1, name: 'Pending', count: 2 }, fields: [] };
  return { scope: arm.parent, pat, body: lower.scoped(node, body) };
}

function yieldStatement(lower: Lowerer, cx: Context, at: SourcePos, end: SourcePos): ThirStatement {
  const statement = lower.node(cx, end, true);
  const node = lower.node(statement, end);
  const right: Thir = { kind: 'yield', ...lower.base(lower.taskContext.ty, at, lower.node(node, end)) };
  const left = read(lower, lower.taskContext, node);
  const assign: Thir = { kind: 'assign', left, right, ...lower.base(unit, at, node) };
  return { kind: 'expr', scope: statement.parent, expr: lower.scoped(node, assign) };
}
