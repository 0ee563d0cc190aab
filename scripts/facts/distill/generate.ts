/**
 * Makes the facts of one release of the standard library from rustdoc's JSON:
 *
 *   npx tsx scripts/facts/distill/generate.ts --release 1.96 --toolchain TC --json DIR --out FILE [TARGET…]
 *
 * TC is a folder made by scripts/toolchain/fetch-toolchain.sh, DIR one made by scripts/toolchain/std-json.sh
 * (DIR/TARGET/CRATE.json). See README.md beside this file.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { RawRecord } from '../../../server/src/facts/encoding.ts';
import { Attributes } from './attributes.ts';
import { collect } from './collect.ts';
import { loadCrates } from './crateSet.ts';
import { readFound } from './found.ts';
import { mergeTargets, type TargetFacts } from './merge.ts';
import { ModuleNames } from './modules.ts';
import { describeTarget, PRIVATE_CRATES, PUBLIC_CRATES } from './targets.ts';

interface Options {
  readonly release: string;
  readonly toolchain: string;
  readonly json: string;
  readonly out: string;
  readonly targets: readonly string[];
}

function main(): void {
  const options = readOptions();
  const attributes = new Attributes(join(options.toolchain, 'src'));
  const targets = options.targets.map((triple) => targetFacts(options, triple, attributes));
  const text = mergeTargets(options.release, targets);
  writeFileSync(options.out, text);
  console.log(`${options.out}: ${text.split('\n').length - 5} records, ${(text.length / 1e6).toFixed(2)} MB`);
}

function targetFacts(options: Options, triple: string, attributes: Attributes): TargetFacts {
  const dir = join(options.json, triple);
  const crates = loadCrates(dir, [...PUBLIC_CRATES, ...PRIVATE_CRATES]);
  const info = describeTarget(
    join(options.toolchain, 'bin/rustc'),
    triple,
    crates.crates.map((crate) => crate.name),
  );
  const found = readFound(join(dir, 'found.json'));
  const missing = new Set(found.missing);
  const names = new ModuleNames(crates, (module, name) => !missing.has(`${module.path}::${name}`));
  const facts = collect({
    crates,
    publicCrates: PUBLIC_CRATES,
    names,
    attributes,
    pointerWidth: info.pointerWidth,
  });
  for (const [key, value] of Object.entries(found.values)) {
    const record = facts.records.get(key);
    if (record?.[0] === 'c') facts.records.set(key, record.with(5, value) as unknown as RawRecord);
  }
  console.log(`${triple}: ${facts.records.size} records, ${facts.lang.size} lang items`);
  return { info, facts };
}

function readOptions(): Options {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      release: { type: 'string' },
      toolchain: { type: 'string' },
      json: { type: 'string' },
      out: { type: 'string' },
    },
  });
  const { release, toolchain, json, out } = values;
  if (!release || !toolchain || !json || !out) {
    throw new Error('usage: generate.ts --release 1.96 --toolchain TC --json DIR --out FILE [TARGET…]');
  }
  const targets = positionals.length > 0 ? positionals : ['x86_64-unknown-linux-gnu'];
  return { release, toolchain, json, out, targets };
}

main();
