import type { BinaryOp, Expr } from '../../../syntax/bodyAst.ts';
import { UNIT } from '../../../types/lower/lowerCx.ts';
import { displayTy } from '../../../types/terms/displayTy.ts';
import type { Ty } from '../../../types/terms/ty.ts';
import { builtinDeref, derefOf } from '../autoderef.ts';
import type { BodyCx } from '../bodyCx.ts';
import { checkCoerce, checkExpr } from '../check.ts';
import { coerce } from '../coerce.ts';
import { markMutated } from '../places.ts';
import { checkAssignee, destructures } from './assignees.ts';
import { BOOL } from './literals.ts';

type Of<K extends Expr['kind']> = Extract<Expr, { kind: K }>;

/** The trait and method of each operator; the assigning ones have `_assign` and `Assign` behind. */
const TRAITS: Readonly<Partial<Record<BinaryOp, readonly [trait: string, method: string]>>> = {
  '+': ['Add', 'add'],
  '-': ['Sub', 'sub'],
  '*': ['Mul', 'mul'],
  '/': ['Div', 'div'],
  '%': ['Rem', 'rem'],
  '&': ['BitAnd', 'bitand'],
  '|': ['BitOr', 'bitor'],
  '^': ['BitXor', 'bitxor'],
  '<<': ['Shl', 'shl'],
  '>>': ['Shr', 'shr'],
};

const COMPARISONS: Readonly<Partial<Record<BinaryOp, readonly [trait: string, method: string]>>> = {
  '==': ['core::cmp::PartialEq', 'eq'],
  '!=': ['core::cmp::PartialEq', 'ne'],
  '<': ['core::cmp::PartialOrd', 'lt'],
  '<=': ['core::cmp::PartialOrd', 'le'],
  '>': ['core::cmp::PartialOrd', 'gt'],
  '>=': ['core::cmp::PartialOrd', 'ge'],
};

export function checkUnary(cx: BodyCx, expr: Of<'unary'>, expected: Ty | undefined): Ty {
  if (expr.op === '*') return checkDeref(cx, expr);
  const operand = cx.structurally(checkExpr(cx, expr.operand, expected));
  if (operand.kind === 'unknown' || isNumber(operand) || (operand.kind === 'bool' && expr.op === '!'))
    return operand;
  if (operand.kind === 'infer')
    return cx.gap(expr.operand.span, 'the type of an operand is not inferred yet');
  const [path, method] = expr.op === '-' ? ['Neg', 'neg'] : ['Not', 'not'];
  return throughTrait(cx, expr, `core::ops::${path}`, method!, [operand]);
}

function checkDeref(cx: BodyCx, expr: Of<'unary'>): Ty {
  const operand = cx.structurally(checkExpr(cx, expr.operand));
  cx.draft(expr).place = true;
  if (operand.kind === 'unknown') return operand;
  const builtin = builtinDeref(cx, operand, true);
  if (builtin) return cx.structurally(builtin);
  const found = derefOf(cx, operand);
  const trait = cx.types.stdDef('core::ops::Deref');
  const def = trait && cx.types.members(trait).find((m) => m.name === 'deref');
  if (!found || !def)
    return cx.gap(expr.span, `\`${displayTy(cx.resolve(operand))}\` is not known to be dereferenceable`);
  cx.mean(expr, { kind: 'overloaded', callee: { def, args: [operand] }, borrows: 'ref' });
  return cx.structurally(found.ty);
}

function isNumber(ty: Ty): boolean {
  return ty.kind === 'int' || ty.kind === 'float' || (ty.kind === 'infer' && ty.of !== 'any');
}

function isInteger(ty: Ty): boolean {
  return ty.kind === 'int' || (ty.kind === 'infer' && ty.of === 'int');
}

/** Behind one reference: `1.0 + &x` is the language's own too as far as types go. */
function behindRef(cx: BodyCx, ty: Ty): Ty {
  const at = cx.structurally(ty);
  return at.kind === 'ref' ? cx.structurally(at.inner) : at;
}

/** Whether the language itself defines an operator for operands of these types (rustc's `is_builtin_binop`). */
function isBuiltin(op: BinaryOp, a: Ty, b: Ty): boolean {
  const sameNumbers = isNumber(a) && isNumber(b) && isInteger(a) === isInteger(b);
  switch (op) {
    case '<<':
    case '>>':
      return isInteger(a) && isInteger(b);
    case '&':
    case '|':
    case '^':
      return (isInteger(a) && isInteger(b)) || (a.kind === 'bool' && b.kind === 'bool');
    default:
      return sameNumbers;
  }
}

export function checkBinary(cx: BodyCx, expr: Of<'binary'>): Ty {
  const { op } = expr;
  if (op === '&&' || op === '||') {
    checkCoerce(cx, expr.left, BOOL);
    const before = cx.diverges;
    checkCoerce(cx, expr.right, BOOL);
    cx.diverges = before;
    return BOOL;
  }
  const comparison = COMPARISONS[op];
  if (comparison) return checkComparison(cx, expr, comparison[0], comparison[1]);
  const left = cx.structurally(checkExpr(cx, expr.left));
  const [path, method] = TRAITS[op] ?? ['', ''];
  return operate(cx, expr, op, left, `core::ops::${path}`, method);
}

