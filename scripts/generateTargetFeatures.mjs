#!/usr/bin/env node
// Writes server/src/base/targetFeatures.json: what `-C target-cpu` and `-C target-feature` switch on, by architecture.
//   node scripts/generateTargetFeatures.mjs [RUSTC [ARCH…]]
// With architectures named, the processors and features of all others stay as they are in the file.
// One target stands for each architecture, one whose specification adds few features of its own or none. For each CPU that rustc
// lists there, the table has the features that `--print cfg` names; for each feature, those that cfg then sees, itself
// among them if it is stable: a stable rustc hides the others. For each target, it has the features that its
// specification adds to any processor's and takes away, and whether it heeds `+crt-static`.
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);
const [rustc = 'rustc', ...renewed] = process.argv.slice(2);
const output = new URL('../server/src/base/targetFeatures.json', import.meta.url);

/** `target_arch` and the target that stands for it. */
const representatives = {
  aarch64: 'aarch64-unknown-linux-gnu',
  arm: 'arm-unknown-linux-gnueabi',
  hexagon: 'hexagon-unknown-linux-musl',
  loongarch32: 'loongarch32-unknown-none',
  loongarch64: 'loongarch64-unknown-linux-gnu',
  mips: 'mips-unknown-linux-gnu',
  powerpc: 'powerpc-unknown-linux-gnu',
  powerpc64: 'powerpc64-unknown-linux-gnu',
  riscv32: 'riscv32i-unknown-none-elf',
  riscv64: 'riscv64im-unknown-none-elf',
  s390x: 's390x-unknown-linux-gnu',
  sparc64: 'sparc64-unknown-linux-gnu',
  wasm32: 'wasm32-unknown-unknown',
  wasm64: 'wasm64-unknown-unknown',
  x86: 'i686-unknown-linux-gnu',
  x86_64: 'x86_64-unknown-linux-gnu',
};

/** Targets without the features that those above start with, so that they show which features bring these. */
const bare = {
  aarch64: 'aarch64-unknown-none-softfloat',
  loongarch32: 'loongarch32-unknown-none-softfloat',
  loongarch64: 'loongarch64-unknown-none-softfloat',
  riscv64: 'riscv32i-unknown-none-elf',
  x86: 'i586-unknown-linux-gnu',
  x86_64: 'i586-unknown-linux-gnu',
};

/** Features that rustc wants all of or none (`rustc_target::target_features`, `tied_target_features`). */
const tied = [['paca', 'pacg']];

async function ask(args, env = {}) {
  const { stdout } = await run(rustc, args, { env: { ...process.env, ...env }, maxBuffer: 2 ** 24 });
  return stdout;
}

/** The target features of a command line, as `--print cfg` names them; undefined where rustc refuses it. */
async function featuresWith(target, ...flags) {
  try {
    const cfg = await ask(['--print', 'cfg', '--target', target, ...flags]);
    return [...cfg.matchAll(/^target_feature="(.*)"$/gm)].map((match) => match[1]);
  } catch {
    return undefined;
  }
}

/** Runs a task for each of some items, a few at a time. */
async function forEach(items, task) {
  const rest = [...items];
  const worker = async () => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) await task(item);
  };
  await Promise.all(Array.from({ length: 4 }, worker));
}

const names = (list) => [...list.matchAll(/^ {4}(\S+)/gm)].map((match) => match[1]);

async function describe(target, bareTarget) {
  const base = (await featuresWith(target)) ?? [];
  const cpus = {};
  const listed = names(await ask(['--print', 'target-cpus', '--target', target]));
  await forEach(listed, async (cpu) => {
    if (cpu === 'native') return;
    const features = await featuresWith(target, '-C', `target-cpu=${cpu}`);
    if (features) cpus[cpu] = features;
  });
  const implied = {};
  const bareBase = (await featuresWith(bareTarget)) ?? [];
  // rustc's own list ends where LLVM's begins.
  const [own] = (await ask(['--print', 'target-features', '--target', target])).split(/^Code-generation/m);
  await forEach(names(own), async (feature) => {
    const together = tied.find((some) => some.includes(feature)) ?? [feature];
    const flag = together.map((some) => `+${some}`).join();
    const features = await featuresWith(bareTarget, '-C', `target-feature=${flag}`);
    const brought = features?.filter((f) => !bareBase.includes(f)) ?? [];
    if (brought.length > 0) implied[feature] = brought;
  });
  return { target, base, cpus: sorted(cpus), implied: sorted(implied) };
}

