/**
 * Asks compilers for the layouts in this folder, and writes them.
 *
 *     npx tsx test/conformance/abi/collect.ts COMMAND…
 *
 * Each argument is the command of one compiler, such as `rustc` or `'rustup run nightly rustc'`. What other compilers said
 * before stays; of a target without a file the first compiler is the base release. The program is made from its seed.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { askRustc, type RustcCommand, rustcRelease } from '../../support/abi/askRustc.ts';
import { generateProgram } from '../../support/abi/generate.ts';
import type { Program } from '../../support/abi/program.ts';
import { fixtureUrl, readTargetLayouts, TARGETS, type TargetLayouts } from './fixtures.ts';

const SEED = 20;
const LENGTH = 250;

interface Compiler {
  readonly command: RustcCommand;
  readonly version: string;
  readonly minor: number;
}

function compiler(text: string): Compiler {
  const command = text.split(' ') as unknown as RustcCommand;
  const release = rustcRelease(command);
  if (release === undefined) throw new Error(`"${text}" is no rustc`);
  return { command, ...release };
}

/** The summaries, or undefined if this compiler doesn't know the target. */
function summaries(
  { command, minor, version }: Compiler,
  target: string,
  program: Program,
): readonly string[] | undefined {
  const answer = askRustc(command, minor, target, program);
  if (answer.complaints.length === 0) return answer.summaries;
  console.warn(`${version} ${target}: ${answer.complaints[0]}`);
  return undefined;
}

function collect(target: string, program: Program, compilers: readonly Compiler[]): void {
  const base = existsSync(fixtureUrl(target))
    ? readTargetLayouts(target)
    : newBase(target, program, compilers[0]);
  if (base === undefined) return;
  const differences: Record<string, Readonly<Record<string, string>>> = { ...base.differences };
  for (const other of compilers.filter(({ version }) => version !== base.release)) {
    const found = summaries(other, target, program)?.map((summary, i): [number, string] => [i, summary]);
    const different = found?.filter(([i, summary]) => summary !== base.summaries[i]);
    if (different !== undefined) differences[other.version] = Object.fromEntries(different);
  }
  const layouts = { ...base, differences };
  writeFileSync(fixtureUrl(target), `${JSON.stringify(layouts).replaceAll('","', '",\n"')}\n`);
}

function newBase(target: string, program: Program, base: Compiler | undefined): TargetLayouts | undefined {
  const expected = base && summaries(base, target, program);
  return base && expected && { release: base.version, summaries: expected, differences: {} };
}

const compilers = process.argv.slice(2).map(compiler);
const program = generateProgram(SEED, LENGTH);
writeFileSync(fixtureUrl('program'), `[\n${program.map((item) => JSON.stringify(item)).join(',\n')}\n]\n`);
for (const target of TARGETS) collect(target, program, compilers);
