import type { Expr } from '../../syntax/bodyAst.ts';
import { isIntName } from '../items/repr.ts';
import type { Ty } from '../terms/ty.ts';
import type { Frame, Machine } from './machine.ts';
import { bool, cell, int, intNameOf, type Value } from './value.ts';

/** The value of a literal. A number without suffix takes the type of its place, or none yet. */
export function literal(
  machine: Machine,
  expr: Extract<Expr, { kind: 'literal' }>,
  _frame: Frame,
  expected: Ty | undefined,
): Value {
  const { value } = expr;
  switch (value.kind) {
    case 'int': {
      if (value.suffix === 'f32' || value.suffix === 'f64' || (expected?.kind === 'float' && !value.suffix))
        return { kind: 'float', value: Number(value.digits) };
      const ty = value.suffix !== undefined && isIntName(value.suffix) ? value.suffix : intNameOf(expected);
      return machine.ints.typed(BigInt(value.digits), ty, `\`${value.digits}\``);
    }
    case 'float':
      return { kind: 'float', value: Number(value.text.replaceAll('_', '').replace(/f(16|32|64|128)$/, '')) };
    case 'bool':
      return bool(value.value);
    case 'char':
      return { kind: 'char', value: value.value };
    case 'byte':
      return int(BigInt(value.value), 'u8');
    case 'str':
      return { kind: 'str', text: value.value, length: utf8Length(value.value) };
    case 'byteStr':
      return { kind: 'ref', cell: cell(byteArray(value.value)) };
    case 'cStr':
      return { kind: 'opaqueArray', length: 0n };
  }
}

/** Of a long byte string nobody looks at single bytes but at its length. */
const MAX_BYTES = 4096;

function byteArray(text: string): Value {
  if (text.length > MAX_BYTES) return { kind: 'opaqueArray', length: BigInt(text.length) };
  const cells = Array.from({ length: text.length }, (_, i) => cell(int(BigInt(text.charCodeAt(i)), 'u8')));
  return { kind: 'array', cells };
}

/** Bytes of a string in UTF-8. */
export function utf8Length(text: string): bigint {
  let bytes = 0;
  for (const char of text) {
    const code = char.codePointAt(0)!;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return BigInt(bytes);
}

/** The bytes of a string in UTF-8. */
export function utf8Bytes(text: string): readonly bigint[] {
  const out: bigint[] = [];
  for (const char of text) {
    const code = char.codePointAt(0)!;
    if (code < 0x80) out.push(BigInt(code));
    else if (code < 0x800) out.push(BigInt(0xc0 | (code >> 6)), tail(code, 0));
    else if (code < 0x10000) out.push(BigInt(0xe0 | (code >> 12)), tail(code, 6), tail(code, 0));
    else out.push(BigInt(0xf0 | (code >> 18)), tail(code, 12), tail(code, 6), tail(code, 0));
  }
  return out;
}

function tail(code: number, shift: number): bigint {
  return BigInt(0x80 | ((code >> shift) & 0x3f));
}