/** `left op right` for arithmetic and bits. */
function operate(cx: BodyCx, expr: Of<'binary'>, op: BinaryOp, left: Ty, path: string, method: string): Ty {
  const shift = op === '<<' || op === '>>';
  const right = cx.structurally(checkExpr(cx, expr.right));
  if (left.kind === 'unknown' || right.kind === 'unknown') return unknownResult(cx, left, right);
  if (left.kind === 'never') return left;
  const a = behindRef(cx, left);
  const b = behindRef(cx, right);
  if (isBuiltin(op, a, b)) {
    if (!shift) cx.unify(a, b);
    return a;
  }
  return viaTrait(cx, expr, path, method, left, right);
}

function unknownResult(cx: BodyCx, a: Ty, b: Ty): Ty {
  const unknown = a.kind === 'unknown' ? a : b;
  const reason = unknown.kind === 'unknown' ? unknown.reason : '';
  cx.poison(a, reason);
  cx.poison(b, reason);
  return unknown;
}

/** The operator's trait: the right side is coerced to what the one impl that fits takes. */
function viaTrait(cx: BodyCx, expr: Of<'binary'>, path: string, method: string, left: Ty, right: Ty): Ty {
  if (left.kind === 'infer' && left.of === 'any')
    return cx.gap(expr.left.span, 'the type of an operand is not inferred yet');
  const input = cx.fresh();
  const trait = cx.types.stdDef(path);
  if (trait) cx.search.predicate({ kind: 'trait', ref: { trait, args: [left, input] } });
  coerce(cx, expr.right, right, input);
  return throughTrait(cx, expr, path, method, [left, input]);
}

function throughTrait(cx: BodyCx, expr: Expr, path: string, method: string, args: readonly Ty[]): Ty {
  const trait = cx.types.stdDef(path);
  const def = trait && cx.types.members(trait).find((m) => m.name === method);
  if (!trait || !def) return cx.gap(expr.span, `the facts of std have no \`${path}\``);
  if (cx.mayHold({ trait, args }).match === 'no') {
    const shown = args.map((arg) => `\`${displayTy(cx.resolve(arg))}\``).join(' and ');
    return cx.gap(expr.span, `\`${trait.name}\` is not known to be implemented for ${shown}`);
  }
  cx.requireTrait(trait, args);
  cx.mean(expr, { kind: 'overloaded', callee: { def, args }, borrows: 'none' });
  return cx.structurally(cx.norm({ kind: 'projection', trait, name: 'Output', args }));
}

function checkComparison(cx: BodyCx, expr: Of<'binary'>, path: string, method: string): Ty {
  const left = cx.structurally(checkExpr(cx, expr.left));
  const trait = cx.types.stdDef(path);
  const input = cx.fresh();
  // What the left side can be compared with is expected of the right side: `name == Some(x)`.
  if (trait && (left.kind === 'adt' || left.kind === 'ref' || left.kind === 'tuple'))
    cx.search.predicate({ kind: 'trait', ref: { trait, args: [left, input] } });
  const right = cx.structurally(checkExpr(cx, expr.right, input));
  if (left.kind === 'unknown' || right.kind === 'unknown') {
    unknownResult(cx, left, right);
    return BOOL;
  }
  const builtin =
    (isNumber(left) && isNumber(right)) ||
    (left.kind === right.kind && (left.kind === 'bool' || left.kind === 'char'));
  if (builtin) {
    cx.unify(left, right);
    return BOOL;
  }
  const def = trait && cx.types.members(trait).find((m) => m.name === method);
  if (!trait || !def) return BOOL;
  cx.search.predicate({ kind: 'trait', ref: { trait, args: [left, input] } });
  coerce(cx, expr.right, right, input);
  cx.requireTrait(trait, [left, input]);
  cx.mean(expr, { kind: 'overloaded', callee: { def, args: [left, input] }, borrows: 'ref' });
  return BOOL;
}

/** `place = value`, also with a pattern of places (`(a, _) = f()`) on the left. */
export function checkAssign(cx: BodyCx, expr: Of<'assign'>): Ty {
  if (destructures(expr.left)) {
    checkAssignee(cx, expr.left, checkExpr(cx, expr.right));
    return UNIT;
  }
  const left = checkExpr(cx, expr.left);
  markMutated(cx, expr.left);
  checkCoerce(cx, expr.right, left);
  return UNIT;
}

export function checkCompoundAssign(cx: BodyCx, expr: Of<'compoundAssign'>): Ty {
  const left = cx.structurally(checkExpr(cx, expr.left));
  markMutated(cx, expr.left);
  const shift = expr.op === '<<' || expr.op === '>>';
  const right = cx.structurally(checkExpr(cx, expr.right));
  if (left.kind === 'unknown' || right.kind === 'unknown') {
    unknownResult(cx, left, right);
    return UNIT;
  }
  const b = behindRef(cx, right);
  if (isBuiltin(expr.op, left, b)) {
    if (!shift) cx.unify(left, b);
    return UNIT;
  }
  const [path, method] = TRAITS[expr.op] ?? ['', ''];
  assignThroughTrait(cx, expr, `core::ops::${path}Assign`, `${method}_assign`, left, right);
  return UNIT;
}

function assignThroughTrait(
  cx: BodyCx,
  expr: Of<'compoundAssign'>,
  path: string,
  method: string,
  left: Ty,
  right: Ty,
): void {
  const trait = cx.types.stdDef(path);
  const def = trait && cx.types.members(trait).find((m) => m.name === method);
  if (!trait || !def || left.kind === 'infer') return;
  const input = cx.fresh();
  cx.search.predicate({ kind: 'trait', ref: { trait, args: [left, input] } });
  coerce(cx, expr.right, right, input);
  cx.requireTrait(trait, [left, input]);
  cx.mean(expr, { kind: 'overloaded', callee: { def, args: [left, input] }, borrows: 'refMut' });
}
