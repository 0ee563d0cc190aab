#!/usr/bin/env tsx
// `npm run test:corpus`: real crates, as the product and as rustc lay out their types. Exits 1 when anything is wrong.

import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { formatLayout, layoutOracle } from '../oracle/layoutOracle.ts';
import {
  type CorpusCrate,
  type CrateTruth,
  corpusCrates,
  crateTruthPath,
  readCrateTruth,
} from './corpusCrates.ts';
import { markdownTable, textHeader, textRow, textSummary, totals, wrongLines } from './corpusReport.ts';
import { CACHE, fetchCorpus } from './fetchCorpus.ts';
import { type CrateResult, measureCrate } from './measureCrate.ts';

const USAGE = `npm run test:corpus -- [CRATE…] [--live] [--markdown FILE]
  --live            ask the rustc on the PATH instead of reading the committed truth
  --write           with --live: commit what it says to crates/
  --markdown FILE   write the table there too`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    live: { type: 'boolean' },
    write: { type: 'boolean' },
    markdown: { type: 'string' },
    help: { type: 'boolean' },
  },
});

if (values.help) console.log(USAGE);
else await measureAll();

async function measureAll(): Promise<void> {
  const crates = corpusCrates().filter((c) => !positionals.length || positionals.includes(c.name));
  const folders = fetchCorpus(crates, (line) => console.error(line));
  const results: CrateResult[] = [];
  console.log(textHeader());
  for (const crate of crates) {
    const folder = folders.get(crate.name)!;
    const truth = values.live ? askCompiler(crate, folder) : readCrateTruth(crate);
    if (!truth) throw new Error(`no truth for ${crate.name} ${crate.version}: run with --live --write`);
    const result = await measureCrate(crate, folder, truth);
    results.push(result);
    console.log(textRow(result));
    for (const line of wrongLines(result)) console.log(line);
  }
  console.log(textSummary(results));
  if (values.markdown) fs.writeFileSync(values.markdown, markdownTable(results));
  const { wrong, failed } = totals(results);
  if (wrong || failed) process.exitCode = 1;
}

function askCompiler(crate: CorpusCrate, folder: string): CrateTruth {
  console.error(`asking rustc about ${crate.name} …`);
  const { features, defaultFeatures } = crate;
  const answer = layoutOracle({
    input: folder,
    features,
    defaultFeatures,
    targetDir: path.join(CACHE, 'target'),
  });
  const { crate: name, version, rustc, target, types, skipped } = answer;
  const truth: CrateTruth = { crate: name, version, rustc, target, types, skipped };
  if (values.write) fs.writeFileSync(crateTruthPath(crate), formatLayout(truth));
  return truth;
}
