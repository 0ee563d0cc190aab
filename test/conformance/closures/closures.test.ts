// The sizes of closures and of what holds them, as rustc has them in each edition: `closures.rs` prints its own.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isUnknown } from '../../../server/src/base/unknown.ts';
import { openText } from '../../support/features.ts';
import { needsRustc } from '../../support/rustc.ts';

const file = path.join(import.meta.dirname, 'closures.rs');
const text = readFileSync(file, 'utf8');
const truth: {
  readonly editions: readonly string[];
  /** By the variable's name, for each edition. */
  readonly sizes: Readonly<Record<string, readonly number[]>>;
} = JSON.parse(readFileSync(path.join(import.meta.dirname, 'sizes.json'), 'utf8'));

/** The sizes of all variables that the file shows. */
async function sizesOfVariables(edition: string): Promise<Readonly<Record<string, number | string>>> {
  const { cx } = await openText(text, { edition: edition as '2021', rustc: '1.95' });
  const { resolver, bodies, layouts, types } = cx.engine;
  const sizes: Record<string, number | string> = {};
  for (const def of resolver.functionsIn(cx.crate)) {
    const body = bodies.analyseBody(def);
    if (isUnknown(body)) continue;
    for (const { name, ty } of body.locals) {
      if (!(name in truth.sizes)) continue;
      const layout = layouts.layoutOf(ty, types.paramEnvOf(def));
      sizes[name] = isUnknown(layout) ? layout.reason : layout.size;
    }
  }
  return sizes;
}

function inEdition(index: number): Readonly<Record<string, number | undefined>> {
  return Object.fromEntries(Object.entries(truth.sizes).map(([name, sizes]) => [name, sizes[index]]));
}

describe('the sizes of closures', function () {
  this.timeout(60_000);
  for (const [index, edition] of truth.editions.entries())
    it(`are those of rustc in edition ${edition}`, async () =>
      assert.deepEqual(await sizesOfVariables(edition), inEdition(index)));
});

// One edition stands for all, since the compiler takes a moment; CONFORMANCE_LIVE=1 asks about each.
describe('the committed sizes of closures', function () {
  this.timeout(120_000);
  needsRustc();
  for (const [index, edition] of truth.editions.entries()) {
    if (!process.env.CONFORMANCE_LIVE && edition !== '2021') continue;
    it(`are what the installed rustc says in edition ${edition}`, () => {
      const folder = mkdtempSync(path.join(tmpdir(), 'closures-'));
      try {
        const program = path.join(folder, 'program');
        const built = spawnSync('rustc', ['--edition', edition, file, '-o', program], { encoding: 'utf8' });
        assert.equal(built.status, 0, built.stderr);
        const lines = spawnSync(program, { encoding: 'utf8' }).stdout.trim().split('\n');
        const said = Object.fromEntries(lines.map((line) => line.split(' ')).map(([n, s]) => [n, Number(s)]));
        assert.deepEqual(said, inEdition(index));
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });
  }
});
