#!/usr/bin/env node
// Writes server/src/base/targetFeatures.json: what `-C target-cpu` and `-C target-feature` switch on, by architecture.
//   node scripts/generateTargetFeatures.mjs [RUSTC]
// One target stands for each architecture, one whose specification adds no features of its own. For each CPU that rustc
// lists there, the table has the features that `--print cfg` names; for each feature, those that cfg then sees, itself
// among them if it is stable: a stable rustc hides the others. For each target, it has the features that its
// specification adds and takes away, and whether it heeds `+crt-static`.
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);
const rustc = process.argv[2] ?? 'rustc';
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
  riscv64: 'riscv64imac-unknown-none-elf',
  s390x: 's390x-unknown-linux-gnu',
  sparc64: 'sparc64-unknown-linux-gnu',
  wasm32: 'wasm32v1-none',
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

const names = (list) => [...list.matchAll(/^ {4}(\S+)/gm)].map((match) => match[1]);

async function describe(target, bareTarget) {
  const base = (await featuresWith(target)) ?? [];
  const cpus = {};
  for (const cpu of names(await ask(['--print', 'target-cpus', '--target', target]))) {
    if (cpu === 'native') continue;
    const features = await featuresWith(target, '-C', `target-cpu=${cpu}`);
    if (features) cpus[cpu] = features;
  }
  const implied = {};
  const bareBase = (await featuresWith(bareTarget)) ?? [];
  // rustc's own list ends where LLVM's begins.
  const [own] = (await ask(['--print', 'target-features', '--target', target])).split(/^Code-generation/m);
  for (const feature of names(own)) {
    const features = await featuresWith(bareTarget, '-C', `target-feature=+${feature}`);
    const brought = features?.filter((f) => !bareBase.includes(f)) ?? [];
    if (brought.length > 0) implied[feature] = brought;
  }
  return { target, base, cpus, implied };
}

/** What a target's specification says of its features, as `+a,-b`, and whether it heeds `+crt-static`. */
async function describeTarget(target) {
  const args = ['-Zunstable-options', '--print', 'target-spec-json', '--target', target];
  const { features = '' } = JSON.parse(await ask(args, { RUSTC_BOOTSTRAP: '1' }));
  const heeds = (await featuresWith(target, '-C', 'target-feature=+crt-static'))?.includes('crt-static');
  return { features, heedsCrtStatic: heeds ?? false };
}

const archs = {};
for (const [arch, target] of Object.entries(representatives)) {
  try {
    archs[arch] = await describe(target, bare[arch] ?? target);
  } catch (error) {
    console.warn(`left out ${arch}: ${error.message.split('\n')[1]}`);
  }
}
const targets = {};
for (const target of (await ask(['--print', 'target-list'])).split('\n').filter(Boolean)) {
  try {
    targets[target] = await describeTarget(target);
  } catch (error) {
    console.warn(`left out ${target}: ${error.message.split('\n')[1]}`);
  }
}
const release = /^rustc (\S+)/.exec(await ask(['--version']))?.[1];
const all = Object.values(archs).flatMap(({ base, cpus, implied }) => [
  ...base,
  ...Object.values(cpus).flat(),
  ...Object.values(implied).flat(),
]);
const features = [...new Set(all)].sort();
const numbers = (list) => list.map((name) => features.indexOf(name));
const lines = Object.entries(archs).map(([arch, { target, base, cpus, implied }]) => {
  const cpuRows = Object.entries(cpus).map(([name, list]) => [name, numbers(list)]);
  const impliedRows = Object.entries(implied).map(([name, list]) => [name, numbers(list)]);
  const row = { target, base: numbers(base), cpus: Object.fromEntries(cpuRows), implied: impliedRows };
  return `${JSON.stringify(arch)}:${JSON.stringify(row)}`;
});
/** Of a specification's features those that the table knows. */
const known = (text) =>
  text
    .split(',')
    .filter((feature) => features.includes(feature.slice(1)))
    .join();
const targetLines = Object.entries(targets).flatMap(([target, { features: text, heedsCrtStatic }]) => {
  const row = [known(text), ...(heedsCrtStatic ? [1] : [])];
  return row.join('') === '' ? [] : [`${JSON.stringify(target)}:${JSON.stringify(row)}`];
});
writeFileSync(
  output,
  `{"rustc":${JSON.stringify(release)},\n"features":${JSON.stringify(features)},\n"archs":{\n${lines.join(',\n')}\n},\n"targets":{\n${targetLines.join(',\n')}\n}}\n`,
);
console.log(`${features.length} features of ${lines.length} architectures, rustc ${release}`);
