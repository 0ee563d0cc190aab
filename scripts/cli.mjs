// npm run layout -- PATH …, npm run drops -- PATH …: the command line from this source tree, rebuilt where the source is
// newer.
import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { build } from './build.mjs';
import { ensureDependencies } from './support/setup.mjs';
import { main, root, runToEnd } from './support/steps.mjs';

const cli = path.join(root, 'dist/cli.mjs');

await main(async () => {
  await ensureDependencies();
  if (await isStale()) await build({ only: ['cli'] });
  // npm changes to the project's folder; the paths that the user typed are meant from where the user is.
  const cwd = process.env.INIT_CWD ?? process.cwd();
  const args = [cli, ...process.argv.slice(2)];
  process.exitCode = (await runToEnd(process.execPath, args, { cwd, inherit: true })).status;
});

async function isStale() {
  if (!existsSync(cli)) return true;
  const built = (await stat(cli)).mtimeMs;
  for (const folder of ['server', 'shared', 'scripts']) {
    const names = await readdir(path.join(root, folder), { recursive: true, withFileTypes: true });
    for (const entry of names) {
      if (entry.isFile() && (await stat(path.join(entry.parentPath, entry.name))).mtimeMs > built)
        return true;
    }
  }
  return false;
}
