import type { IntName, Ty } from '../../terms/ty.ts';
import type { Integers } from '../ints.ts';
import type { Machine } from '../machine.ts';
import { bool, cell, deref, int, stop, tuple, type Value } from '../value.ts';

type MakeOption = (value: Value | undefined, ty: Ty) => Value;

/** The exact result of an operation, before it is fitted to the type; undefined where there is none. */
type Exact = (a: bigint, b: bigint, ints: Integers, ty: IntName) => bigint | undefined;

const nonZero =
  (op: (a: bigint, b: bigint) => bigint): Exact =>
  (a, b) =>
    b === 0n ? undefined : op(a, b);

function euclid(a: bigint, b: bigint): bigint {
  const rest = a % b;
  return rest < 0n ? rest + (b < 0n ? -b : b) : rest;
}

function power(base: bigint, exponent: bigint): bigint {
  if (exponent > 4096n && base !== 0n && base !== 1n && base !== -1n) return stop('a power is too large');
  return base ** exponent;
}

/** Operations that come as `wrapping_`, `checked_`, `saturating_`, `overflowing_` and some plainly. */
const FAMILIES: ReadonlyMap<string, Exact> = new Map<string, Exact>([
  ['add', (a, b) => a + b],
  ['sub', (a, b) => a - b],
  ['mul', (a, b) => a * b],
  ['div', nonZero((a, b) => a / b)],
  ['rem', nonZero((a, b) => a % b)],
  ['div_euclid', nonZero((a, b) => (a - euclid(a, b)) / b)],
  ['rem_euclid', nonZero(euclid)],
  ['pow', (a, b) => power(a, b)],
  ['neg', (a) => -a],
  ['abs', (a) => (a < 0n ? -a : a)],
  ['next_power_of_two', (a) => nextPower(a)],
  ['next_multiple_of', nonZero((a, b) => (euclid(a, b) === 0n ? a : a + b - euclid(a, b)))],
]);

/** Operations with one name only. */
const PLAIN: ReadonlyMap<string, Exact> = new Map<string, Exact>([
  ['div_ceil', nonZero((a, b) => a / b + (a % b !== 0n && a % b > 0n === b > 0n ? 1n : 0n))],
  ['min', (a, b) => (a < b ? a : b)],
  ['max', (a, b) => (a > b ? a : b)],
  ['isqrt', (a) => squareRoot(a)],
  ['signum', (a) => (a > 0n ? 1n : a < 0n ? -1n : 0n)],
  ['midpoint', (a, b) => (a + b) >> 1n],
  ['swap_bytes', (a, _b, ints, ty) => fromBytes(toBytes(a, ints, ty).reverse(), ints, ty)],
  ['to_be', (a, _b, ints, ty) => fromBytes(toBytes(a, ints, ty).reverse(), ints, ty)],
  ['to_le', (a) => a],
  ['reverse_bits', (a, _b, ints, ty) => reverseBits(a, ints, ty)],
  ['clone', (a) => a],
  ['get', (a) => a],
]);

function nextPower(a: bigint): bigint {
  let power = 1n;
  while (power < a) power <<= 1n;
  return power;
}

function squareRoot(a: bigint): bigint {
  if (a < 0n) return stop('a constant takes the root of a negative number');
  let low = 0n;
  let high = a + 1n;
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if (middle * middle <= a) low = middle;
    else high = middle;
  }
  return low;
}

function toBytes(a: bigint, ints: Integers, ty: IntName): bigint[] {
  const bits = BigInt.asUintN(ints.bits(ty), a);
  return Array.from({ length: ints.bits(ty) / 8 }, (_, i) => (bits >> BigInt(8 * i)) & 0xffn);
}

function fromBytes(bytes: readonly bigint[], ints: Integers, ty: IntName): bigint {
  const bits = bytes.reduce((sum, byte, i) => sum | (byte << BigInt(8 * i)), 0n);
  return ints.wrap(bits, ty);
}

