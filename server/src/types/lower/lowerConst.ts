import type { Kinds } from '../../base/kinds.ts';
import type { Path } from '../../syntax/ast.ts';
import type { Expr } from '../../syntax/bodyAst.ts';
import { paramByName } from '../items/generics.ts';
import type { Const, Ty } from '../terms/ty.ts';
import { type Lowering, unknownConst } from './lowerCx.ts';

/**
 * A constant in a type: a literal is a value at once, a parameter stays one, everything else waits as an
 * expression with the parameters that it may mention as arguments.
 */
export function lowerConstExpr(at: Lowering, expr: Expr, ty: Ty | undefined): Const {
  const inner = strip(expr);
  switch (inner.kind) {
    case 'literal':
      return literal(at, inner, ty);
    case 'path': {
      const param = singleName(inner.path);
      const known = param === undefined ? undefined : paramByName(at.cx.genericsOf(at.env.owner), param);
      if (known) return { kind: 'constParam', index: known.index, name: known.name };
      return deferred(at, inner, ty);
    }
    case 'underscore': {
      const fresh = at.env.infer?.();
      if (fresh?.kind === 'infer') return { kind: 'constInfer', id: fresh.id };
      return unknownConst('the constant `_` is inferred from a body');
    }
    case 'error':
      return unknownConst(inner.tooDeep ? 'a constant nests too deep' : 'a constant has a syntax error');
    default:
      inner.kind satisfies
        | Kinds<'paren unary binary assign compoundAssign ref call methodCall field index tuple'>
        | Kinds<'array repeat struct range cast block if let match loop while for closure return'>
        | Kinds<'break continue try await macro'>;

      return deferred(at, inner, ty);
  }
}

function literal(at: Lowering, expr: Extract<Expr, { kind: 'literal' }>, ty: Ty | undefined): Const {
  const { value } = expr;
  const typed = ty && { ty };
  switch (value.kind) {
    case 'int':
      return { kind: 'value', value: BigInt(value.digits), ...typed };
    case 'byte':
    case 'char':
      return { kind: 'value', value: BigInt(value.value), ...typed };
    case 'bool':
      return { kind: 'value', value: value.value ? 1n : 0n, ...typed };
    default:
      return deferred(at, expr, ty);
  }
}

function deferred(at: Lowering, expr: Expr, ty: Ty | undefined): Const {
  const { cx, env } = at;
  const args = cx.identityArgs(env.owner);
  return { kind: 'unevaluated', def: env.owner, args, expr: { expr, unit: env.unit, ...(ty && { ty }) } };
}

/** Takes off parentheses and the braces of `{ N }`. */
function strip(expr: Expr): Expr {
  if (expr.kind === 'paren') return strip(expr.inner);
  if (expr.kind === 'block' && expr.flavor === 'plain' && !expr.label && expr.block.tail) {
    if (expr.block.statements.length === 0) return strip(expr.block.tail);
  }
  return expr;
}

/** The name of a path that is one bare identifier. */
export function singleName(path: Path): string | undefined {
  const only = path.segments[0];
  if (path.global || path.qself || path.segments.length !== 1 || !only || only.args || only.crate)
    return undefined;
  return only.name.text;
}
