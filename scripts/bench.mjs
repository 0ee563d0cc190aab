// npm run bench: how fast the server and the command line are. `-- --rust-analyzer PATH` measures that beside them.
import path from 'node:path';
import { build } from './build.mjs';
import { ensureDependencies } from './support/setup.mjs';
import { main, root, runToEnd, step } from './support/steps.mjs';

await main(async () => {
  await ensureDependencies();
  await step('Building dist/', () => build({ only: ['server', 'cli'] }));
  const args = ['--import', 'tsx', path.join(root, 'scripts/bench/bench.ts'), ...process.argv.slice(2)];
  process.exitCode = (await runToEnd(process.execPath, args, { inherit: true })).status;
});
