// What binds loosest in Rust and not so in the parser's grammar: the values of `break` and the ends of ranges.

import type { Span } from '../ast.ts';
import type { Expr } from '../bodyAst.ts';

type Of<K extends Expr['kind']> = Extract<Expr, { kind: K }>;

/** `break 'a &x`, which the grammar takes for `(break 'a) & x`; `at` is where the operator stands. */
export function breakAround(
  { op, right: operand, span: whole }: Of<'binary'>,
  jump: Of<'break'>,
  at: number,
) {
  if (jump.value || operand.kind === 'binary') return undefined;
  const value = prefixed(op, operand, { start: at, end: operand.span.end });
  return value && { ...jump, value, span: whole };
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
