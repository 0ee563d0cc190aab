/**
 * Measures std's nameable types with a real compiler, as truth for test/conformance/std:
 *
 *   npx tsx scripts/facts/compare/measure.ts --rustdoc RUSTDOC --sysroot SR --facts FILE --release 1.96 --out DIR TARGET…
 *
 * Writes DIR/RELEASE-TARGET.json: size, alignment and the size of `Option` of every public struct, enum and
 * union that a path can name, with parameters' defaults, and a few plain types for parameters without one
 * (whatever their bounds allow).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { FactsFile } from '../../../server/src/facts/factsFile.ts';
import { FactsView } from '../../../server/src/facts/factsView.ts';
import { nameableTypes } from './nameableTypes.ts';
import { documentConstants } from './probeRustc.ts';

const MEASURE =
  'const fn m<T>() -> u128 { ((size_of::<T>() as u128) << 80) | ((align_of::<T>() as u128) << 64) | size_of::<Option<T>>() as u128 }';

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      rustdoc: { type: 'string' },
      sysroot: { type: 'string' },
      facts: { type: 'string' },
      release: { type: 'string' },
      out: { type: 'string' },
    },
  });
  const { rustdoc, sysroot, facts, release, out } = values;
  if (!rustdoc || !sysroot || !facts || !release || !out) throw new Error('see the head of measure.ts');
  const file = new FactsFile(readFileSync(facts, 'utf8'));
  for (const triple of positionals) {
    const target = file.header.targets.find((known) => known.triple === triple);
    if (!target) throw new Error(`no facts for ${triple}`);
    const view = new FactsView(file, release, target);
    const texts = nameableTypes(view).flatMap((type) => type.instances);
    const wanted = texts.map((text) => ({ key: text, ty: 'u128', path: `m::<${text}>()` }));
    const roots = ['core', 'alloc', 'std'].filter((name) => view.crate(name));
    const values = documentConstants({ rustc: '', triple, rustdoc, sysroot }, roots, wanted, [MEASURE]);
    const rows = [...values].map(([text, value]) => JSON.stringify([text, ...unpack(value)])).sort();
    const head = `{"rustc":"${release}","target":"${triple}","columns":["type","size","align","optionSize"],"types":[`;
    writeFileSync(join(out, `${release}-${triple}.json`), `${head}\n${rows.join(',\n')}\n]}\n`);
    console.log(`${release} ${triple}: ${wanted.length} tried, ${rows.length} measured`);
  }
}

function unpack(text: string): [number, number, number] {
  const value = BigInt(text.replace('u128', '').replaceAll('_', ''));
  return [Number(value >> 80n), Number((value >> 64n) & 0xffffn), Number(value & 0xffffffffffffffffn)];
}

main();