function reverseBits(a: bigint, ints: Integers, ty: IntName): bigint {
  const width = ints.bits(ty);
  const text = BigInt.asUintN(width, a).toString(2).padStart(width, '0');
  return ints.wrap(BigInt(`0b${[...text].reverse().join('')}`), ty);
}

/** Calls a method of an integer; undefined if it isn't in the tables. */
export function intMethod(
  machine: Machine,
  name: string,
  receiver: Extract<Value, { kind: 'int' }>,
  args: readonly Value[],
  option: MakeOption,
): Value | undefined {
  const { ints } = machine;
  const ty = receiver.ty ?? 'i32';
  const a = receiver.value;
  const other = args[0] && deref(args[0]);
  const b = other?.kind === 'int' ? other.value : 0n;
  const bitwise = bitMethod(ints, name, a, b, ty);
  if (bitwise) return bitwise;
  const family = /^(wrapping|checked|saturating|overflowing|strict|unchecked)_(\w+)$/.exec(name);
  if (family) return familyMethod(ints, family[1]!, family[2]!, a, b, ty, option);
  const exact = FAMILIES.get(name) ?? PLAIN.get(name);
  if (exact) {
    const result = exact(a, b, ints, ty);
    return result === undefined ? stop('a constant divides by zero') : ints.typed(result, ty, `\`${name}\``);
  }
  return otherMethod(ints, name, a, b, ty, args);
}

function familyMethod(
  ints: Integers,
  how: string,
  name: string,
  a: bigint,
  b: bigint,
  ty: IntName,
  option: MakeOption,
): Value | undefined {
  if (name === 'shl' || name === 'shr') return shiftMethod(ints, how, name, a, b, ty, option);
  const exact = FAMILIES.get(name)?.(a, b, ints, ty);
  if (!FAMILIES.has(name)) return undefined;
  const none = exact === undefined;
  const fits = !none && ints.fits(exact, ty);
  switch (how) {
    case 'checked':
      return option(fits ? int(exact, ty) : undefined, { kind: 'int', name: ty });
    case 'wrapping':
      return none ? stop('a constant divides by zero') : int(ints.wrap(exact, ty), ty);
    case 'saturating':
      if (none) return stop('a constant divides by zero');
      return int(exact < ints.min(ty) ? ints.min(ty) : exact > ints.max(ty) ? ints.max(ty) : exact, ty);
    case 'overflowing':
      return none ? stop('a constant divides by zero') : tuple([int(ints.wrap(exact, ty), ty), bool(!fits)]);
    default:
      return fits ? int(exact, ty) : stop(`\`${how}_${name}\` overflows \`${ty}\``);
  }
}

function shiftMethod(
  ints: Integers,
  how: string,
  name: 'shl' | 'shr',
  a: bigint,
  b: bigint,
  ty: IntName,
  option: MakeOption,
): Value | undefined {
  const width = BigInt(ints.bits(ty));
  const fits = b >= 0n && b < width;
  const by = b & (width - 1n);
  const value = int(ints.wrap(name === 'shl' ? a << by : a >> by, ty), ty);
  if (how === 'checked') return option(fits ? value : undefined, { kind: 'int', name: ty });
  if (how === 'wrapping') return value;
  if (how === 'overflowing') return tuple([value, bool(!fits)]);
  return fits ? value : stop(`a constant shifts by ${b} bits`);
}

