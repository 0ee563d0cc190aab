import type { BinaryOp } from '../../syntax/bodyAst.ts';
import type { IntName } from '../terms/ty.ts';
import { bool, stop, type Value } from './value.ts';

/** Integer arithmetic as constants have it: what overflows is an error (Reference, "Constant evaluation"). */
export class Integers {
  /** Bits of `usize` and `isize` on the target. */
  readonly pointerBits: number;

  constructor(pointerBits: number) {
    this.pointerBits = pointerBits;
  }

  bits(ty: IntName): number {
    const digits = ty.slice(1);
    return digits === 'size' ? this.pointerBits : Number(digits);
  }

  signed(ty: IntName): boolean {
    return ty[0] === 'i';
  }

  min(ty: IntName): bigint {
    return this.signed(ty) ? -(1n << BigInt(this.bits(ty) - 1)) : 0n;
  }

  max(ty: IntName): bigint {
    return (1n << BigInt(this.bits(ty) - (this.signed(ty) ? 1 : 0))) - 1n;
  }

  fits(value: bigint, ty: IntName): boolean {
    return value >= this.min(ty) && value <= this.max(ty);
  }

  /** The value with the same low bits. */
  wrap(value: bigint, ty: IntName): bigint {
    const bits = this.bits(ty);
    return this.signed(ty) ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value);
  }

  /** The value as an integer of a type, which it must fit. */
  typed(value: bigint, ty: IntName | undefined, what: string): Value {
    if (ty === undefined) return { kind: 'int', value };
    if (!this.fits(value, ty)) stop(`${what} overflows \`${ty}\``);
    return { kind: 'int', value, ty };
  }

  /** A binary operator on two integers; `ty` is undefined where both are untyped literals. */
  binary(op: BinaryOp, a: bigint, b: bigint, ty: IntName | undefined): Value {
    switch (op) {
      case '==':
        return bool(a === b);
      case '!=':
        return bool(a !== b);
      case '<':
        return bool(a < b);
      case '<=':
        return bool(a <= b);
      case '>':
        return bool(a > b);
      case '>=':
        return bool(a >= b);
      default:
        return this.typed(this.arithmetic(op, a, b, ty), ty, `\`${a} ${op} ${b}\``);
    }
  }

  arithmetic(op: BinaryOp, a: bigint, b: bigint, ty: IntName | undefined): bigint {
    switch (op) {
      case '+':
        return a + b;
      case '-':
        return a - b;
      case '*':
        return a * b;
      case '/':
        return b === 0n ? stop('a constant divides by zero') : a / b;
      case '%':
        return b === 0n ? stop('a constant divides by zero') : a % b;
      case '&':
        return a & b;
      case '|':
        return a | b;
      case '^':
        return a ^ b;
      case '<<':
      case '>>':
        return this.shift(op, a, b, ty);
      default:
        return stop(`\`${op}\` is not for integers`);
    }
  }

  shift(op: '<<' | '>>', a: bigint, by: bigint, ty: IntName | undefined): bigint {
    const width = ty === undefined ? 128 : this.bits(ty);
    if (by < 0n || by >= BigInt(width)) stop(`a constant shifts by ${by} bits`);
    if (op === '>>') return a >> by;
    // What is shifted out on the left is lost, without an error.
    return ty === undefined ? a << by : this.wrap(a << by, ty);
  }
}

/** The type of an operation on two integers: the one that is typed decides. */
export function commonType(a: IntName | undefined, b: IntName | undefined): IntName | undefined {
  if (a !== undefined && b !== undefined && a !== b) stop(`\`${a}\` meets \`${b}\``);
  return a ?? b;
}
