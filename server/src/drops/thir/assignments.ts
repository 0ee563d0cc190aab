import type { Kinds } from '../../base/kinds.ts';
import { isUnknown } from '../../base/unknown.ts';
import { destructures } from '../../bodies/infer/exprs/assignees.ts';
import type { ExprInfo } from '../../bodies/typedBody.ts';
import type { Expr } from '../../syntax/bodyAst.ts';
import { partsOf } from '../fieldTypes.ts';
import { borrowed } from './calls.ts';
import { type Lowerer, unit } from './lowerer.ts';
import type { BaseField, BinaryOp, Thir, ThirPat, ThirStatement, Variable } from './model.ts';
import { elementsOf } from './patterns.ts';
import { type Context, childScope, type RegionScope } from './regions.ts';

type Of<K extends Expr['kind']> = Extract<Expr, { kind: K }>;

export function binaryOp(op: string): BinaryOp {
  if (op === '+' || op === '-' || op === '*') return 'arithmetic';
  if (op === '<<' || op === '>>') return 'shift';
  return op === '/' || op === '%' ? 'division' : 'binary';
}

export function lowerCompoundAssign(
  lower: Lowerer,
  expr: Of<'compoundAssign'>,
  info: ExprInfo,
  inner: Context,
): Thir {
  const base = lower.base(unit, lower.start(info.unit, expr.span), inner);
  const left = lower.expr(expr.left, inner);
  const right = lower.expr(expr.right, inner);
  if (info.meaning?.kind !== 'overloaded')
    return { kind: 'assignOp', op: binaryOp(expr.op), left, right, ...base };
  return { kind: 'call', args: [borrowed(lower, expr.left, left, true), right], diverges: false, ...base };
}

/** `a = b`; a pattern on the left is `{ let pattern = b; a = fresh; … }`. */
export function lowerAssign(lower: Lowerer, expr: Of<'assign'>, info: ExprInfo, inner: Context): Thir {
  const base = lower.base(unit, lower.start(info.unit, expr.span), inner);
  const left = lower.strip(expr.left);
  if (!destructures(expr.left) && !destructures(left)) {
    return { kind: 'assign', left: lower.expr(left, inner), right: lower.expr(expr.right, inner), ...base };
  }
  const end = lower.end(info.unit, expr.span);
  const block = lower.node(inner, end);
  const remainder = childScope(block.parent, 'remainder', end);
  const within = { parent: remainder, variables: remainder };
  const init = lower.node(within, end, true);
  const value = lower.expr(expr.right, init);
  const assigned: Assigned[] = [];
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

/** One place that a destructuring assignment writes, and the variable that its value comes out of. */
interface Assigned {
  readonly to: Expr;
  readonly from: Variable;
}

/** The pattern that an assignee expression stands for (`rustc_ast_lowering`'s `destructure_assign`). */
function assigneePattern(lower: Lowerer, given: Expr, scope: RegionScope, assigned: Assigned[]): ThirPat {
  const expr = lower.strip(given);
  const info = lower.info(expr);
  const part = (inner: Expr) => assigneePattern(lower, inner, scope, assigned);
  switch (expr.kind) {
    case 'underscore':
    case 'range':
      return { kind: 'wild' };
    case 'tuple': {
      const types = info.ty.kind === 'tuple' ? info.ty.elements : [];
      const fields = types.map((ty, index) => ({ index, name: String(index), ty }));
      return { kind: 'fields', fields: numbered(lower, expr.elements, fields, part) };
    }
    case 'array': {
      const parts = expr.elements.map((element) => (isRest(lower, element) ? undefined : part(element)));
      return elementsOf(lower, parts, parts.indexOf(undefined), info.ty);
    }
    case 'call':
    case 'struct': {
      const pat = structPattern(lower, expr, info, part);
      if (pat) return pat;
      if (expr.kind === 'call') return placePattern(lower, expr, info, scope, assigned);
      break;
    }
    default:
      expr.kind satisfies
        | Kinds<'literal path paren unary binary assign compoundAssign ref methodCall field'>
        | Kinds<'index repeat cast block if let match loop while for closure return break'>
        | Kinds<'continue try await macro error'>;

      return placePattern(lower, expr, info, scope, assigned);
  }
  lower.giveUp('this destructuring assignment is not understood', lower.start(info.unit, expr.span));
  return { kind: 'wild' };
}

/** A place to be written: its value waits in a variable of the compiler's. */
function placePattern(
  lower: Lowerer,
  to: Expr,
  { ty, unit: source }: ExprInfo,
  scope: RegionScope,
  assigned: Assigned[],
): ThirPat {
  const from: Variable = { name: 'lhs', hidden: 'lhs', ty, at: lower.start(source, to.span) };
  assigned.push({ to, from });
  return { kind: 'binding', variable: from, by: lower.isCopy(ty) ? 'copy' : 'move', scope };
}

/** `W(a, ..)`, `S { a, .. }`: undefined for what names no struct. */
function structPattern(
  lower: Lowerer,
  expr: Of<'call' | 'struct'>,
  { ty, meaning }: ExprInfo,
  part: (inner: Expr) => ThirPat,
): ThirPat | undefined {
  const parts = partsOf(ty, lower.body.env, lower.types);
  if (meaning?.kind !== 'struct' || !parts || isUnknown(parts)) return undefined;
  const variant = parts.variants[meaning.variant];
  if (!variant) return undefined;
  const { index, name } = variant;
  const choice = parts.adt?.kind === 'enum' && { variant: { index, name, count: parts.variants.length } };
  const values = expr.kind === 'call' ? expr.args : expr.fields.map((field) => field.value);
  const fields = values.flatMap((value, k) => {
    const field = variant.fields[meaning.fields[k] ?? -1];
    return field ? [{ ...field, pat: part(value) }] : [];
  });
  return { kind: 'fields', ...choice, fields };
}

/** Parts by their place, where `..` stands for those that are left out. */
function numbered(
  lower: Lowerer,
  parts: readonly Expr[],
  fields: readonly BaseField[],
  inner: (part: Expr) => ThirPat,
): (BaseField & { readonly pat: ThirPat })[] {
  const rest = parts.findIndex((part) => isRest(lower, part));
  return parts.flatMap((part, at) => {
    if (at === rest) return [];
    const field = fields[rest >= 0 && at > rest ? fields.length - (parts.length - at) : at];
    return field ? [{ ...field, pat: inner(part) }] : [];
  });
}

function isRest(lower: Lowerer, part: Expr): boolean {
  const bare = lower.strip(part);
  return bare.kind === 'range' && !bare.start && !bare.end;
}
