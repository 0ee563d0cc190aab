// Sets up a real VS Code where the desktop one may be out of reach: its server (with the Node extension host)
// out of npm's code-server package, in a cache folder of the project. test/e2e/support/vscodeHost.ts runs it.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root, run, runToEnd, step } from './steps.mjs';

/** The releases that the tests run on: the newest known one, and the oldest that package.json's `engines` allows. */
const manifests = { current: 'test/e2e/host', minimum: 'test/e2e/hostMinimum' };

/**
 * Sets up the VS Code named `which` ('current' or 'minimum') unless it is there already.
 * Returns its folder, or what is missing.
 */
export async function ensureVscodeHost(which) {
  if (process.platform !== 'linux')
    return { missing: `VS Code from npm runs on Linux, and this is ${process.platform}` };
  const source = path.join(root, manifests[which]);
  const folder = path.join(root, '.cache/vscode-host', which);
  const wanted = await fingerprint(source);
  const stamp = path.join(folder, 'complete');
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === wanted) return { folder };
  try {
    await step(`Setting up VS Code from npm (${which}; about a minute and 1 GB, once)`, async () => {
      await rm(folder, { recursive: true, force: true });
      await mkdir(folder, { recursive: true });
      await cp(source, folder, { recursive: true });
      await install(folder);
      await writeFile(stamp, wanted);
    });
  } catch (error) {
    return { missing: `VS Code could not be set up from npm: ${error.message}` };
  }
  return { folder };
}

async function fingerprint(source) {
  const hash = createHash('sha256');
  for (const name of ['package.json', 'package-lock.json'])
    hash.update(await readFile(path.join(source, name)));
  hash.update(await readFile(import.meta.filename));
  return hash.digest('hex');
}

async function install(folder) {
  const quiet = { quiet: true };
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await run('npm', ['ci', ...flags], { ...quiet, cwd: folder });
  const cwd = path.join(folder, 'node_modules/code-server/lib/vscode');
  // The server's lock file and its manifest disagree in the published package, so that `npm ci` refuses there.
  await run('npm', ['install', '--omit=dev', ...flags], { ...quiet, cwd });
  await buildNativeModules(folder, cwd);
  await linkRipgrep(folder, cwd);
}

/**
 * Builds the log writer and the watchdog against the headers of the Node that will run them. Without a C++ compiler
 * all but the output channels works, so this may fail.
 */
async function buildNativeModules(folder, cwd) {
  const node = path.join(folder, `node_modules/node-${process.platform}-${process.arch}`);
  if (!existsSync(path.join(node, 'include/node/node.h'))) return;
  const env = {
    JOBS: 'max',
    npm_config_nodedir: node,
    npm_config_ignore_scripts: 'false',
    PATH: `${path.join(node, 'bin')}${path.delimiter}${process.env.PATH}`,
  };
  const rebuild = ['rebuild', '@vscode/spdlog', '@vscode/native-watchdog', 'native-watchdog'];
  const { status } = await runToEnd('npm', rebuild, { cwd, env, show: false });
  if (status !== 0)
    console.error('  (no C++ compiler, make and python3: output channels stay empty in this VS Code)');
}

/** VS Code's file search wants ripgrep, which older releases download while they are installed. */
async function linkRipgrep(folder, cwd) {
  const wanted = path.join(cwd, 'node_modules/@vscode/ripgrep/bin/rg');
  const universal = path.join(
    folder,
    'node_modules/@vscode/ripgrep-universal/bin',
    `${process.platform}-${process.arch}`,
    'rg',
  );
  if (existsSync(wanted) || !existsSync(universal)) return;
  await mkdir(path.dirname(wanted), { recursive: true });
  await symlink(universal, wanted);
}
