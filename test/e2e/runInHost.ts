import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';

/**
 * Runs test/e2e/inHost inside an extension host: that of the VS Code named by $VSCODE (the path of desktop VS Code's
 * executable), and otherwise of VS Code's server from npm (support/code.ts). The arguments name the suites (`layout`
 * for `layout.e2e.ts`); none means all of them. The extension is the staged one, as it ships (scripts/package.mjs).
 */

const root = path.resolve(import.meta.dirname, '../..');
const sources = path.join(import.meta.dirname, 'inHost');
const bundled = path.join(root, '.cache/e2e/inHost');

const wanted = process.argv.slice(2).map((name) => `${name}.e2e.ts`);
const suites = (await readdir(sources)).filter((name) =>
  wanted.length > 0 ? wanted.includes(name) : name.endsWith('.e2e.ts'),
);

await build({
  entryPoints: ['index.ts', ...suites].map((name) => path.join(sources, name)),
  outdir: bundled,
  outExtension: { '.js': '.cjs' },
  bundle: true,
  format: 'cjs',
  platform: 'node',
  external: ['vscode', 'mocha'],
  sourcemap: 'inline',
  logLevel: 'warning',
});

const profile = await mkdtemp(path.join(tmpdir(), 'vscode-in-host-'));
try {
  await runTests({
    vscodeExecutablePath: process.env.VSCODE ?? path.join(import.meta.dirname, 'code.mjs'),
    extensionDevelopmentPath: path.join(root, '.cache/extension'),
    extensionTestsPath: path.join(bundled, 'index.cjs'),
    extensionTestsEnv: {
      IN_HOST_FILES: JSON.stringify(suites.map((name) => path.join(bundled, name.replace(/\.ts$/, '.cjs')))),
    },
    launchArgs: [
      path.join(root, 'examples/lessons'),
      `--user-data-dir=${path.join(profile, 'user-data')}`,
      `--extensions-dir=${path.join(profile, 'extensions')}`,
    ],
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await rm(profile, { recursive: true, force: true });
}
