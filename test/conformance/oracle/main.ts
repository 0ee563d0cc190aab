#!/usr/bin/env tsx
// The oracle on the command line (README.md).

import fs from 'node:fs';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { compareLayouts } from './compareLayouts.ts';
import { formatLayout, layoutOracle } from './layoutOracle.ts';
import { OracleFailure } from './process.ts';
import type { OracleOptions } from './rustcPlan.ts';
import type { OracleLayout, RustLayoutV1 } from './rustLayout.ts';
import { verifyOracle } from './verify.ts';

const USAGE = `tsx main.ts layout  CRATE-DIR|FILE.rs [--out FILE] [options]
tsx main.ts verify  ORACLE.json CRATE-DIR|FILE.rs [options]
tsx main.ts compare ORACLE.json PRODUCT.json [--min 1.0] [--no-macros]
options: --features a,b  --no-default-features  --target T  --edition E (of a file)
         --registry DIR (a directory source in crates.io's place)  --target-dir DIR  --no-macros`;

const OPTIONS = {
  features: { type: 'string' },
  'no-default-features': { type: 'boolean' },
  target: { type: 'string' },
  edition: { type: 'string' },
  registry: { type: 'string' },
  'target-dir': { type: 'string' },
  'no-macros': { type: 'boolean' },
  out: { type: 'string' },
  min: { type: 'string' },
} as const satisfies ParseArgsConfig['options'];

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

const read = <T>(file: string): T => JSON.parse(fs.readFileSync(file, 'utf8')) as T;

function oracleOptions(input: string, values: Values): OracleOptions {
  return {
    input,
    features: values.features?.split(',') ?? [],
    defaultFeatures: !values['no-default-features'],
    target: values.target,
    registry: values.registry,
    targetDir: values['target-dir'],
    edition: values.edition,
    macros: !values['no-macros'],
  };
}

function layout([input]: string[], values: Values): void {
  const text = formatLayout(layoutOracle(oracleOptions(input!, values)));
  if (values.out) fs.writeFileSync(values.out, text);
  else process.stdout.write(text);
}

function verify([oracleFile, input]: string[], values: Values): void {
  const oracle = read<OracleLayout>(oracleFile!);
  const features = oracle.features.filter((f) => f !== 'default').join();
  const given = oracleOptions(input!, { features, edition: oracle.edition, ...values });
  const result = verifyOracle(oracle, features ? given : { ...given, features: [] });
  console.log(
    `${oracle.crate} ${oracle.version}: ${result.holds ? 'holds' : 'FAILS'}: ${result.types} types, ` +
      `${result.niches} niches, ${result.offsets} offsets; ${result.left} types left out`,
  );
  if (result.holds) return;
  console.log(result.message);
  process.exitCode = 1;
}

function compare([oracleFile, productFile]: string[], values: Values): void {
  const oracle = read<OracleLayout>(oracleFile!);
  const result = compareLayouts(oracle, read<RustLayoutV1>(productFile!), { macros: !values['no-macros'] });
  for (const { type, differences } of result.wrong) {
    console.log(
      `wrong: ${type.file}:${type.line} ${type.kind} ${type.name}\n    ${differences.join('\n    ')}`,
    );
  }
  for (const { type, reason } of result.open)
    console.log(`open:  ${type.file}:${type.line} ${type.name}: ${reason}`);
  const share = result.types ? result.exact / result.types : 1;
  console.log(
    `exact ${result.exact}/${result.types} (${(Math.floor(share * 1000) / 10).toFixed(1)}%) wrong ${result.wrong.length}`,
  );
  if (result.wrong.length || share < Number(values.min ?? 1)) process.exitCode = 1;
}

const COMMANDS: Readonly<
  Record<string, { arity: number; action: (inputs: string[], values: Values) => void }>
> = {
  layout: { arity: 1, action: layout },
  verify: { arity: 2, action: verify },
  compare: { arity: 2, action: compare },
};

try {
  const { positionals, values } = parseArgs({ options: OPTIONS, allowPositionals: true });
  const command = COMMANDS[positionals[0] ?? ''];
  if (command?.arity !== positionals.length - 1) throw new OracleFailure(USAGE);
  command.action(positionals.slice(1), values);
} catch (error) {
  if (!(error instanceof OracleFailure)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
