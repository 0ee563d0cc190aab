import type { Expr } from '../syntax/bodyAst.ts';
import { literalValue } from './literals.ts';
import type { ScriptRun } from './scriptRun.ts';
import { bool, equal, int, string, UNKNOWN, type Value } from './values.ts';

export function unaryOperation(op: '-' | '!' | '*', operand: Value): Value {
  if (op === '*') return operand;
  if (op === '!') return operand.kind === 'bool' ? bool(!operand.value) : UNKNOWN;
  return operand.kind === 'int' ? int(-operand.value) : UNKNOWN;
}

/** `a && b` and `a || b` look at `b` only where `a` leaves it open. */
export function binaryOperation(run: ScriptRun, expr: Extract<Expr, { kind: 'binary' }>): Value {
  const left = run.expr(expr.left);
  if (expr.op === '&&' || expr.op === '||') return logical(run, expr, left);
  const right = run.expr(expr.right);
  if (left.kind === 'string' && right.kind === 'string') run.make(right.value.length);
  return comparison(expr.op, left, right) ?? arithmetic(expr.op, left, right);
}

function logical(run: ScriptRun, expr: Extract<Expr, { kind: 'binary' }>, left: Value): Value {
  const decisive = expr.op === '||';
  if (left.kind === 'bool') return left.value === decisive ? left : run.expr(expr.right);
  let right: Value = UNKNOWN;
  run.perhaps(() => {
    right = run.expr(expr.right);
    return right;
  });
  // Kleene: `unknown && false` is false.
  const known = right as Value;
  return known.kind === 'bool' && known.value === decisive ? known : UNKNOWN;
}

function comparison(op: string, left: Value, right: Value): Value | undefined {
  if (op === '==' || op === '!=') {
    const same = equal(left, right);
    return same === undefined ? UNKNOWN : bool(same === (op === '=='));
  }
  const order = compare(left, right);
  const tests: Readonly<Record<string, (order: number) => boolean>> = {
    '<': (o) => o < 0,
    '<=': (o) => o <= 0,
    '>': (o) => o > 0,
    '>=': (o) => o >= 0,
  };
  const test = tests[op];
  if (!test) return undefined;
  return order === undefined ? UNKNOWN : bool(test(order));
}

/** The order of two values (tuples and lists by their parts), or undefined. */
export function compare(left: Value, right: Value): number | undefined {
  if ('items' in left && 'items' in right && left.kind === right.kind) {
    for (let i = 0; i < Math.min(left.items.length, right.items.length); i++) {
      const order = compare(left.items[i]!, right.items[i]!);
      if (order !== 0) return order;
    }
    return left.items.length - right.items.length;
  }
  if (left.kind === 'struct' && right.kind === 'struct') {
    return compare(
      { kind: 'tuple', items: [...left.fields.values()] },
      { kind: 'tuple', items: [...right.fields.values()] },
    );
  }
  const a = literalValue(left);
  const b = literalValue(right);
  if (a === undefined || b === undefined || typeof a !== typeof b) return undefined;
  return a < b ? -1 : a > b ? 1 : 0;
}

function arithmetic(op: string, left: Value, right: Value): Value {
  if (op === '+' && left.kind === 'string' && right.kind === 'string')
    return string(left.value + right.value);
  if (left.kind === 'bool' && right.kind === 'bool') {
    if (op === '&') return bool(left.value && right.value);
    if (op === '|') return bool(left.value || right.value);
    return op === '^' ? bool(left.value !== right.value) : UNKNOWN;
  }
  if (left.kind !== 'int' || right.kind !== 'int') return UNKNOWN;
  const [a, b] = [left.value, right.value];
  switch (op) {
    case '+':
      return int(a + b);
    case '-':
      return int(a - b);
    case '*':
      return int(a * b);
    case '/':
      return b === 0n ? UNKNOWN : int(a / b);
    case '%':
      return b === 0n ? UNKNOWN : int(a % b);
    default:
      return UNKNOWN;
  }
}
