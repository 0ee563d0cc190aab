import assert from 'node:assert/strict';
import {
  parseDataLayout,
  pointerSpec,
  type TargetDataLayout,
  vectorAlign,
} from '../../../server/src/layout/abi/targetData.ts';

function parse(text: string): TargetDataLayout {
  const result = parseDataLayout(text);
  assert.ok(result.kind === 'dataLayout');
  return result.dataLayout;
}

describe('parseDataLayout', () => {
  it('has the defaults of LLVM', () => {
    const dl = parse('');
    assert.equal(dl.endian, 'big');
    assert.deepEqual(dl.intAlign, { 1: 1, 2: 2, 4: 4, 8: 4, 16: 4 });
    assert.deepEqual(dl.pointer, { size: 8, align: 8, offsetSize: 8 });
  });

  it('aligns i128 as the widest integer that is given', () => {
    assert.equal(parse('e-i64:64').intAlign[16], 8);
    assert.equal(parse('e-i64:64-i128:128').intAlign[16], 16);
    assert.equal(parse('e-i128:128-i64:64').intAlign[16], 16);
  });

  it('reads pointers, and those of other address spaces', () => {
    const dl = parse('e-p:32:32-p270:16:8');
    assert.deepEqual(dl.pointer, { size: 4, align: 4, offsetSize: 4 });
    assert.deepEqual(pointerSpec(dl, 270), { size: 2, align: 1, offsetSize: 2 });
    assert.equal(dl.objSizeBound, 2 ** 31);
  });

  it('gives functions their address space', () => {
    const dl = parse('e-P1-p:16:8');
    assert.equal(dl.instructionAddressSpace, 1);
    assert.equal(pointerSpec(dl, 1).size, 2);
  });

  it('aligns vectors by the table, and others to a power of two', () => {
    const dl = parse('e-v128:64');
    assert.equal(vectorAlign(dl, 16), 8);
    assert.equal(vectorAlign(dl, 12), 16);
    assert.equal(vectorAlign(dl, 32), 32);
  });

  for (const text of ['i64', 'p:32', 'px:32:32', 'i64:63:64-p:64:24', 'p:128:128']) {
    it(`rejects ${text}`, () => assert.equal(parseDataLayout(text).kind, 'error'));
  }
});
