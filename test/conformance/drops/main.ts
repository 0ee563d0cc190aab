#!/usr/bin/env tsx
// The drops oracle on the command line (README.md).

import fs from 'node:fs';
import path from 'node:path';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { OracleFailure } from '../oracle/process.ts';
import { checkRun, failed } from './checkRun.ts';
import { compareDrops, wrongPoints } from './compareDrops.ts';
import { dropsOracle } from './dropsOracle.ts';
import { formatDrops, renderDrops } from './formatDrops.ts';
import { runDrops } from './runDrops.ts';
import type { OracleDrops, RustDropsV1 } from './rustDrops.ts';

const USAGE = `tsx main.ts drops   CRATE-DIR|FILE.rs [--out FILE] [--text] [--edition E] [--features a,b] [--no-default-features]
                       [--registry DIR] [--target-dir DIR]
tsx main.ts compare ORACLE.json PRODUCT.json [ROOT] [--min 0.9] [--lines] [--base]
                       ROOT: where the files are that both name, to tell positions that differ by parentheses
tsx main.ts run     FILE.rs ORACLE.json       the program's own drops against the oracle's`;

const OPTIONS = {
  out: { type: 'string' },
  text: { type: 'boolean' },
  edition: { type: 'string' },
  features: { type: 'string' },
  'no-default-features': { type: 'boolean' },
  registry: { type: 'string' },
  'target-dir': { type: 'string' },
  min: { type: 'string' },
  lines: { type: 'boolean' },
  base: { type: 'boolean' },
} as const satisfies ParseArgsConfig['options'];

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

const read = <T>(file: string): T => JSON.parse(fs.readFileSync(file, 'utf8')) as T;

/** A file's first line may be `// edition: 2024`. */
const editionOf = (input: string): string | undefined =>
  fs.statSync(input).isFile() ? /^\/\/ edition: (\d+)/.exec(fs.readFileSync(input, 'utf8'))?.[1] : undefined;

function drops([input]: string[], values: Values): void {
  const oracle = dropsOracle({
    input: input!,
    edition: values.edition ?? editionOf(input!),
    features: values.features?.split(',') ?? [],
    defaultFeatures: !values['no-default-features'],
    registry: values.registry,
    targetDir: values['target-dir'],
  });
  if (values.out) fs.writeFileSync(values.out, formatDrops(oracle));
  if (values.text) console.log(renderDrops(oracle));
  else if (!values.out) process.stdout.write(formatDrops(oracle));
  const points = oracle.functions.reduce((sum, f) => sum + f.scopes.length, 0);
  console.error(
    `${oracle.functions.length} functions, ${points} drop points; skipped ${JSON.stringify(oracle.skipped)}`,
  );
}

function compare([oracleFile, productFile, root]: string[], values: Values): void {
  const text = (file: string): string | undefined => {
    const at = path.resolve(root ?? '.', file);
    return fs.existsSync(at) ? fs.readFileSync(at, 'utf8') : undefined;
  };
  const options = { linesOnly: values.lines ?? false, wholeVariables: values.base ?? false, text };
  const result = compareDrops(read<RustDropsV1>(oracleFile!), read<RustDropsV1>(productFile!), options);
  for (const note of result.notes) console.log(note);
  const wrong = wrongPoints(result);
  const share = result.points ? result.exact / result.points : 1;
  console.log(`functions: ${JSON.stringify(result.functions)}`);
  for (const [reason, count] of [...result.reasons].sort((a, b) => b[1] - a[1]))
    console.log(`open ${count}: ${reason}`);
  console.log(`exact ${result.exact}/${result.points} (${(100 * share).toFixed(1)}%) wrong ${wrong}`);
  if (wrong || share < Number(values.min ?? 0)) process.exitCode = 1;
}

function run([file, oracleFile]: string[]): void {
  const oracle = read<OracleDrops>(oracleFile!);
  const results = checkRun(runDrops(file!, oracle.edition), oracle, fs.readFileSync(file!, 'utf8'));
  for (const result of results.filter(failed))
    console.log(`MISMATCH ${result.name}:${result.line} ${result.detail}`);
  const bad = results.filter(failed).length;
  console.log(
    `${path.basename(file!)}: ${results.length - bad} functions the same at run time, ${bad} mismatches`,
  );
  if (bad) process.exitCode = 1;
}

const COMMANDS: Readonly<
  Record<string, { arity: number; more?: number; action: (inputs: string[], values: Values) => void }>
> = {
  drops: { arity: 1, action: drops },
  compare: { arity: 2, more: 1, action: compare },
  run: { arity: 2, action: run },
};

try {
  const { positionals, values } = parseArgs({ options: OPTIONS, allowPositionals: true });
  const command = COMMANDS[positionals[0] ?? ''];
  const given = positionals.length - 1;
  if (!command || given < command.arity || given > command.arity + (command.more ?? 0))
    throw new OracleFailure(USAGE);
  command.action(positionals.slice(1), values);
} catch (error) {
  if (!(error instanceof OracleFailure)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
