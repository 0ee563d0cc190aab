import { bytes } from '../../figures.ts';
import { code } from '../markdown.ts';
import type { Remark } from './remark.ts';

/** One variant that makes all others pay; from a cache line on it is worth a line. */
const WORTH_SAYING = 64;

export const largestVariantRemark: Remark = ({ view }) => {
  const spread = variantSpread(view.variants ?? []);
  if (!spread || spread.bytes < WORTH_SAYING) return undefined;
  return `${code(spread.largest.name)} alone needs ${bytes(spread.bytes)} more than the next variant, ${code(spread.next.name)}.`;
};

interface Sized {
  readonly name: string;
  readonly usedSize: number;
  readonly uninhabited: boolean;
}

/** The largest variant, the next one, and how far they are apart. */
export function variantSpread<V extends Sized>(
  variants: readonly V[],
): { readonly largest: V; readonly next: V; readonly bytes: number } | undefined {
  const [largest, next] = variants.filter((v) => !v.uninhabited).toSorted((a, b) => b.usedSize - a.usedSize);
  return largest && next && { largest, next, bytes: largest.usedSize - next.usedSize };
}
