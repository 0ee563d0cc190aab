#!/usr/bin/env tsx
// Asks the rustc on the PATH for the drop orders of every file: `tsx test/conformance/drops/makeTruth.ts`.

import fs from 'node:fs';
import { dropFiles } from './dropFiles.ts';
import { dropsOracle } from './dropsOracle.ts';
import { formatDrops } from './formatDrops.ts';

for (const file of dropFiles()) {
  fs.writeFileSync(file.truth, formatDrops(dropsOracle({ input: file.path, edition: file.edition })));
}
