// npm test: everything, on a machine with Node alone. `--only NAME,NAME` runs some of the parts (see below).
// The last line counts the tests of all parts; a part that could not run says what is missing.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { packExtension } from './package.mjs';
import { ensureChromium } from './support/chromium.mjs';
import { ensureDependencies } from './support/setup.mjs';
import { main, root, run, runToEnd, StepError, step } from './support/steps.mjs';
import { ensureVscodeHost } from './support/vscodeHost.mjs';

const bin = (name) => path.join(root, 'node_modules', name);
const tsc = bin('typescript/bin/tsc');
const biome = bin('@biomejs/biome/bin/biome');
const mocha = bin('mocha/bin/mocha.js');

/** The parts in the order in which they run. */
const parts = {
  typecheck: () => step('Checking types', typecheck),
  lint: () => step('Linting', () => run(process.execPath, [biome, 'check', '--error-on-warnings'])),
  unit: () =>
    step('Unit and conformance tests', () => countTests(process.execPath, [mocha, 'test/**/*.test.ts'])),
  package: packExtension,
  e2e: editorTests,
};

const totals = { passed: 0, failed: 0, skipped: 0 };
const problems = [];

await main(async () => {
  const wanted = wantedParts();
  await ensureDependencies();
  for (const name of wanted) {
    try {
      await parts[name]();
    } catch (error) {
      totals.failed++;
      problems.push(`${name}: ${error.message}`);
    }
  }
  for (const problem of problems) console.log(`\n! ${problem}`);
  console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
  if (totals.failed > 0) process.exitCode = 1;
});

function wantedParts() {
  const at = process.argv.indexOf('--only');
  if (at === -1) return Object.keys(parts);
  const wanted = (process.argv[at + 1] ?? '').split(',');
  const unknown = wanted.find((name) => !(name in parts));
  if (unknown !== undefined)
    throw new StepError(`--only takes ${Object.keys(parts).join(', ')}; not "${unknown}"`);
  return wanted;
}

async function typecheck() {
  for (const project of ['tsconfig.json', 'tsconfig.core.json', 'tsconfig.web.json', 'client/webview']) {
    await run(process.execPath, [tsc, '-p', project]);
  }
}

async function editorTests() {
  if (!existsSync(path.join(root, '.cache/extension'))) await packExtension();
  const chromium = await ensureChromium();
  if (chromium.missing !== undefined) return skip('the tests in the editor', chromium.missing);
  const env = { CHROMIUM: chromium.path };
  const inHost = ['--import', 'tsx', 'test/e2e/runInHost.ts'];

  const current = await ensureVscodeHost('current');
  if (current.missing !== undefined) return skip('the tests in the editor', current.missing);
  await step('Tests inside the extension host', () => countTests(process.execPath, inHost, env));
  await step('Tests in the window', () =>
    countTests(
      process.execPath,
      [mocha, '--config', 'test/e2e/.mocharc.json', 'test/e2e/window/*.e2e.ts'],
      env,
    ),
  );

  const minimum = await ensureVscodeHost('minimum');
  if (minimum.missing !== undefined) return skip('the oldest VS Code', minimum.missing);
  const oldest = { ...env, VSCODE_HOST: minimum.folder };
  await step('Tests inside the oldest VS Code supported', () =>
    countTests(process.execPath, [...inHost, 'activation'], oldest),
  );
}

function skip(what, reason) {
  totals.skipped++;
  problems.push(`Left out: ${what}. ${reason}`);
}

/** Runs mocha, adds up what its reporter counts, and ends a run that hangs. */
async function countTests(program, args, env = {}) {
  const { status, output } = await runToEnd(program, args, { env, timeoutSeconds: 600 });
  const count = (word) => Number(new RegExp(`^\\s*(\\d+) ${word}\\b`, 'm').exec(output)?.[1] ?? 0);
  const failed = count('failing');
  totals.passed += count('passing');
  totals.failed += failed;
  totals.skipped += count('pending');
  if (status !== 0 && failed === 0) throw new Error(`${args.join(' ')}: exit status ${status}`);
}
