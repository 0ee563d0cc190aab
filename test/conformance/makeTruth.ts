#!/usr/bin/env tsx
// Asks the rustc on the PATH for the truth of every file: `tsx test/conformance/makeTruth.ts [--only NAME] [TARGET…]`, newest release first.
// Targets without an installed std need `scripts/toolchain/target-sysroot.sh`.

import fs from 'node:fs';
import path from 'node:path';
import { formatLayout, layoutOracle } from './oracle/layoutOracle.ts';
import { requireRustc } from './oracle/process.ts';
import { conformanceFiles, fits, HOST_TARGET, readTruth, truthPath } from './truth.ts';

const release = `1.${requireRustc().minor}`;
const only = process.argv.indexOf('--only');
const [, name] = only < 0 ? [] : process.argv.splice(only, 2);
const asked = process.argv.slice(2);
for (const target of asked.length ? asked : [HOST_TARGET]) {
  let written = 0;
  for (const file of conformanceFiles().filter((f) => fits(f, target) && (!name || f.name === name))) {
    const { types, skipped } = layoutOracle({ input: file.path, edition: file.edition, target });
    const text = formatLayout({ types, skipped });
    const out = truthPath(release, target, file.name);
    fs.rmSync(out, { force: true });
    const newer = readTruth(release, target, file.name);
    if (newer && formatLayout(newer) === text) continue;
    fs.mkdirSync(path.dirname(out), { recursive: true });
    fs.writeFileSync(out, text);
    written++;
  }
  console.log(`${release} ${target}: ${written} files`);
}
