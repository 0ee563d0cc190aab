import assert from 'node:assert/strict';
import { nicheAvailable, reserveNiche } from '../../../server/src/layout/abi/niche.ts';
import { releaseSwitches } from '../../../server/src/layout/abi/releases.ts';
import type { Niche } from '../../../server/src/layout/abi/types.ts';
import { layoutCx } from '../../support/abi/target.ts';

const TARGET = 'x86_64-unknown-linux-gnu';

function niche(start: bigint, end: bigint): Niche {
  return { offset: 0, value: { kind: 'int', size: 1, signed: false }, validRange: { start, end } };
}

/** The first reserved pattern and the range left, as `6 in 0..=6`. */
function reserve(minor: number, start: bigint, end: bigint, count: bigint): string {
  const reserved = reserveNiche(layoutCx(TARGET, minor), niche(start, end), count);
  if (reserved?.scalar.kind !== 'initialized') return 'none';
  const { validRange } = reserved.scalar;
  return `${reserved.start} in ${validRange.start}..=${validRange.end}`;
}

describe('niches', () => {
  it('count the patterns outside the range, wrapping or not', () => {
    const { dl } = layoutCx(TARGET);
    assert.equal(nicheAvailable(dl, niche(0n, 1n)), 254n);
    assert.equal(nicheAvailable(dl, niche(254n, 1n)), 252n);
    assert.equal(nicheAvailable(dl, niche(0n, 255n)), 0n);
    assert.equal(nicheAvailable(dl, niche(1n, 0n)), 0n);
  });

  for (const [start, end, count, expected] of [
    [1n, 255n, 1n, '0 in 1..=0'],
    [0n, 5n, 1n, '6 in 0..=6'],
    [1n, 5n, 2n, '6 in 1..=7'],
    [10n, 20n, 4n, '6 in 6..=20'],
    [128n, 254n, 2n, '255 in 128..=0'],
    [128n, 254n, 3n, '125 in 125..=254'],
    [254n, 2n, 1n, '3 in 254..=3'],
    [0n, 254n, 2n, 'none'],
  ] as const) {
    it(`reserves ${count} beside ${start}..=${end}: ${expected}`, () => {
      assert.equal(reserve(95, start, end, count), expected);
    });
  }

  for (const [start, end, count, expected] of [
    [0n, 5n, 1n, '255 in 255..=5'],
    [0n, 5n, 2n, '6 in 0..=7'],
    [0n, 1n, 1n, '2 in 0..=2'],
    [1n, 255n, 1n, '0 in 0..=255'],
    [2n, 254n, 1n, '1 in 1..=254'],
    [253n, 3n, 1n, '252 in 252..=3'],
    [100n, 200n, 1n, '201 in 100..=201'],
  ] as const) {
    it(`from 1.97 reserves ${count} beside ${start}..=${end}: ${expected}`, () => {
      assert.equal(reserve(97, start, end, count), expected);
    });
  }

  // rustc 1.97.1 and 1.98.1: `None` of an `Option<Option<u32>>` is 2; the nightly before 1.97.0 makes it -1.
  for (const [minor, patch, expected] of [
    [96, 0, 2n],
    [97, 0, 0xffff_ffffn],
    [97, 1, 2n],
    [98, 1, 2n],
  ] as const) {
    it(`of 1.${minor}.${patch} reserves ${expected} beside 0..=1 of four bytes`, () => {
      const cx = { ...layoutCx(TARGET), release: releaseSwitches(minor, patch) };
      const wide = { ...niche(0n, 1n), value: { kind: 'int', size: 4, signed: false } as const };
      assert.equal(reserveNiche(cx, wide, 1n)?.start, expected);
    });
  }
});
