import assert from 'node:assert/strict';
import {
  describedReleases,
  knowledgeOf,
  newestRelease,
  nightlyOf,
  parseRelease,
  releaseName,
} from '../../server/src/base/releases.ts';

const newest = releaseName(newestRelease);
const oldest = releaseName(describedReleases[0]!);

describe('described releases', () => {
  it('stand in order, each once', () => {
    const minors = describedReleases.map(({ minor }) => minor);
    assert.deepEqual(
      minors,
      [...new Set(minors)].sort((a, b) => a - b),
    );
    assert.ok(newestRelease.facts, 'without facts of its own nothing stands for what comes after');
  });

  for (const [release, expected] of [
    [newest, `described ${newest}`],
    [`1.${newestRelease.minor}`, `described ${newest}`],
    ['1.95.0', 'described 1.95.0'],
    ['1.85.0', 'described 1.85.0'],
    ['1.88.0', 'between 1.88.0 as 1.95.0'],
    ['1.90.0', 'nearest 1.95.0 as 1.95.0'],
    ['1.95.0-nightly', 'nearest 1.95.0 as 1.95.0'],
    ['1.95.0-beta.2', 'nearest 1.95.0 as 1.95.0'],
    ['1.95.1', 'nearest 1.95.0 as 1.95.0'],
    ['1.120', `nearest ${newest} as ${newest}`],
    ['1.63', `nearest ${oldest} as ${oldest}`],
    ['1.2', `nearest ${oldest} as ${oldest}`],
    ['my-fork', `nearest ${newest} as ${newest}`],
    ['2.0.0', `nearest ${newest} as ${newest}`],
  ] as const) {
    it(`${release}: ${expected}`, () => {
      const known = knowledgeOf(parseRelease(release));
      const as = known.kind === 'described' ? '' : ` as ${known.nearest}`;
      assert.equal(`${known.kind} ${releaseName(known)}${as}`, expected);
    });
  }
});

describe('the nightly of a date', () => {
  for (const [date, expected] of [
    ['2026-05-19', 97],
    ['2026-11-01', 101],
    ['2024-01-01', 77],
    ['2014-01-01', undefined],
    ['yesterday', undefined],
  ] as const) {
    it(`${date}: 1.${expected}`, () => assert.equal(nightlyOf(date)?.minor, expected));
  }
});
