import assert from 'node:assert/strict';
import { selectionOf } from '../../server/src/cli/openProject.ts';

describe('what options mean to the engine', () => {
  const chosen = {
    target: 'wasm32-wasip1',
    rustc: '1.95',
    edition: '2024',
    panic: 'abort',
    features: ['a'],
    allFeatures: true,
    workspace: true,
    profile: 'release',
  } as const;

  it('has each of them', () => {
    const given = { ...chosen, nearest: true, facts: 'auto', defaultFeatures: false } as const;
    assert.deepEqual(selectionOf({ ...given, package: ['p'], cfg: ['loom'], testCfg: true }), {
      ...chosen,
      nearestRelease: true,
      noDefaultFeatures: true,
      packages: ['p'],
      cfgs: ['loom'],
      test: true,
    });
  });
});
