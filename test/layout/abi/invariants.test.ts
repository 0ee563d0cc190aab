import assert from 'node:assert/strict';
import fc from 'fast-check';
import { layoutViolations } from '../../../server/src/layout/abi/invariants.ts';
import { intLayout } from '../../../server/src/layout/abi/simple.ts';
import { structLayout } from '../../../server/src/layout/abi/structOrEnum.ts';
import type { FieldsShape, Layout } from '../../../server/src/layout/abi/types.ts';
import { calculateProgram } from '../../support/abi/calculate.ts';
import { generateProgram } from '../../support/abi/generate.ts';
import { layoutCx } from '../../support/abi/target.ts';

const TARGETS = ['x86_64-unknown-linux-gnu', 'i686-pc-windows-msvc', 'avr-none', 's390x-unknown-linux-gnu'];
const anyRules = fc.record({ target: fc.constantFrom(...TARGETS), minor: fc.constantFrom(85, 91, 95, 97) });

describe('the invariants of layouts', () => {
  it('hold for random programs on any target and release', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0 }), anyRules, (seed, { target, minor }) => {
        const cx = layoutCx(target, minor);
        for (const result of calculateProgram(cx, generateProgram(seed, 40))) {
          if (result.kind === 'layout') assert.deepEqual(layoutViolations(cx, result.layout), []);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('keep the fields of a struct apart and their order a permutation', () => {
    const sizes = fc.array(fc.constantFrom(1, 2, 4, 8, 16), { maxLength: 12 });
    fc.assert(
      fc.property(sizes, anyRules, (fieldSizes, { target, minor }) => {
        const cx = layoutCx(target, minor);
        const fields = fieldSizes.map((size) => intLayout(cx.dl, size as 1, false));
        const result = structLayout(cx, { fields, repr: {} });
        assert.ok(result.kind === 'layout');
        const { offsets, inMemoryOrder } = arbitrary(result.layout);
        let end = 0;
        for (const index of inMemoryOrder) {
          assert.ok(offsets[index]! >= end && offsets[index]! % fields[index]!.align === 0);
          end = offsets[index]! + fields[index]!.size;
        }
        assert.ok(end <= result.layout.size);
      }),
    );
  });

  it('are broken by a layout of a wrong size', () => {
    const cx = layoutCx('x86_64-unknown-linux-gnu');
    const layout: Layout = { ...intLayout(cx.dl, 4, false), size: 6 };
    assert.deepEqual(layoutViolations(cx, layout), [
      'size 6 is not a multiple of align 4',
      'size 6, but its repr has 4',
    ]);
  });
});

function arbitrary({ fields }: Layout): Extract<FieldsShape, { kind: 'arbitrary' }> {
  assert.ok(fields.kind === 'arbitrary');
  return fields;
}
