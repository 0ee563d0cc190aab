// What binds loosest in Rust and not so in the parser's grammar: the values of `break` and the ends of ranges.

import type { Span } from '../ast.ts';
import type { Expr } from '../bodyAst.ts';

type Of<K extends Expr['kind']> = Extract<Expr, { kind: K }>;

/**
 * `break 'a &x as T + y`, which the grammar takes for `(break 'a) & (x as T + y)`; `at` is where the operator stands.
 * What follows a `break` with a value belongs to the value.
 */
export function breakAround(binary: Of<'binary'>, jump: Of<'break'>, at: number): Of<'break'> | undefined {
  const { op, right: operand, span: whole } = binary;
  if (jump.value) {
    const span = { start: jump.value.span.start, end: operand.span.end };
    return { ...jump, value: { ...binary, left: jump.value, span }, span: whole };
  }
  const value = prefixedFirst(op, operand, at);
  return value && { ...jump, value, span: whole };
}

/** The operand that stands first in an expression gets what was taken for a binary operator: it binds tighter than all. */
function prefixedFirst(op: Of<'binary'>['op'], operand: Expr, at: number): Expr | undefined {
  const span = { start: at, end: operand.span.end };
  if (operand.kind === 'binary') {
    const left = prefixedFirst(op, operand.left, at);
    return left && { ...operand, left, span };
  }
  if (operand.kind === 'cast') {
    const inner = prefixedFirst(op, operand.operand, at);
    return inner && { ...operand, operand: inner, span };
  }
  return prefixed(op, operand, span);
}

/** `|a| x = f(a)`, which the grammar takes for `(|a| x) = f(a)`. */
export function closureAround(assign: Of<'assign'>): Expr {
  const { left, right } = assign;
  if (left.kind !== 'closure') return assign;
  const span = { start: left.body.span.start, end: right.span.end };
  return { ...left, body: closureAround({ ...assign, left: left.body, span }), span: assign.span };
}

/** `break (a, b)`, which the grammar takes for a call of `break`. */
export function breakWith(jump: Of<'break'>, args: readonly Expr[], comma: boolean, span: Span): Expr {
  const [only] = args;
  const isTuple = !only || args.length > 1 || comma;
  const value: Expr = isTuple
    ? { kind: 'tuple', elements: args, span }
    : { kind: 'paren', inner: only, span };
  return { ...jump, value, span: { start: jump.span.start, end: span.end } };
}

/** `0..*n + 1`, which the grammar takes for `((0..) * n) + 1`; `at` is where the operator stands. */
export function rangeAround(binary: Of<'binary'>, range: Of<'range'>, at: number): Expr {
  const { op, right: operand } = binary;
  const span = { start: range.end?.span.start ?? at, end: operand.span.end };
  const end: Expr | undefined = range.end
    ? { ...binary, left: range.end, span }
    : prefixed(op, operand, span);
  return end ? { ...range, end, span: binary.span } : binary;
}

/** An operand with what was taken for a binary operator in front of it. */
function prefixed(op: Of<'binary'>['op'], operand: Expr, span: Span): Expr | undefined {
  if (op === '&') return { kind: 'ref', mutable: false, raw: false, operand, span };
  return op === '*' || op === '-' ? { kind: 'unary', op, operand, span } : undefined;
}
