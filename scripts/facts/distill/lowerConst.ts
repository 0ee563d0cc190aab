import type { RawConst, RawTy } from '../../../server/src/facts/encoding.ts';

const INTEGER =
  /^(-?)(0x[\da-fA-F][\da-fA-F_]*|0b[01][01_]*|0o[0-7][0-7_]*|\d[\d_]*)(?:_?[iu](?:8|16|32|64|128|size))?$/;

/** The value of rustdoc's text for an evaluated constant as a decimal string: `1_024i32`, `true`, `'\u{1}'`. */
export function parseValue(text: string): string | undefined {
  const integer = INTEGER.exec(text.trim());
  if (integer?.[2]) {
    const value = BigInt(integer[2].replaceAll('_', ''));
    return String(integer[1] ? -value : value);
  }
  if (text === 'true') return '1';
  if (text === 'false') return '0';
  return parseChar(text);
}

const ESCAPES: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, '0': 0, "'": 39, '"': 34, '\\': 92 };

function parseChar(text: string): string | undefined {
  const content = /^'([\s\S]+)'$/.exec(text)?.[1];
  if (content === undefined) return undefined;
  const unicode = /^\\u\{?([\da-fA-F]+)\}?$/.exec(content) ?? /^\\x([\da-fA-F]{2})$/.exec(content);
  if (unicode?.[1]) return String(Number.parseInt(unicode[1], 16));
  if (content.startsWith('\\')) {
    const code = ESCAPES[content.slice(1)];
    return code === undefined ? undefined : String(code);
  }
  return [...content].length === 1 ? String(content.codePointAt(0)) : undefined;
}

/** An array length or const argument: a number, a parameter, or an expression over parameters. */
export function lowerLength(text: string, scope: { params: ReadonlyMap<string, number> }): RawConst {
  const value = parseValue(text);
  if (value !== undefined) return [16, value];
  const name = text.replace(/^\{\s*(\w+)\s*\}$/, '$1');
  const index = scope.params.get(name);
  return index === undefined ? [18, text] : [17, index, name];
}

/** Bits of a primitive's value; those of `usize` and `isize` are the target's. */
function bitsOf(name: string, pointerBits: number): number {
  if (name === 'char') return 32;
  if (name.endsWith('size')) return pointerBits;
  return Number(name.slice(1));
}

/**
 * A pattern type's ranges as unsigned bit patterns, both ends inclusive (rustc's `PatternKind`): `1..=`,
 * `0..=999999999`, `(..=0 | 1..=)`, `'\u{1}'..`; `!null` is everything but zero.
 *
 * rustdoc prints an exclusive end as if it were inclusive: `..0 | 1..` comes as `(..=0 | 1..=)`, and
 * `0..u32::MAX` as `0..=u32::MAX`. Both give themselves away: the end of a piece in front of another is
 * exclusive (the pieces would touch otherwise), and so is one that would leave no value out.
 */
export function lowerPattern(base: RawTy, pattern: string, pointerBits: number): RawTy {
  if (pattern === '!null') return [13, base, '1', 'max'];
  if (typeof base !== 'string') return [15, `a pattern type \`${pattern}\` on a type that isn't primitive`];
  const bits = bitsOf(base, pointerBits);
  const parts = pattern.replace(/^\(|\)$/g, '').split('|');
  const ranges: string[] = [];
  for (const [i, part] of parts.entries()) {
    const range = lowerRange(part.trim(), base, bits);
    if (!range) return [15, `the pattern \`${pattern}\` of a pattern type could not be read`];
    const [start, end] = range;
    const isWhole = BigInt.asUintN(bits, end - start) === (1n << BigInt(bits)) - 1n;
    const last = i < parts.length - 1 || isWhole ? BigInt.asUintN(bits, end - 1n) : end;
    ranges.push(String(start), String(last));
  }
  return [13, base, ...ranges];
}

function lowerRange(text: string, base: string, bits: number): [bigint, bigint] | undefined {
  const ends = /^(.*?)\.\.(=?)(.*)$/s.exec(text);
  if (!ends) return undefined;
  const [, low = '', inclusive, high = ''] = ends;
  const signed = base.startsWith('i');
  const min = signed ? -(1n << BigInt(bits - 1)) : 0n;
  const max = base === 'char' ? 0x10ffffn : (1n << BigInt(signed ? bits - 1 : bits)) - 1n;
  const start = low.trim() === '' ? min : endValue(low.trim(), max);
  const end = high.trim() === '' ? max : endValue(high.trim(), max);
  if (start === undefined || end === undefined) return undefined;
  const last = high.trim() === '' || inclusive ? end : end - 1n;
  return [BigInt.asUintN(bits, start), BigInt.asUintN(bits, last)];
}

/** A literal, `u32::MAX`, or core's own name for half of the address space. */
function endValue(text: string, max: bigint): bigint | undefined {
  const value = parseValue(text);
  if (value !== undefined) return BigInt(value);
  if (/^[iu]\w+::MAX$/.test(text)) return max;
  return text === 'HALF_USIZE' ? max >> 1n : undefined;
}
