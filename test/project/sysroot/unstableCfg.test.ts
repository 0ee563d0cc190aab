import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { targetFacts } from '../../../server/src/base/targets.ts';
import { parseDataLayout } from '../../../server/src/layout/abi/targetData.ts';
import { readCfgOptions } from '../../../server/src/project/config/cfgOptions.ts';
import { unstableOption } from '../../../server/src/project/sysroot/unstableCfg.ts';

/** What `RUSTC_BOOTSTRAP=1 rustc --print cfg --target TRIPLE` prints, a line for each release and target. */
const printed = readFileSync(path.join(import.meta.dirname, 'cfg.txt'), 'utf8')
  .trim()
  .split('\n');

const VALUES = [
  undefined,
  '8',
  '16',
  '32',
  '64',
  '128',
  'ptr',
  'elf',
  'mach-o',
  'coff',
  'wasm',
  'xcoff',
  'full',
];

describe('options of the compiler that only nightly may ask for', () => {
  for (const line of printed) {
    const [, release = '', triple = '', options = ''] = /^(\S+) (\S+): (.*)$/.exec(line) ?? [];
    it(`${triple} of Rust ${release}`, () => {
      const given = readCfgOptions(options.split(' '));
      const names = [...given.keys()];
      const has = (name: string, value: string | undefined) => given.get(name)?.has(value) ?? false;
      const input = {
        triple,
        minor: Number(release.split('.')[1]),
        stable: stableCfg(triple, has),
        alignBits: alignsOf(triple),
      };
      for (const name of names)
        for (const value of VALUES) {
          const found = unstableOption(input, name, value) ?? has(name, value);
          assert.equal(found, has(name, value), `${name} = ${value}`);
        }
    });
  }
});

/** The stable options: those of the table of targets, with the atomics that the release has. */
function stableCfg(triple: string, has: (name: string, value: string | undefined) => boolean) {
  const known = readCfgOptions(targetFacts(triple)?.cfg ?? []);
  return {
    option: (name: string, value: string | undefined) =>
      name === 'target_has_atomic' ? has(name, value) : (known.get(name)?.has(value) ?? false),
  };
}

function alignsOf(triple: string): (width: number) => number | undefined {
  const target = targetFacts(triple)!;
  const dl = parseDataLayout(target.dataLayout, target.cEnumMinBits);
  assert(dl.kind === 'dataLayout');
  const aligns: Readonly<Record<number, number>> = dl.dataLayout.intAlign;
  return (width) => (aligns[width / 8] === undefined ? undefined : aligns[width / 8]! * 8);
}
