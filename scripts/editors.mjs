// npm run test:editors: drives the built server through clients that share no code with it, where they are installed:
// Neovim 0.11 or newer (`nvim`, or what $NVIM names) and Emacs with eglot, with their set-ups of docs/editors.md, and
// pygls 2 (`pip install pygls`).
// $EMACS and $PYTHON name others. Exit status 1 where one fails or none is there.
import { spawnSync } from 'node:child_process';
import { chmod, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from './build.mjs';
import { ensureDependencies } from './support/setup.mjs';
import { main, root, runToEnd, StepError, step } from './support/steps.mjs';

const LIMIT_SECONDS = 180;
/** What `rust-memory-layout server` consists of. */
const bundles = ['cli', 'launcher', 'worker', 'engine'];
const folder = path.join(root, 'test/editors');

await main(async () => {
  await ensureDependencies();
  await step('Building', () => build({ only: bundles }));
  const scratch = await mkdtemp(path.join(tmpdir(), 'rust-memory-layout-editors-'));
  try {
    await driveAll(scratch);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
});

async function driveAll(scratch) {
  const fixture = path.join(scratch, 'fixture');
  await cp(path.join(folder, 'fixture'), fixture, { recursive: true });
  const server = path.join(scratch, 'rust-memory-layout');
  const entry = path.join(root, 'dist/rust-memory-layout.cjs');
  await writeFile(server, `#!/bin/sh\nexec '${process.execPath}' '${entry}' "$@"\n`);
  await chmod(server, 0o755);
  const env = { PATH: `${scratch}${path.delimiter}${process.env.PATH}` };
  const clients = [
    await neovim(scratch, fixture),
    await emacs(scratch, fixture),
    pygls(fixture, server),
  ].filter(Boolean);
  if (clients.length === 0) throw new StepError('none of them is installed here');
  for (const { name, command, args } of clients) {
    await step(`Driving ${name}`, async () => {
      const { status } = await runToEnd(command, args, { env, inherit: true, timeoutSeconds: LIMIT_SECONDS });
      if (status !== 0) throw new StepError(`${name} failed`);
    });
  }
}

async function neovim(scratch, fixture) {
  const command = process.env.NVIM ?? 'nvim';
  const version = /^NVIM v0\.(\d+)/.exec(outputOf(command, ['--version']))?.[1];
  if (version === undefined || Number(version) < 11) return leftOut('Neovim 0.11 or newer');
  const setup = await setupOf('lua', scratch);
  const script = path.join(folder, 'neovim.lua');
  return { name: 'Neovim', command, args: ['--clean', '--headless', '-l', script, setup, fixture] };
}

async function emacs(scratch, fixture) {
  const command = process.env.EMACS ?? 'emacs';
  const asked = ['--batch', '--eval', '(progn (package-initialize) (princ (locate-library "eglot")))'];
  if (!outputOf(command, asked).includes('eglot')) return leftOut('Emacs with eglot');
  const setup = await setupOf('elisp', scratch);
  return { name: 'Emacs', command, args: ['--batch', '-l', path.join(folder, 'eglot.el'), setup, fixture] };
}

/** The first piece of the guide in a language, as a file. */
async function setupOf(language, scratch) {
  const guide = await readFile(path.join(root, 'docs/editors.md'), 'utf8');
  const text = new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 's').exec(guide)?.[1];
  if (text === undefined) throw new StepError(`docs/editors.md has no set-up in ${language}`);
  const file = path.join(scratch, `setup.${language}`);
  await writeFile(file, text);
  return file;
}

function pygls(fixture, server) {
  const command = process.env.PYTHON ?? 'python3';
  if (!outputOf(command, ['-c', 'import pygls.lsp.client; print("there")']).includes('there'))
    return leftOut('pygls');
  return {
    name: 'pygls',
    command,
    args: [path.join(folder, 'pygls_client.py'), fixture, server, 'server', '--stdio'],
  };
}

function leftOut(name) {
  console.log(`${name} is not here: left out`);
  return undefined;
}

function outputOf(command, args) {
  return spawnSync(command, args, { encoding: 'utf8' }).stdout ?? '';
}
