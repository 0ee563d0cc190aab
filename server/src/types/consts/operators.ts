import type { BinaryOp } from '../../syntax/bodyAst.ts';
import { commonType } from './ints.ts';
import type { Machine } from './machine.ts';
import { bool, deref, stop, type Value } from './value.ts';

/** A binary operator on evaluated operands; `&&` and `||` are the caller's. */
export function binary(machine: Machine, op: BinaryOp, left: Value, right: Value): Value {
  const a = deref(left);
  const b = deref(right);
  if (a.kind === 'int' && b.kind === 'int') {
    const shift = op === '<<' || op === '>>';
    return machine.ints.binary(op, a.value, b.value, shift ? a.ty : commonType(a.ty, b.ty));
  }
  if (a.kind === 'bool' && b.kind === 'bool') return boolean(op, a.value, b.value);
  if (a.kind === 'char' && b.kind === 'char')
    return machine.ints.binary(op, BigInt(a.value), BigInt(b.value), 'u32');
  if (a.kind === 'float' && b.kind === 'float') return float(op, a.value, b.value);
  if (op === '==') return bool(equal(a, b));
  if (op === '!=') return bool(!equal(a, b));
  return stop(`\`${op}\` on values of these types is not evaluated`);
}

function boolean(op: BinaryOp, a: boolean, b: boolean): Value {
  switch (op) {
    case '&':
      return bool(a && b);
    case '|':
      return bool(a || b);
    case '^':
    case '!=':
      return bool(a !== b);
    case '==':
      return bool(a === b);
    case '<':
      return bool(!a && b);
    case '>':
      return bool(a && !b);
    default:
      return stop(`\`${op}\` on \`bool\` is not evaluated`);
  }
}

function float(op: BinaryOp, a: number, b: number): Value {
  const number = (value: number): Value => ({ kind: 'float', value });
  switch (op) {
    case '+':
      return number(a + b);
    case '-':
      return number(a - b);
    case '*':
      return number(a * b);
    case '/':
      return number(a / b);
    case '%':
      return number(a % b);
    case '<':
      return bool(a < b);
    case '<=':
      return bool(a <= b);
    case '>':
      return bool(a > b);
    case '>=':
      return bool(a >= b);
    case '==':
      return bool(a === b);
    default:
      return bool(a !== b);
  }
}

/** Whether two values are equal, as patterns and derived `PartialEq` have it. */
export function equal(left: Value, right: Value): boolean {
  const a = deref(left);
  const b = deref(right);
  if (a.kind === 'str' && b.kind === 'str') {
    if (a.length !== b.length) return false;
    return a.text !== undefined && b.text !== undefined ? a.text === b.text : stop('a string is not known');
  }
  if ((a.kind === 'tuple' || a.kind === 'array') && b.kind === a.kind)
    return a.cells.length === b.cells.length && a.cells.every((c, i) => equal(c.value, b.cells[i]!.value));
  if (a.kind === 'adt' && b.kind === 'adt') {
    if (a.def !== b.def || a.variant !== b.variant) return false;
    return a.cells.every((c, i) => equal(c.value, b.cells[i]!.value));
  }
  if ('value' in a && 'value' in b && a.kind === b.kind) return a.value === b.value;
  return stop('values of these types are not compared');
}

/** `-x` and `!x`. */
export function unary(machine: Machine, op: '-' | '!', operand: Value): Value {
  const value = deref(operand);
  if (value.kind === 'bool' && op === '!') return bool(!value.value);
  if (value.kind === 'float' && op === '-') return { ...value, value: -value.value };
  if (value.kind !== 'int') return stop(`\`${op}\` on a value of this type is not evaluated`);
  if (op === '-') return machine.ints.typed(-value.value, value.ty, `\`-${value.value}\``);
  // The type of a literal that nothing typed is `i32`.
  const ty = value.ty ?? 'i32';
  return { kind: 'int', value: machine.ints.wrap(~value.value, ty), ty };
}
