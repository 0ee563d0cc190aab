/**
 * Adds whole layouts to what measure.ts wrote, asking a real compiler:
 *
 *   npx tsx scripts/facts/compare/measureLayouts.ts FILE.json… -- rustc [--sysroot SR]
 *
 * Each row gets a fifth column, the layout as a line of text (`test/support/abi/summary.ts`); null where the
 * compiler tells none.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dumpLayouts } from './dumpLayouts.ts';

interface Measured {
  readonly rustc: string;
  readonly target: string;
  readonly types: readonly (readonly [string, number, number, number, ...unknown[]])[];
}

const COLUMNS = ['type', 'size', 'align', 'optionSize', 'layout'];

function addLayouts(path: string, command: readonly [string, ...string[]]): void {
  const { rustc, target, types } = JSON.parse(readFileSync(path, 'utf8')) as Measured;
  const compiler = { command, minor: Number.parseInt(rustc.slice('1.'.length), 10), triple: target };
  const texts = types.map(([text]) => text);
  const layouts = dumpLayouts(compiler, texts);
  const rows = types.map((row) => JSON.stringify([...row.slice(0, 4), layouts.get(row[0]) ?? null]));
  const head = JSON.stringify({ rustc, target, columns: COLUMNS, types: [] }).slice(0, -2);
  writeFileSync(path, `${head}\n${rows.join(',\n')}\n]}\n`);
  console.log(`${path}: ${rows.length} types, ${layouts.size} layouts`);
}

const separator = process.argv.indexOf('--');
const [program, ...rest] = process.argv.slice(separator + 1);
if (separator < 0 || program === undefined) throw new Error('see the head of measureLayouts.ts');
for (const path of process.argv.slice(2, separator)) addLayouts(path, [program, ...rest]);