/** The same object with its keys in order: answers come as they like. */
function sorted(object) {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Processors that show what a specification changes: together they have every feature that any of them has. */
function probesOf({ cpus }) {
  const left = new Set(Object.values(cpus).flat());
  const gain = (cpu) => cpus[cpu].filter((feature) => left.has(feature)).length;
  const probes = [];
  while (left.size > 0) {
    const [best] = Object.keys(cpus).sort((a, b) => gain(b) - gain(a));
    probes.push(best);
    for (const feature of cpus[best]) left.delete(feature);
  }
  // One with few features shows what is added to them.
  const [least] = Object.keys(cpus).sort((a, b) => cpus[a].length - cpus[b].length);
  return probes.length === 0 ? [] : [...probes, least];
}

/** The rows of an architecture as the file has them. */
function readArch(arch) {
  const table = JSON.parse(readFileSync(output, 'utf8'));
  const named = (list) => list.map((at) => table.features[at]);
  const { target, base, cpus, implied } = table.archs[arch];
  const namedIn = (entries) => Object.fromEntries(entries.map(([name, list]) => [name, named(list)]));
  return { target, base: named(base), cpus: namedIn(Object.entries(cpus)), implied: namedIn(implied) };
}

/**
 * What a target's specification adds to the features of a processor and what it takes away: LLVM's own rules decide what
 * its names bring with them (`v8.3a`) and what falls with them (`bf16` with `neon`), so a few processors are asked for.
 */
async function compareWith(row, target) {
  const { target: representative, cpus } = row;
  const differences = { adds: new Set(), takes: new Set() };
  for (const cpu of probesOf(row)) {
    const own = await featuresWith(target, '-C', `target-cpu=${cpu}`);
    if (own === undefined) continue;
    const usual = cpus[cpu];
    // `crt-static` is of the target's linking, not of its processors.
    const isOther = (list) => (feature) => feature !== 'crt-static' && !list.includes(feature);
    for (const feature of own.filter(isOther(usual))) differences.adds.add(feature);
    for (const feature of usual.filter(isOther(own))) differences.takes.add(feature);
  }
  if (target === representative) return { adds: [], takes: [] };
  return { adds: [...differences.adds].sort(), takes: [...differences.takes].sort() };
}

async function specification(target) {
  const args = ['-Zunstable-options', '--print', 'target-spec-json', '--target', target];
  return JSON.parse(await ask(args, { RUSTC_BOOTSTRAP: '1' }));
}

const archs = {};
await forEach(Object.entries(representatives), async ([arch, target]) => {
  try {
    const isAsked = renewed.length === 0 || renewed.includes(arch);
    archs[arch] = isAsked ? await describe(target, bare[arch] ?? target) : readArch(arch);
  } catch (error) {
    console.warn(`left out ${arch}: ${error.message.split('\n')[1]}`);
  }
});

const targets = {};
/** Targets of one architecture whose specifications name the same features differ from its representative alike. */
const alike = new Map();
await forEach((await ask(['--print', 'target-list'])).split('\n').filter(Boolean), async (target) => {
  try {
    const { features = '', arch, 'llvm-target': llvmTarget, ...more } = await specification(target);
    const heeds = more['crt-static-respected'] ?? false;
    const row = archs[arch];
    const key = [arch, features, llvmTarget.split('-')[0]].join();
    if (row && !alike.has(key)) alike.set(key, compareWith(row, target));
    targets[target] = { ...(await alike.get(key)), heedsCrtStatic: heeds };
  } catch (error) {
    console.warn(`left out ${target}: ${error.message.split('\n')[1]}`);
  }
});
const release = /^rustc (\S+)/.exec(await ask(['--version']))?.[1];
const all = Object.values(archs).flatMap(({ base, cpus, implied }) => [
  ...base,
  ...Object.values(cpus).flat(),
  ...Object.values(implied).flat(),
]);
const added = Object.values(targets).flatMap(({ adds = [], takes = [] }) => [...adds, ...takes]);
const features = [...new Set([...all, ...added])].sort();
const numbers = (list) => list.map((name) => features.indexOf(name));
const archLines = Object.keys(representatives).flatMap((arch) => {
  if (archs[arch] === undefined) return [];
  const { target, base, cpus, implied } = archs[arch];
  const cpuRows = Object.entries(cpus).map(([name, list]) => [name, numbers(list)]);
  const impliedRows = Object.entries(implied).map(([name, list]) => [name, numbers(list)]);
  const row = { target, base: numbers(base), cpus: Object.fromEntries(cpuRows), implied: impliedRows };
  return [`${JSON.stringify(arch)}:${JSON.stringify(row)}`];
});
const targetLines = Object.keys(targets)
  .sort()
  .flatMap((target) => {
    const { adds = [], takes = [], heedsCrtStatic } = targets[target];
    if (adds.length + takes.length === 0 && !heedsCrtStatic) return [];
    const row = [numbers(adds), numbers(takes), ...(heedsCrtStatic ? [1] : [])];
    return [`${JSON.stringify(target)}:${JSON.stringify(row)}`];
  });
const table = [
  `"rustc":${JSON.stringify(release)}`,
  `"features":${JSON.stringify(features)}`,
  `"archs":{\n${archLines.join(',\n')}\n}`,
  `"targets":{\n${targetLines.join(',\n')}\n}`,
];
writeFileSync(output, `{${table.join(',\n')}}\n`);
console.log(`${features.length} features of ${archLines.length} architectures, rustc ${release}`);
