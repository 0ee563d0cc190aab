// The committed truth is whole, and the installed rustc still says the same.

import assert from 'node:assert/strict';
import { needsRustc } from '../support/rustc.ts';
import { compareLayouts } from './oracle/compareLayouts.ts';
import { layoutOracle } from './oracle/layoutOracle.ts';
import { rustcVersion } from './oracle/process.ts';
import { conformanceFiles, fits, HOST_TARGET, RELEASES, readTruth } from './truth.ts';

describe('the conformance truth', () => {
  for (const { release, targets } of RELEASES) {
    for (const target of targets) {
      it(`has every file for ${release} ${target}`, () => {
        const missing = conformanceFiles().filter(
          (f) => fits(f, target) && !readTruth(release, target, f.name),
        );
        assert.deepEqual(
          missing.map((f) => f.name),
          [],
        );
      });
    }
  }

  it('covers each place a type can be measured at once', () => {
    const truths = conformanceFiles().map((f) => readTruth('1.96', HOST_TARGET, f.name));
    const types = truths.flatMap((t) => t?.types ?? []);
    const encodings = new Set(types.map((t) => t.tag?.encoding));
    assert.ok(types.length > 600, `${types.length} types`);
    assert.deepEqual(encodings, new Set(['direct', 'niche', undefined]));
  });
});

// A few files stand for all, since each takes the compiler a moment; CONFORMANCE_LIVE=1 asks about every one.
const ASKED = /^(arrays|enum_uninhabited|function_local|macros|std_io)$/;

describe('the installed rustc', function () {
  this.timeout(120_000);
  needsRustc();
  for (const file of conformanceFiles().filter((f) => process.env.CONFORMANCE_LIVE || ASKED.test(f.name))) {
    it(`says the same of ${file.name}`, function () {
      const version = rustcVersion()!;
      const truth = readTruth(`1.${version.minor}`, version.host, file.name);
      if (!truth) return this.skip();
      const answer = layoutOracle({ input: file.path, edition: file.edition });
      const { exact, types, wrong, open } = compareLayouts(truth, answer);
      assert.deepEqual([exact, wrong, open], [types, [], []]);
    });
  }
});
