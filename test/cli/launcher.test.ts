import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { runInNewContext } from 'node:vm';

const launcher = path.resolve(import.meta.dirname, '../../server/src/cli/launcher.cjs');

/** What the launcher says on a Node of some version. */
function saidOn(version: string): { said: readonly string[]; status: number | undefined } {
  const said: string[] = [];
  const process: { versions: { node: string }; exitCode?: number } = { versions: { node: version } };
  runInNewContext(readFileSync(launcher, 'utf8'), {
    process,
    console: { error: (text: string) => said.push(text) },
  });
  return { said, status: process.exitCode };
}

describe('the launcher of the command line', () => {
  for (const version of ['18.20.4', '20.10.0', '16.0.0'])
    it(`says on Node ${version} what is needed`, () => {
      assert.deepEqual(saidOn(version), {
        said: [`error: rust-memory-layout needs Node 20.19 or newer; this is ${version}`],
        status: 2,
      });
    });
});
