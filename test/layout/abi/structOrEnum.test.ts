import assert from 'node:assert/strict';
import { arrayLayout } from '../../../server/src/layout/abi/array.ts';
import { intLayout, unitLayout } from '../../../server/src/layout/abi/simple.ts';
import { enumLayout, structLayout, tupleLayout } from '../../../server/src/layout/abi/structOrEnum.ts';
import type { Layout } from '../../../server/src/layout/abi/types.ts';
import { unionLayout } from '../../../server/src/layout/abi/union.ts';
import { calculateProgram } from '../../support/abi/calculate.ts';
import type { Item } from '../../support/abi/program.ts';
import { summarizeResult } from '../../support/abi/summary.ts';
import { layoutCx } from '../../support/abi/target.ts';

const TARGET = 'x86_64-unknown-linux-gnu';
const cx = layoutCx(TARGET);
const [u8, u64] = [intLayout(cx.dl, 1, false), intLayout(cx.dl, 8, false)];

function layoutOf(item: Item, minor = 95): string {
  return summarizeResult(calculateProgram(layoutCx(TARGET, minor), [item])[0]!);
}

function array(element: Layout, count: bigint): Layout {
  const result = arrayLayout(cx, element, count);
  assert.ok(result.kind === 'layout');
  return result.layout;
}

describe('structs and enums', () => {
  it('have no hole between fields that may move', () => {
    assert.equal(
      layoutOf({ kind: 'struct', fields: ['u8', 'u32', 'u8'] }),
      '8/4 unadjusted 4 memory [4,0,5|1,0,2]',
    );
    assert.equal(
      layoutOf({ kind: 'struct', fields: ['u8', 'u32', 'u8'], repr: { c: true } }),
      '12/4 unadjusted 4 memory [0,4,8|0,1,2]',
    );
  });

  it('store None in a niche', () => {
    const text = layoutOf({ kind: 'enum', variants: [{ fields: [] }, { fields: ['&u8'] }] });
    assert.match(text, /^8\/8 .* niche\(untagged 1, 0\.\.=0 from 0\)/);
  });

  it('without a possible variant are empty', () => {
    assert.equal(
      layoutOf({ kind: 'enum', variants: [{ fields: ['!'] }] }),
      '0/1 unadjusted 1 memory - uninhabited empty',
    );
  });

  it('under repr(u8) count absent variants from 1.96 on', () => {
    const item: Item = { kind: 'enum', variants: [{ fields: ['!'] }], repr: { int: 'u8' } };
    assert.match(layoutOf(item, 95), /^0\/1 .*empty$/);
    assert.match(layoutOf(item, 96), /^1\/1 .*direct/);
  });

  it('leave the widest gap of their discriminants to others', () => {
    const variants = [
      { fields: [], discriminant: '0' },
      { fields: [], discriminant: '200' },
    ];
    const item: Item = { kind: 'enum', variants, repr: { int: 'u8' } };
    assert.match(layoutOf(item, 85), /scalar\(u8:0\.\.=200\)/);
    assert.match(layoutOf(item, 95), /scalar\(u8:200\.\.=0\)/);
  });
});

describe('layouts that cannot be', () => {
  it('pass the size bound of the target', () => {
    const avr = layoutCx('avr-none');
    assert.equal(summarizeResult(arrayLayout(avr, u8, 32768n)), 'error sizeOverflow');
    assert.equal(arrayLayout(avr, u8, 32767n).kind, 'layout');
    assert.equal(summarizeResult(tupleLayout(avr, [array(u8, 32767n), u8])), 'error sizeOverflow');
  });

  it('are told from those too large for a safe integer', () => {
    assert.equal(summarizeResult(arrayLayout(cx, u64, 1n << 58n)), 'error sizeOverflow');
    assert.equal(summarizeResult(arrayLayout(cx, u64, 1n << 57n)), 'error sizeBeyondSafeInteger');
    const huge = array(u8, BigInt(Number.MAX_SAFE_INTEGER));
    assert.equal(summarizeResult(tupleLayout(cx, [huge, u8])), 'error sizeBeyondSafeInteger');
  });

  it('have an unsized field before the last', () => {
    const fields = [unitLayout(cx.dl, false), u8];
    const result = structLayout(cx, { fields, repr: {}, maybeUnsized: true });
    assert.deepEqual(result, { kind: 'error', error: { kind: 'unexpectedUnsized', field: 0 } });
  });

  it('contradict their repr', () => {
    const variants = [[u8], [u8]];
    const packed = enumLayout(cx, { variants, repr: { pack: 1 }, discriminants: [0n, 1n] });
    assert.equal(summarizeResult(packed), 'error reprConflict');
    assert.equal(summarizeResult(unionLayout(cx, [], {})), 'error emptyUnion');
  });

  it('are no obstacle to an array of nothing as long as usize', () => {
    assert.equal(arrayLayout(cx, unitLayout(cx.dl), (1n << 64n) - 1n).kind, 'layout');
  });
});
