import { isUnknown } from '../../base/unknown.ts';
import type { ExprInfo } from '../../bodies/typedBody.ts';
import type { Expr } from '../../syntax/bodyAst.ts';
import type { Ty } from '../../types/terms/ty.ts';
import { partsOf } from '../fieldTypes.ts';
import { borrowed } from './calls.ts';
import { type Lowerer, unit } from './lowerer.ts';
import type { Thir, ThirPat, ThirStatement, Variable } from './model.ts';
import { type Context, childScope } from './regions.ts';

type Of<K extends Expr['kind']> = Extract<Expr, { kind: K }>;

export function lowerCompoundAssign(
  lower: Lowerer,
  expr: Of<'compoundAssign'>,
  info: ExprInfo,
  inner: Context,
): Thir {
  const base = lower.base(unit, lower.start(info.unit, expr.span), inner);
  const left = lower.expr(expr.left, inner);
  const right = lower.expr(expr.right, inner);
  if (info.meaning?.kind !== 'overloaded') return { kind: 'assignOp', left, right, ...base };
  return { kind: 'call', args: [borrowed(lower, expr.left, left, true), right], diverges: false, ...base };
}

/** `a = b`; a pattern on the left is `{ let pattern = b; a = fresh; … }`. */
export function lowerAssign(lower: Lowerer, expr: Of<'assign'>, info: ExprInfo, inner: Context): Thir {
  const base = lower.base(unit, lower.start(info.unit, expr.span), inner);
  const left = lower.strip(expr.left);
  if (!destructures(left)) {
    return { kind: 'assign', left: lower.expr(left, inner), right: lower.expr(expr.right, inner), ...base };
  }
  const end = lower.end(info.unit, expr.span);
  const block = lower.node(inner, end);
  const remainder = childScope(block.parent, 'remainder', end);
  const within = { parent: remainder, variables: remainder };
  const init = lower.node(within, end, true);
  const value = lower.expr(expr.right, init);
  const assigned: { readonly to: Expr; readonly from: Variable }[] = [];
  const pat = assigneePattern(lower, left, remainder, assigned);
  const statements: ThirStatement[] = [{ kind: 'let', remainder, init: init.parent, pat, value }];
  for (const { to, from } of assigned) {
    const statement = lower.node(within, lower.end(info.unit, to.span), true);
    const node = lower.node(statement, lower.end(info.unit, to.span));
    const right: Thir = { kind: 'variable', variable: from, ...lower.base(from.ty, from.at, node) };
    const assign: Thir = {
      kind: 'assign',
      left: lower.expr(to, node),
      right,
      ...lower.base(unit, from.at, node),
    };
    statements.push({ kind: 'expr', scope: statement.parent, expr: lower.scoped(node, assign) });
  }
  return { kind: 'block', block: { scope: block.parent, statements, at: base.at }, ...base };
}

function destructures(left: Expr): boolean {
  return ['tuple', 'array', 'struct', 'underscore', 'call'].includes(left.kind);
}

function assigneePattern(
  lower: Lowerer,
  given: Expr,
  scope: ReturnType<typeof childScope>,
  assigned: { readonly to: Expr; readonly from: Variable }[],
): ThirPat {
  const expr = lower.strip(given);
  const { ty, unit: source } = lower.info(expr);
  const at = lower.start(source, expr.span);
  const field = (part: Expr, index: number, name: string, fieldTy: Ty) => ({
    index,
    name,
    ty: fieldTy,
    pat: assigneePattern(lower, part, scope, assigned),
  });
  switch (expr.kind) {
    case 'underscore':
      return { kind: 'wild' };
    case 'range':
      return { kind: 'wild' };
    case 'tuple':
      return {
        kind: 'fields',
        fields: expr.elements.map((part, k) => field(part, k, String(k), lower.info(lower.strip(part)).ty)),
      };
    case 'array': {
      const elements = expr.elements.map((part, index) => ({
        index,
        ty: lower.info(lower.strip(part)).ty,
        pat: assigneePattern(lower, part, scope, assigned),
      }));
      return { kind: 'elements', test: false, elements };
    }
    case 'struct': {
      const { meaning } = lower.info(expr);
      const parts = partsOf(ty, lower.body.env, lower.types);
      if (meaning?.kind !== 'struct' || !parts || isUnknown(parts)) break;
      const fields = expr.fields.map((f, k) => {
        const index = meaning.fields[k] ?? k;
        return field(f.value, index, f.name.text, parts.variants[0]?.fields[index]?.ty ?? ty);
      });
      return { kind: 'fields', fields };
    }
    case 'call':
      break;
    default: {
      const from: Variable = { name: 'lhs', hidden: 'lhs', ty, at };
      assigned.push({ to: expr, from });
      return { kind: 'binding', variable: from, by: lower.isCopy(ty) ? 'copy' : 'move', scope };
    }
  }
  lower.giveUp('this destructuring assignment is not understood', at);
  return { kind: 'wild' };
}
