import { isUnknown, type Unknown, unknown } from '../base/unknown.ts';
import type { Const, Ty } from '../types/terms/ty.ts';
import { orPatternRange, patternLayout } from './abi/restrict.ts';
import type { Layout, LayoutResult, WrappingRange } from './abi/types.ts';

/** The layout of a pattern type such as `u32 is 1..`: its base with fewer valid bit patterns. */
export function layoutOfPattern(
  base: Layout,
  ty: Extract<Ty, { kind: 'pattern' }>,
  evaluate: (c: Const) => Const,
): LayoutResult | Unknown {
  const bits = BigInt(base.size * 8);
  const ranges: WrappingRange[] = [];
  for (const { start, end } of ty.ranges) {
    const from = bound(evaluate(start), bits);
    const to = bound(evaluate(end), bits);
    if (isUnknown(from)) return from;
    if (isUnknown(to)) return to;
    ranges.push({ start: from, end: to });
  }
  const [first, second] = ranges;
  if (!first) return unknown('a pattern type without a range');
  const range = second ? orPatternRange(base.size, first, second) : first;
  return range ? patternLayout(base, range) : unknown("a pattern type whose two ranges don't meet");
}

function bound(value: Const, bits: bigint): bigint | Unknown {
  if (value.kind === 'value') return BigInt.asUintN(Number(bits), value.value);
  return unknown(
    value.kind === 'constUnknown' ? value.reason : 'the bound of a pattern type depends on a parameter',
  );
}
