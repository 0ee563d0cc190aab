// npm run fuzz -- --minutes N --seed S: mutated crates, manifests, build scripts, edits and protocol messages. See
// docs/fuzzing.md. Exits with 1 where an input crashed the product, took too long, or was answered in two ways.
import path from 'node:path';
import { ensureDependencies } from './support/setup.mjs';
import { main, root, runToEnd } from './support/steps.mjs';

await main(async () => {
  await ensureDependencies();
  const args = ['--import', 'tsx', path.join(root, 'scripts/fuzz/main.ts'), ...process.argv.slice(2)];
  process.exitCode = (await runToEnd(process.execPath, args, { inherit: true })).status;
});
