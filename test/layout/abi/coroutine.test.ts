import assert from 'node:assert/strict';
import { coroutineLayout } from '../../../server/src/layout/abi/coroutine.ts';
import { layoutViolations } from '../../../server/src/layout/abi/invariants.ts';
import { boolLayout, intLayout } from '../../../server/src/layout/abi/simple.ts';
import { summarizeResult } from '../../support/abi/summary.ts';
import { layoutCx } from '../../support/abi/target.ts';

const cx = layoutCx('x86_64-unknown-linux-gnu');
const [u8, u32, u64] = ([1, 4, 8] as const).map((size) => intLayout(cx.dl, size, false)) as [
  never,
  never,
  never,
];

/** The layout of a coroutine with the three reserved states before its own. */
function layoutOf(
  locals: readonly never[],
  states: readonly (readonly number[])[],
  conflicts: readonly number[][],
) {
  const variantFields = [[], [], [], ...states];
  const storageConflicts = locals.map((_, local) => new Set(conflicts[local]));
  const result = coroutineLayout(cx, {
    captures: [boolLayout(cx.dl)],
    locals,
    variantFields,
    storageConflicts,
  });
  assert.ok(result.kind === 'layout');
  assert.deepEqual(layoutViolations(cx, result.layout), []);
  return summarizeResult(result);
}

describe('coroutineLayout', () => {
  it('lets the locals of different states share their bytes', () => {
    const text = layoutOf([u64, u64], [[0], [1]], []);
    assert.match(text, /^16\/8 .*\{16 memory \[8\|0\]\} \{16 memory \[8\|0\]\}$/);
  });

  it('keeps a local of two states in the prefix', () => {
    const text = layoutOf(
      [u64, u32, u32],
      [
        [0, 1],
        [0, 2],
      ],
      [],
    );
    assert.match(text, /\[0,\d+\|0,1\]\} \{\d+ memory \[0,\d+\|0,1\]\}$/);
  });

  it('keeps locals apart that live at the same time', () => {
    assert.match(layoutOf([u64, u64], [[0], [1]], [[1], [0]]), /^24\/8 /);
  });

  it('has no niche', () => {
    assert.doesNotMatch(layoutOf([u8], [[0]], []).split(' tag ')[0]!, /niche/);
  });
});
