/** Numbers as the product's surfaces write them. */

/** `1 byte`, `56 bytes`, `1,048,576 bytes`. */
export function bytes(count: number): string {
  return `${grouped(count)} ${count === 1 ? 'byte' : 'bytes'}`;
}

/** With commas between thousands from five digits on: `4096`, `65,536`. */
export function grouped(value: number | bigint): string {
  const digits = String(value);
  return digits.length < 5 ? digits : digits.replace(/\B(?=(\d{3})+$)/g, ',');
}

/** A share with at most one decimal: `12.5 %`. */
export function percent(part: number, whole: number): string {
  return `${Number(((100 * part) / whole).toFixed(1))} %`;
}

/** `2^64 - 1` and the like for bit patterns that nobody could read in digits. */
export function pattern(value: bigint): string {
  if (value < 0x1_0000_0000n) return grouped(value);
  return `0x${value.toString(16)}`;
}