/** Methods that look at the bits; counts are `u32`. */
function bitMethod(ints: Integers, name: string, a: bigint, b: bigint, ty: IntName): Value | undefined {
  const width = ints.bits(ty);
  const text = BigInt.asUintN(width, a).toString(2).padStart(width, '0');
  const count = (value: number): Value => int(BigInt(value), 'u32');
  switch (name) {
    case 'count_ones':
      return count(text.replaceAll('0', '').length);
    case 'count_zeros':
      return count(text.replaceAll('1', '').length);
    case 'leading_zeros':
      return count(text.length - text.replace(/^0+/, '').length);
    case 'trailing_zeros':
      return count(text.length - text.replace(/0+$/, '').length);
    case 'leading_ones':
      return count(text.length - text.replace(/^1+/, '').length);
    case 'trailing_ones':
      return count(text.length - text.replace(/1+$/, '').length);
    case 'is_power_of_two':
      return bool(text.replaceAll('0', '').length === 1);
    case 'rotate_left':
    case 'rotate_right': {
      const by = Number(b) % width;
      const left = name === 'rotate_left' ? by : (width - by) % width;
      return int(ints.wrap(BigInt(`0b${text.slice(left)}${text.slice(0, left)}`), ty), ty);
    }
    default:
      return undefined;
  }
}

function otherMethod(
  ints: Integers,
  name: string,
  a: bigint,
  b: bigint,
  ty: IntName,
  args: readonly Value[],
): Value | undefined {
  const unsigned = `u${ty.slice(1)}` as IntName;
  switch (name) {
    case 'ilog2':
      return a > 0n ? int(BigInt(a.toString(2).length - 1), 'u32') : stop('a logarithm of zero');
    case 'ilog10':
      return a > 0n ? int(BigInt(a.toString().length - 1), 'u32') : stop('a logarithm of zero');
    case 'ilog':
      return a > 0n && b > 1n
        ? int(BigInt(a.toString(Number(b)).length - 1), 'u32')
        : stop('a logarithm of zero');
    case 'abs_diff':
      return int(a > b ? a - b : b - a, unsigned);
    case 'unsigned_abs':
      return int(a < 0n ? -a : a, unsigned);
    case 'cast_signed':
      return int(ints.wrap(a, `i${ty.slice(1)}` as IntName), `i${ty.slice(1)}` as IntName);
    case 'cast_unsigned':
      return int(ints.wrap(a, unsigned), unsigned);
    case 'is_positive':
      return bool(a > 0n);
    case 'is_negative':
      return bool(a < 0n);
    case 'is_multiple_of':
      return bool(b === 0n ? a === 0n : a % b === 0n);
    case 'eq':
      return bool(a === b);
    case 'clamp': {
      const high = args[1] && deref(args[1]);
      if (high?.kind !== 'int') return undefined;
      return int(a < b ? b : a > high.value ? high.value : a, ty);
    }
    case 'to_le_bytes':
    case 'to_ne_bytes':
    case 'to_be_bytes': {
      const bytes = toBytes(a, ints, ty);
      if (name === 'to_be_bytes') bytes.reverse();
      return { kind: 'array', cells: bytes.map((byte) => cell(int(byte, 'u8'))) };
    }
    default:
      return asciiMethod(name, a, ty);
  }
}

/** `u8::is_ascii_…`; the ranges are those of the Reference's ASCII classes. */
function asciiMethod(name: string, a: bigint, ty: IntName): Value | undefined {
  if (ty !== 'u8') return undefined;
  const char = String.fromCharCode(Number(a));
  switch (name) {
    case 'is_ascii':
      return bool(a < 128n);
    case 'is_ascii_digit':
      return bool(/[0-9]/.test(char));
    case 'is_ascii_uppercase':
      return bool(/[A-Z]/.test(char));
    case 'is_ascii_lowercase':
      return bool(/[a-z]/.test(char));
    case 'is_ascii_alphabetic':
      return bool(/[A-Za-z]/.test(char));
    case 'is_ascii_alphanumeric':
      return bool(/[A-Za-z0-9]/.test(char));
    case 'is_ascii_hexdigit':
      return bool(/[A-Fa-f0-9]/.test(char));
    case 'to_ascii_lowercase':
      return int(BigInt(a >= 65n && a <= 90n ? a + 32n : a), 'u8');
    case 'to_ascii_uppercase':
      return int(BigInt(a >= 97n && a <= 122n ? a - 32n : a), 'u8');
    default:
      return undefined;
  }
}
