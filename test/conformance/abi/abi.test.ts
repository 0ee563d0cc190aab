import assert from 'node:assert/strict';
import { parseRelease } from '../../../server/src/base/releases.ts';
import { layoutViolations } from '../../../server/src/layout/abi/invariants.ts';
import { askRustc, type RustcCommand, rustcRelease } from '../../support/abi/askRustc.ts';
import { calculateProgram } from '../../support/abi/calculate.ts';
import { generateProgram } from '../../support/abi/generate.ts';
import type { Program } from '../../support/abi/program.ts';
import { summarizeResult } from '../../support/abi/summary.ts';
import { layoutCx } from '../../support/abi/target.ts';
import { comparable, readProgram, readTargetLayouts, TARGETS } from './fixtures.ts';

/** Compares the calculator with rustc's summaries, and every layout with the invariants. */
function check(target: string, release: string, program: Program, expected: readonly string[]): void {
  const { minor = 0, patch } = parseRelease(release) ?? {};
  const cx = layoutCx(target, minor, patch);
  for (const [i, result] of calculateProgram(cx, program).entries()) {
    const [item, theirs] = [program[i], expected[i] ?? ''];
    const what = `item ${i}: ${JSON.stringify(item)}`;
    const bothFail = result.kind === 'error' && theirs.startsWith('error');
    const ours = bothFail ? theirs : summarizeResult(result);
    assert.equal(comparable(ours, item, minor), comparable(theirs, item, minor), what);
    if (result.kind === 'layout') assert.deepEqual(layoutViolations(cx, result.layout), [], what);
  }
}

describe('layouts that rustc gave', () => {
  const program = readProgram();
  for (const target of TARGETS) {
    const { release, summaries, differences } = readTargetLayouts(target);
    it(`${release} ${target}`, () => check(target, release, program, summaries));
    for (const [other, different] of Object.entries(differences)) {
      const expected = summaries.map((summary, i) => different[i] ?? summary);
      it(`${other} ${target}`, () => check(target, other, program, expected));
    }
  }
});

describe('layouts that the installed rustc gives', function () {
  this.timeout(60_000);
  const command: RustcCommand = ['rustc'];
  const release = rustcRelease(command);
  for (const [target, seed] of [
    ['x86_64-unknown-linux-gnu', 1001],
    ['i686-unknown-linux-gnu', 1002],
    ['thumbv7em-none-eabihf', 1003],
  ] as const) {
    it(`${target}${release ? '' : ' (no rustc on the PATH)'}`, function () {
      if (release === undefined) return this.skip();
      const program = generateProgram(seed, 200);
      const answer = askRustc(command, release.minor, target, program);
      assert.deepEqual(answer.complaints, []);
      check(target, release.version, program, answer.summaries);
    });
  }
});
