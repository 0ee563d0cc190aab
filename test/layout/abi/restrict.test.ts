import assert from 'node:assert/strict';
import {
  hideNiches,
  notNullRange,
  orPatternRange,
  patternLayout,
  restrictScalar,
} from '../../../server/src/layout/abi/restrict.ts';
import { boolLayout, intLayout, pointerLayout, unitLayout } from '../../../server/src/layout/abi/simple.ts';
import { summarize, summarizeResult } from '../../support/abi/summary.ts';
import { layoutCx } from '../../support/abi/target.ts';

const cx = layoutCx('i686-unknown-linux-gnu');
const { dl } = cx;

describe('restricted scalars', () => {
  it('get a niche from a valid range', () => {
    assert.equal(
      summarizeResult(restrictScalar(cx, intLayout(dl, 1, false), { start: 1n })),
      '1/1 unadjusted 1 scalar(u8:1..=255) - niche(0 u8:1..=255)',
    );
  });

  it('of a wide pointer restrict the address', () => {
    const base = pointerLayout(dl, false, 'length');
    const range = notNullRange(cx, base)!;
    assert.equal(
      summarizeResult(patternLayout(base, range)),
      '8/4 unadjusted 4 pair(ptr:1..=4294967295, u32:0..=4294967295) [0|0] niche(0 ptr:1..=4294967295)',
    );
  });

  it('of signed types may wrap', () => {
    const range = orPatternRange(1, { start: 0n, end: 127n }, { start: 128n, end: 254n });
    assert.deepEqual(range, { start: 0n, end: 254n });
    assert.equal(orPatternRange(1, { start: 0n, end: 100n }, { start: 128n, end: 254n }), undefined);
  });

  it('must be scalars', () => {
    assert.equal(
      summarizeResult(patternLayout(unitLayout(dl), { start: 0n, end: 0n })),
      'error nonScalarValidRange',
    );
    assert.equal(
      summarizeResult(restrictScalar(cx, unitLayout(dl), { end: 1n })),
      'error nonScalarValidRange',
    );
    assert.equal(restrictScalar(cx, unitLayout(dl), {}).kind, 'layout');
  });

  it('in an UnsafeCell have no niche', () => {
    assert.equal(summarize(hideNiches(cx, boolLayout(dl))), '1/1 unadjusted 1 scalar(u8:0..=255) -');
  });
});
