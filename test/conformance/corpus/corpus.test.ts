import assert from 'node:assert/strict';
import type { TypeEntry } from '../oracle/rustLayout.ts';
import { corpusCrates, readCrateTruth } from './corpusCrates.ts';
import { groupedReasons, markdownTable, textSummary, totals } from './corpusReport.ts';
import type { CrateResult } from './measureCrate.ts';

const type = (name: string): TypeEntry => ({
  file: 'src/lib.rs',
  line: 3,
  name,
  kind: 'struct',
  size: 1,
  align: 1,
  niche: null,
});
const crate = { name: 'a', version: '1.0.0', features: [], defaultFeatures: true };
const open = ['`X` is generic', '`Y` is generic', 'no idea'].map((reason) => ({ type: type('T'), reason }));
const wrong = [{ type: type('W'), differences: ['size: rustc 1, product 2'] }];
const RESULTS: CrateResult[] = [
  { crate, comparison: { types: 9, exact: 5, wrong, open, extra: [] }, seconds: 1.24 },
  { crate: { ...crate, name: 'b' }, failure: 'broken\nindeed', seconds: 0 },
];

describe('the corpus', () => {
  it('has the compiler’s truth of every crate', () => {
    const crates = corpusCrates();
    assert.ok(crates.length >= 14);
    for (const each of crates) {
      const truth = readCrateTruth(each);
      assert.equal(truth?.version, each.version, each.name);
      assert.ok(truth.types.length > 0, each.name);
    }
  });

  it('sums up', () => assert.deepEqual(totals(RESULTS), { types: 9, exact: 5, wrong: 1, failed: 1 }));

  it('groups reasons whatever they name', () => {
    const groups = groupedReasons(RESULTS).map(({ reason, count }) => [count, reason]);
    assert.deepEqual(groups, [
      [2, '`…` is generic'],
      [1, 'no idea'],
    ]);
  });

  it('writes Markdown', () => {
    assert.deepEqual(markdownTable(RESULTS).split('\n').slice(2), [
      '| a | 1.0.0 | 9 | 5 | 3 | 1 | 1.2 |',
      '| b | 1.0.0 | failed: broken |  |  |  | 0.0 |',
      '| all |  | 9 | 5 | 3 | 1 | 1.2 |',
      '',
    ]);
  });

  it('says what is wrong', () => {
    const text = textSummary(RESULTS);
    assert.match(text, /wrong \(1\):\n {2}a: src\/lib.rs:3 struct W\n {4}size: rustc 1, product 2/);
    assert.match(text, /exact 5\/9 \(55.5%\) wrong 1$/);
  });
});
