/**
 * Holds the layout rules of a release (`layout/abi/releases.ts`) against its compiler: random types, laid out by both.
 *
 *     npx tsx test/conformance/abi/checkSwitches.ts COMMAND… [--seeds COUNT] [--first SEED] [--length TYPES]
 *
 * Each COMMAND is that of a compiler, such as `rustc` or `'rustup run nightly rustc'`. Prints a line for each compiler and
 * target, and every type that differs; the exit status is 1 if any does.
 */
import { parseArgs } from 'node:util';
import { parseRelease } from '../../../server/src/base/releases.ts';
import { askRustc, type RustcCommand, rustcRelease } from '../../support/abi/askRustc.ts';
import { calculateProgram } from '../../support/abi/calculate.ts';
import { generateProgram } from '../../support/abi/generate.ts';
import { summarizeResult } from '../../support/abi/summary.ts';
import { layoutCx } from '../../support/abi/target.ts';
import { comparable, TARGETS } from './fixtures.ts';

interface Counts {
  types: number;
  wrong: number;
}

/** The types of one program that the calculator lays out otherwise than the compiler, each with both summaries. */
function compare(command: RustcCommand, version: string, target: string, seed: number, length: number) {
  const { minor = 0, patch } = parseRelease(version) ?? {};
  const program = generateProgram(seed, length);
  const { summaries, complaints } = askRustc(command, minor, target, program);
  if (complaints[0] !== undefined) return complaints[0];
  const results = calculateProgram(layoutCx(target, minor, patch), program);
  return results.flatMap((result, i) => {
    const [item, theirs = ''] = [program[i], summaries[i]];
    const ours = result.kind === 'error' && theirs.startsWith('error') ? theirs : summarizeResult(result);
    if (comparable(ours, item, minor) === comparable(theirs, item, minor)) return [];
    return [`seed ${seed}, item ${i}: ${JSON.stringify(item)}\n  ours  ${ours}\n  rustc ${theirs}`];
  });
}

function checkTarget(
  command: RustcCommand,
  version: string,
  target: string,
  seeds: readonly number[],
  length: number,
) {
  const counts: Counts = { types: 0, wrong: 0 };
  for (const seed of seeds) {
    const found = compare(command, version, target, seed, length);
    if (typeof found === 'string')
      return console.log(`${version} ${target}: not asked (${found.slice(0, 80)})`);
    counts.types += length;
    counts.wrong += found.length;
    for (const difference of found.slice(0, 5)) console.log(difference);
  }
  if (counts.wrong > 0) process.exitCode = 1;
  console.log(`${version} ${target}: ${counts.types} types, ${counts.wrong} wrong`);
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seeds: { type: 'string', default: '3' },
    first: { type: 'string', default: '5000' },
    length: { type: 'string', default: '300' },
  },
});
const seeds = Array.from({ length: Number(values.seeds) }, (_, i) => Number(values.first) + i);
for (const text of positionals) {
  const command = text.split(' ') as unknown as RustcCommand;
  const release = rustcRelease(command);
  if (release === undefined) throw new Error(`"${text}" is no rustc`);
  for (const target of TARGETS) checkTarget(command, release.version, target, seeds, Number(values.length));
}
