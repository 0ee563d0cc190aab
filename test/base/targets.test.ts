import assert from 'node:assert/strict';
import { targetFacts, targetTriples } from '../../server/src/base/targets.ts';
import { parseDataLayout } from '../../server/src/layout/abi/targetData.ts';

describe('the table of targets', () => {
  it('has the cfg options of a target', () => {
    const cfg = targetFacts('x86_64-unknown-linux-gnu')?.cfg ?? [];
    for (const option of [
      'unix',
      'target_os="linux"',
      'target_env="gnu"',
      'target_pointer_width="64"',
      'panic="unwind"',
    ]) {
      assert.ok(cfg.includes(option), option);
    }
    assert.ok(!cfg.includes('windows') && !cfg.includes('debug_assertions'));
  });

  it('knows short enums', () => {
    assert.equal(targetFacts('thumbv7em-none-eabi')?.cEnumMinBits, 8);
    assert.equal(targetFacts('avr-none')?.cEnumMinBits, 16);
    assert.equal(targetFacts('aarch64-apple-darwin')?.cEnumMinBits, 32);
  });

  it('has nothing on a target that it does not know', () => {
    assert.equal(targetFacts('my-own-target'), undefined);
  });

  it('has a data layout for every target that agrees with its cfg', () => {
    for (const triple of targetTriples()) {
      const facts = targetFacts(triple)!;
      const parsed = parseDataLayout(facts.dataLayout, facts.cEnumMinBits);
      assert.ok(parsed.kind === 'dataLayout', triple);
      const { pointer, endian } = parsed.dataLayout;
      assert.ok(facts.cfg.includes(`target_pointer_width="${pointer.size * 8}"`), triple);
      assert.ok(facts.cfg.includes(`target_endian="${endian}"`), triple);
    }
  });
});
