import assert from 'node:assert/strict';
import fs from 'node:fs';
import { needsRustc } from '../../support/rustc.ts';
import { checkRun, failed } from './checkRun.ts';
import { compareDrops, wrongPoints } from './compareDrops.ts';
import { type DropFile, dropFiles, readDrops } from './dropFiles.ts';
import { dropsOracle } from './dropsOracle.ts';
import { type RunEvent, runDrops } from './runDrops.ts';
import type { DropScope, OracleDrops } from './rustDrops.ts';

const ASKED = /^(exits|moves|edition2024)$/;
const asked = dropFiles().filter((f) => process.env.CONFORMANCE_LIVE || ASKED.test(f.name));

/** The truth with the first two drops of one point exchanged. */
function* swapped(oracle: OracleDrops): Generator<OracleDrops> {
  for (const fn of oracle.functions) {
    for (const scope of fn.scopes) {
      const [a, b, ...rest] = scope.drops;
      if (!a || !b || a.type !== 'D' || b.type !== 'D' || a.conditional || b.conditional) continue;
      const damaged: DropScope = { ...scope, drops: [b, a, ...rest] };
      const scopes = fn.scopes.map((s) => (s === scope ? damaged : s));
      yield { ...oracle, functions: oracle.functions.map((f) => (f === fn ? { ...fn, scopes } : f)) };
    }
  }
}

describe('the committed drop orders', () => {
  it('hold hundreds of points', () => {
    const points = dropFiles().flatMap((f) => readDrops(f).functions.flatMap((fn) => fn.scopes));
    assert.ok(points.length > 400, `${points.length} points`);
  });

  it('are exact against themselves', () => {
    for (const file of dropFiles()) {
      const truth = readDrops(file);
      const result = compareDrops(truth, truth);
      assert.deepEqual([result.exact, wrongPoints(result)], [result.points, 0], file.name);
    }
  });
});

describe('the drops oracle', function () {
  this.timeout(120_000);
  needsRustc();
  for (const file of asked) {
    it(`says the same of ${file.name}`, () => {
      const { functions } = dropsOracle({ input: file.path, edition: file.edition });
      assert.deepEqual(JSON.parse(JSON.stringify(functions)), readDrops(file).functions);
    });
  }

  describe('agrees with programs that tell what they drop', () => {
    for (const file of asked) {
      it(file.name, () => {
        const events = runDrops(file.path, file.edition);
        assert.ok(events.length > 10);
        assert.deepEqual(mismatches(file, events, readDrops(file)), []);
      });
    }
  });

  it('would not agree with damaged ones', () => {
    const file = dropFiles().find((f) => f.name === 'moves')!;
    const events = runDrops(file.path, file.edition);
    const damages = [...swapped(readDrops(file))];
    const seen = damages.filter((damaged) => mismatches(file, events, damaged).length);
    // Not every path runs; but most damages must show, or the check proves nothing.
    assert.ok(
      damages.length > 3 && seen.length >= damages.length * 0.7,
      `${seen.length} of ${damages.length} damages found`,
    );
  });
});

const mismatches = (file: DropFile, events: readonly RunEvent[], oracle: OracleDrops): string[] =>
  checkRun(events, oracle, fs.readFileSync(file.path, 'utf8'))
    .filter(failed)
    .map((r) => `${r.name}: ${r.detail}`);
