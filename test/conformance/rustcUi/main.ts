#!/usr/bin/env tsx
// rustc's own tests through both oracles and the product: `npm run test:rustc-ui -- [DIR…]`.

import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { compareDrops, wrongPoints } from '../drops/compareDrops.ts';
import type { RustDropsV1 } from '../drops/rustDrops.ts';
import { compareLayouts } from '../oracle/compareLayouts.ts';
import { OracleFailure, requireRustc } from '../oracle/process.ts';
import type { RustLayoutV1 } from '../oracle/rustLayout.ts';
import { fetchUi } from './fetchUi.ts';
import { type UiFile, uiFiles } from './uiFiles.ts';
import { UiProduct } from './uiProduct.ts';
import { addCounts, noCounts, type UiCounts, uiTable } from './uiReport.ts';
import { isFailed, uiTruth } from './uiTruth.ts';

const USAGE = `npm run test:rustc-ui -- [DIR…] [--root TESTS] [--edition E] [--only drops|layouts] [--open] [--every N] [--limit S]

DIR: folders or files below tests/ui; all of it where none is named.
--root: a folder of tests instead of those of the rustc on the PATH    --edition: for all files, instead of their own
--open: tells each open point's reason                                  --every: only each Nth file
--limit: seconds that a file may take before it counts as a hang; 10 unless said, more on a busy machine`;

const OPTIONS = {
  root: { type: 'string' },
  edition: { type: 'string' },
  only: { type: 'string' },
  open: { type: 'boolean' },
  every: { type: 'string' },
  limit: { type: 'string' },
  help: { type: 'boolean' },
} as const;

/** A digest of the oracles' sources: what they said before they were changed does not count. */
function oracleKey(): string {
  const digest = createHash('sha256');
  for (const folder of ['drops', 'oracle'].map((name) => path.join(import.meta.dirname, '..', name))) {
    for (const file of fs.readdirSync(folder).sort())
      if (/^(?!.*(?:test|compare|judge|main|run|Run|Order|format)).*\.ts$/.test(file))
        digest.update(fs.readFileSync(path.join(folder, file)));
  }
  return digest.digest('hex');
}

class UiRun {
  readonly byFolder = new Map<string, UiCounts>();
  readonly reasons = new Map<string, number>();
  readonly #product = new UiProduct();
  readonly #key = oracleKey();
  readonly #rustc = requireRustc().release.split('.').slice(0, 2).join('.');
  readonly #only: string | undefined;
  readonly #limit: number;
  readonly #open: boolean;

  constructor(only: string | undefined, open: boolean, limit: number) {
    this.#only = only;
    this.#limit = limit;
    this.#open = open;
  }

  async file(file: UiFile): Promise<void> {
    const truth = uiTruth(file, this.#key);
    const drops = this.#only === 'layouts' ? undefined : truth.drops();
    const layouts = this.#only === 'drops' ? undefined : truth.layouts();
    if ((!drops || isFailed(drops)) && (!layouts || isFailed(layouts))) return;
    const counts = noCounts();
    counts.files = 1;
    if (drops && !isFailed(drops)) {
      const product = await this.#ask<RustDropsV1>(file, 'drops', counts);
      if (product) this.#drops(file, compareDrops(drops, product, { text: textOf(file) }), counts);
    }
    if (layouts && !isFailed(layouts) && layouts.types.length > 0) {
      const product = await this.#ask<RustLayoutV1>(file, 'layouts', counts);
      if (product) this.#layouts(file, compareLayouts(layouts, product), counts);
    }
    const folder = file.name.includes('/') ? file.name.split('/')[0]! : '.';
    const known = this.byFolder.get(folder) ?? noCounts();
    addCounts(known, counts);
    this.byFolder.set(folder, known);
  }

  async #ask<T>(file: UiFile, kind: 'drops' | 'layouts', counts: UiCounts): Promise<T | undefined> {
    const { path: at, edition } = file;
    const outcome = await this.#product.ask({ path: at, edition, rustc: this.#rustc, kind }, this.#limit);
    if ('json' in outcome) {
      if (outcome.seconds > 2) console.log(`SLOW ${file.name} ${kind}: ${outcome.seconds.toFixed(1)} s`);
      return JSON.parse(outcome.json) as T;
    }
    if ('hang' in outcome) counts.hangs++;
    else counts.crashes++;
    console.log(`${'hang' in outcome ? 'HANG' : 'CRASH'} ${file.name} ${kind}`);
    if ('crash' in outcome) console.log(outcome.crash.split('\n').slice(0, 4).join('\n'));
    return undefined;
  }

  #drops(file: UiFile, result: ReturnType<typeof compareDrops>, counts: UiCounts): void {
    counts.points += result.points;
    counts.pointsExact += result.exact;
    counts.pointsOpen += result.unresolved;
    counts.pointsWrong += wrongPoints(result);
    for (const note of result.notes) console.log(`WRONG ${path.dirname(file.name)}/${note}`);
    for (const [reason, count] of result.reasons) {
      this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + count);
      if (this.#open) console.log(`OPEN ${file.name} ${count}: ${reason}`);
    }
  }

  #layouts(file: UiFile, result: ReturnType<typeof compareLayouts>, counts: UiCounts): void {
    counts.types += result.types;
    counts.typesExact += result.exact;
    counts.typesOpen += result.open.length;
    counts.typesWrong += result.wrong.length;
    for (const { type, differences } of result.wrong)
      console.log(`WRONG ${file.name}:${type.line} ${type.name}: ${differences.join('; ')}`);
    if (this.#open)
      for (const { type, reason } of result.open)
        console.log(`OPEN ${file.name}:${type.line} ${type.name}: ${reason}`);
  }

  report(): void {
    for (const [reason, count] of [...this.reasons].sort((a, b) => b[1] - a[1]).slice(0, 60))
      console.log(`open ${count}: ${reason}`);
    console.log(uiTable(this.byFolder));
  }

  close(): Promise<void> {
    return this.#product.close();
  }
}

const textOf = (file: UiFile) => (): string => fs.readFileSync(file.path, 'utf8');

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const root = values.root === undefined ? fetchUi((line) => console.error(line)) : path.resolve(values.root);
  const every = Number(values.every ?? 1);
  const files = uiFiles(root, positionals).filter((_, k) => k % every === 0);
  console.error(`${files.length} tests compile alone`);
  const run = new UiRun(values.only, values.open ?? false, 1000 * Number(values.limit ?? 10));
  for (const file of files)
    await run.file(values.edition === undefined ? file : { ...file, edition: values.edition });
  run.report();
  await run.close();
}

try {
  await main();
} catch (error) {
  if (!(error instanceof OracleFailure)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
