import type { Literal } from '../syntax/bodyAst.ts';
import { bool, int, string, UNKNOWN, type Value } from './values.ts';

/** The value of a literal. */
export function literal(value: Literal): Value {
  switch (value.kind) {
    case 'int':
      return int(BigInt(value.digits));
    case 'bool':
      return bool(value.value);
    case 'str':
    case 'byteStr':
      return string(value.value);
    case 'char':
      return { kind: 'char', value: String.fromCodePoint(value.value) };
    case 'byte':
      return int(value.value);
    default:
      return UNKNOWN;
  }
}

/** What values are ordered by, where they are. */
export function literalValue(value: Value): bigint | string | undefined {
  switch (value.kind) {
    case 'int':
    case 'string':
    case 'char':
      return value.value;
    default:
      return undefined;
  }
}
