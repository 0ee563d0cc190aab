// Every type of every file in `files/`, as the product and as rustc lay it out.

import assert from 'node:assert/strict';
import { layoutJson } from '../support/engine.ts';
import { isUpdating, readOpenTypes, writeOpenTypes } from './openTypes.ts';
import { compareLayouts, type LayoutComparison } from './oracle/compareLayouts.ts';
import { conformanceFiles, fits, RELEASES, readTruth } from './truth.ts';

/** What is wrong, as text a person can read; '' when nothing is. */
function wrongText({ wrong }: LayoutComparison): string {
  return wrong
    .map(
      ({ type, differences }) =>
        `${type.file}:${type.line} ${type.kind} ${type.name}\n  ${differences.join('\n  ')}`,
    )
    .join('\n');
}

for (const { release, targets } of RELEASES) {
  for (const target of targets) {
    describe(`layouts of ${release} for ${target}`, function () {
      this.timeout(60_000);
      const expected = readOpenTypes();
      const found = new Map<string, readonly string[]>();
      after(() => {
        if (isUpdating) writeOpenTypes(new Map([...readOpenTypes(), ...found]));
      });
      for (const file of conformanceFiles().filter((f) => fits(f, target))) {
        it(file.name, async () => {
          const truth = readTruth(release, target, file.name);
          assert.ok(truth, 'nobody has asked rustc: npx tsx test/conformance/makeTruth.ts');
          const product = await layoutJson(file.path, { target, rustc: release, edition: file.edition });
          const comparison = compareLayouts(truth, product);
          assert.equal(wrongText(comparison), '');
          // What a macro's definition writes, the oracle cannot be asked about.
          const extra = comparison.extra.filter((t) => !t.macro);
          assert.deepEqual(extra, [], 'types that rustc does not have');
          const key = `${release} ${target} ${file.name}`;
          const open = comparison.open.map((o) => o.type.name);
          found.set(key, open);
          if (!isUpdating) assert.deepEqual(open, expected.get(key) ?? [], openText(comparison));
        });
      }
    });
  }
}

/** The reasons behind a difference in what is open. */
function openText({ open }: LayoutComparison): string {
  const reasons = open.map(({ type, reason }) => `  ${type.name}: ${reason}`);
  return `unresolved differs from unresolved.txt (first: now, second: listed); now:\n${reasons.join('\n')}`;
}
