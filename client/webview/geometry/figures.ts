/** Numbers in words, as every part of the page writes them. */

/** `1 byte`, `4,096 bytes`. */
export function bytes(count: number): string {
  return `${grouped(count)} ${count === 1 ? 'byte' : 'bytes'}`;
}

/** `4,096`. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

export type OffsetBase = 'decimal' | 'hex';

/** An offset on the ruler. */
export function offsetText(offset: number, base: OffsetBase): string {
  return base === 'hex' ? `0x${offset.toString(16).toUpperCase()}` : String(offset);
}

/** A bit pattern, given in decimal: large ones in hexadecimal, where their shape shows. */
export function patternText(decimal: string): string {
  const value = BigInt(decimal);
  return value < 4096n && value > -4096n ? decimal : `0x${value.toString(16)}`;
}

/** `12.5 %`; no share of nothing. */
export function share(part: number, whole: number): string {
  if (whole === 0) return '0 %';
  const percent = (part / whole) * 100;
  if (percent > 0 && percent < 0.1) return '< 0.1 %';
  return `${Number.isInteger(percent) ? percent : percent.toFixed(1)} %`;
}

/** `byte 3`, `bytes 0 to 3`. */
export function byteRange(offset: number, size: number): string {
  if (size === 0) return `no bytes, at offset ${offset}`;
  return size === 1 ? `byte ${offset}` : `bytes ${offset} to ${offset + size - 1}`;
}

/** How many bit patterns are left: `254`, about `2⁶³`, where the number itself says nothing. */
export function patternCount(decimal: string): string {
  const value = BigInt(decimal);
  if (value <= 9999n) return grouped(Number(value));
  const power = value.toString(2).length - 1;
  const exact = value === 1n << BigInt(power);
  const nearest = value.toString(2)[1] === '1' ? power + 1 : power;
  return `${exact ? '' : 'about '}2${superscript(nearest)}`;
}

const superscript = (value: number): string =>
  String(value).replace(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)] ?? '');
