#!/usr/bin/env node
// Writes server/src/base/targets.json: what the installed rustc says about every target that it knows.
//   node scripts/generateTargets.mjs [RUSTC]
// A target's entry holds its LLVM data layout, the least size of a repr(C) enum, and the cfg options that hold
// there without further flags. No target needs to be installed. `debug_assertions` is left out, because it is the
// profile's and not the target's.
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';

const run = promisify(execFile);
const rustc = process.argv[2] ?? 'rustc';
const output = new URL('../server/src/base/targets.json', import.meta.url);

async function ask(args, env = {}) {
  const { stdout } = await run(rustc, args, { env: { ...process.env, ...env }, maxBuffer: 2 ** 24 });
  return stdout;
}

/** `[data layout, c-enum-min-bits, cfg options]` of a target; undefined for one that rustc was built without. */
async function describe(target) {
  try {
    return await describeKnown(target);
  } catch (error) {
    console.warn(`left out ${target}: ${error.message.split('\n')[1]}`);
    return undefined;
  }
}

async function describeKnown(target) {
  const spec = JSON.parse(
    await ask(['-Zunstable-options', '--print', 'target-spec-json', '--target', target], {
      RUSTC_BOOTSTRAP: '1',
    }),
  );
  const cfg = (await ask(['--print', 'cfg', '--target', target])).split('\n').filter(Boolean);
  return [
    spec['data-layout'],
    spec['c-enum-min-bits'] ?? spec['target-c-int-width'] ?? 32,
    cfg.filter((option) => option !== 'debug_assertions'),
  ];
}

/** Maps with as many calls at once as there are processors, keeping the order. */
async function mapParallel(items, map) {
  const results = new Array(items.length);
  const queue = items.entries();
  const work = async () => {
    for (const [i, item] of queue) results[i] = await map(item);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return results;
}

/** Options that several targets have are stored once, and referred to by number. */
function shareOptions(described) {
  const uses = new Map();
  for (const [, , cfg] of described.filter(Boolean))
    for (const option of cfg) uses.set(option, (uses.get(option) ?? 0) + 1);
  const options = [...uses.keys()].sort((a, b) => uses.get(b) - uses.get(a) || (a < b ? -1 : 1));
  return { options, numberOf: new Map(options.map((option, i) => [option, i])) };
}

const targets = (await ask(['--print', 'target-list'])).split('\n').filter(Boolean);
const described = await mapParallel(targets, describe);
const { options, numberOf } = shareOptions(described);
const release = /^rustc (\S+)/.exec(await ask(['--version']))?.[1];
const lines = targets.flatMap((target, i) => {
  if (described[i] === undefined) return [];
  const [dataLayout, cEnumMinBits, cfg] = described[i];
  return `${JSON.stringify(target)}:${JSON.stringify([dataLayout, cEnumMinBits, ...cfg.map((o) => numberOf.get(o))])}`;
});
const head = `{"rustc":${JSON.stringify(release)},\n"options":${JSON.stringify(options)},\n`;
writeFileSync(output, `${head}"targets":{\n${lines.join(',\n')}\n}}\n`);
console.log(`${lines.length} targets of rustc ${release}`);
