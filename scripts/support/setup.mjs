// Makes sure of what every other script needs: a Node that is new enough, and the dependencies of package-lock.json.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root, run, StepError, step } from './steps.mjs';

const oldestNode = [20, 19];
const stamp = path.join(root, 'node_modules/.installed-lock');

/** Installs the dependencies when there are none, or others than the lock file names. */
export async function ensureDependencies() {
  checkNode();
  const lock = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  await step('Installing dependencies (npm ci)', () =>
    run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { quiet: true }),
  );
  writeFileSync(stamp, lock);
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  throw new StepError(`Node ${oldestNode.join('.')} or newer is needed; this is ${process.versions.node}.`);
}
