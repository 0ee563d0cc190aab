import { spawnSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Hover } from 'vscode-languageserver';
import { askedAt, writeDependencyTree } from './dependencyTree.ts';
import { countBodies, timeDropHints } from './dropHints.ts';
import { type Fixture, nameColumn, writeFixture } from './fixture.ts';
import { LanguageServer } from './languageServer.ts';
import { writeMacroCrate } from './macroCrate.ts';
import { spreadOf, timed } from './statistics.ts';

/** Measures the bundles in dist/ on a generated file of 5,000 lines, and rust-analyzer beside them where one is given. */

const root = path.resolve(import.meta.dirname, '../..');
const { values: options } = parseArgs({
  options: {
    'rust-analyzer': { type: 'string' },
    /** Another build's dist/server.cjs, to be measured beside this one. */
    before: { type: 'string' },
    lines: { type: 'string' },
  },
});
const fixture = await writeFixture(Number(options.lines ?? 5000));
const runs = 100;
/** Milliseconds after which a server is not asked any more. */
const patience = 30_000;

try {
  const ours = [process.execPath, path.join(root, 'dist/server.cjs'), '--stdio'];
  const columns = [await measure('this server', ours, fixture)];
  const { before } = options;
  if (before !== undefined)
    columns.unshift(await measure('before', [process.execPath, path.resolve(before), '--stdio'], fixture));
  const peer = options['rust-analyzer'];
  if (peer !== undefined) columns.push(await measure('rust-analyzer', [peer], fixture));
  print(columns);
  await printDropHints(ours);
  printWholeCrate();
  for (const count of [1, 10, 100]) await printDependencyTree(count, ours);
  for (const files of [20, 200]) await printMacroCrate(files, ours);
} finally {
  await rm(fixture.root, { recursive: true, force: true });
}

interface Column {
  readonly title: string;
  readonly rows: ReadonlyMap<string, string>;
}

async function measure(title: string, command: readonly string[], { structLines }: Fixture): Promise<Column> {
  console.error(`▸ Measuring ${title} …`);
  const rows = new Map<string, string>();
  const lineAt = (run: number) => structLines[(run * 7) % structLines.length] ?? 0;

  const start = performance.now();
  const server = await LanguageServer.start(command, fixture);
  rows.set('start to first hint', await since(start, async () => (await server.hints(lineAt(0))).length > 0));
  rows.set('processor time until then', milliseconds(server.usedTime()));
  rows.set(
    'start to first size',
    await since(start, async () => hasSize(await server.hover(lineAt(0), nameColumn))),
  );

  const hovers = await timed(runs, (run) => server.hover(lineAt(run), nameColumn));
  rows.set('hover', spread(hovers));
  const usedBefore = server.usedTime();
  const keystrokes = await timed(runs, async (run) => {
    // In front of a field's type: one field more with every keystroke.
    await server.type(lineAt(1) + 1, '    pub id: '.length, `u8, f${run}: `);
    await server.hints(lineAt(1));
  });
  rows.set('keystroke to hints', spread(keystrokes));
  rows.set('processor time of one', milliseconds((server.usedTime() - usedBefore) / runs));
  const typed = await timed(runs, async (run) => {
    await server.type(lineAt(1) + 1, '    pub id: '.length, `u8, h${run}: `);
    await server.hover(lineAt(1), nameColumn);
  });
  rows.set('keystroke to hover', spread(typed));
  rows.set('peak memory', `${server.peakMemory().toFixed(0)} MB`);
  await server.stop();
  return { title, rows };
}

/** Asks until the answer is yes; how long after `start` that is, or that it never is. */
async function since(start: number, ask: () => Promise<boolean>): Promise<string> {
  while (!(await ask())) {
    if (performance.now() - start > patience) return `none in ${patience / 1000} s`;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return milliseconds(performance.now() - start);
}

/** Whether a hover tells a size, in our words or in rust-analyzer's. */
function hasSize(hover: Hover | null): boolean {
  return /\d+ bytes|size = /.test(JSON.stringify(hover));
}

function print(columns: readonly Column[]): void {
  const names = [...(columns[0]?.rows.keys() ?? [])];
  console.log(['', ...columns.map(({ title }) => title)].map((cell) => cell.padEnd(30)).join(''));
  for (const name of names) {
    const cells = [name, ...columns.map(({ rows }) => rows.get(name) ?? '')];
    console.log(cells.map((cell) => cell.padEnd(30)).join(''));
  }
}

/** From a keystroke in a function's body to the drop hints on the screen, and what that has to look at. */
async function printDropHints(command: readonly string[]): Promise<void> {
  const values = await timeDropHints(command, fixture, runs);
  const { analysed, all } = await countBodies(fixture);
  const bodies = `${analysed} of ${all} bodies analysed anew`;
  console.log(`${'keystroke to drop hints'.padEnd(30)}${spread(values)}, ${bodies}`);
}

/** Every type of the crate by the command line, its start included. */
function printWholeCrate(): void {
  const start = performance.now();
  const args = [path.join(root, 'dist/cli.mjs'), 'layout', fixture.folder, '--json'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  if (status !== 0) throw new Error(`layout --json: ${stderr}`);
  const seconds = (performance.now() - start) / 1000;
  const types: number = JSON.parse(stdout).types.length;
  console.log(
    `${'whole crate'.padEnd(30)}${types} types in ${seconds.toFixed(2)} s: ${(types / seconds).toFixed(0)} a second`,
  );
}

/** One hover, cold, in a crate with so many dependencies of which it needs one. */
async function printDependencyTree(count: number, command: readonly string[]): Promise<void> {
  const tree = await writeDependencyTree(count);
  const start = performance.now();
  const server = await LanguageServer.start(command, tree);
  const took = await since(start, async () => hasSize(await server.hover(askedAt.line, askedAt.character)));
  const memory = server.peakMemory().toFixed(0);
  console.log(`${`first hover, ${count} dependencies`.padEnd(30)}${took}, ${memory} MB`);
  await server.stop();
  await rm(tree.root, { recursive: true, force: true });
}

/** The first hover and those after it, in a crate of so many files full of macro calls, of which it needs one file. */
async function printMacroCrate(files: number, command: readonly string[]): Promise<void> {
  const crate = await writeMacroCrate(files);
  const start = performance.now();
  const server = await LanguageServer.start(command, crate);
  const hover = () => server.hover(askedAt.line, askedAt.character);
  const took = await since(start, async () => hasSize(await hover()));
  const warm = spread(await timed(runs, hover));
  const memory = server.peakMemory().toFixed(0);
  console.log(`${`first hover, ${files} macro files`.padEnd(30)}${took}, then ${warm}, ${memory} MB`);
  await server.stop();
  await rm(crate.root, { recursive: true, force: true });
}

function milliseconds(value: number): string {
  return `${value.toFixed(value < 10 ? 1 : 0)} ms`;
}

function spread(values: readonly number[]): string {
  const { median, p95 } = spreadOf(values);
  return `${milliseconds(median)} (p95 ${milliseconds(p95)})`;
}
