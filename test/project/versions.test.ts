import assert from 'node:assert/strict';
import {
  compareVersions,
  compatibilityRange,
  parseRequirement,
  parseVersion,
  satisfies,
} from '../../server/src/project/manifest/versions.ts';

function check(requirement: string, yes: string, no: string) {
  it(`${requirement} takes ${yes || 'nothing'}, not ${no || 'anything'}`, () => {
    const parsed = parseRequirement(requirement)!;
    const takes = (version: string) => satisfies(parseVersion(version)!, parsed);
    assert.deepEqual(
      yes.split(' ').filter((version) => version !== '' && !takes(version)),
      [],
    );
    assert.deepEqual(
      no.split(' ').filter((version) => version !== '' && takes(version)),
      [],
    );
  });
}

describe('version requirements', () => {
  check('1.2.3', '1.2.3 1.9.0', '1.2.2 2.0.0 2.0.0-alpha');
  check('1.2', '1.2.0 1.3.0', '1.1.9');
  check('1', '1.0.0 1.9.9', '0.9.0 2.0.0');
  check('0.2.3', '0.2.3 0.2.9', '0.3.0 0.2.2');
  check('0.2', '0.2.0 0.2.7', '0.3.0');
  check('0', '0.0.1 0.9.0', '1.0.0');
  check('0.0', '0.0.0 0.0.9', '0.1.0');
  check('0.0.3', '0.0.3', '0.0.4 0.0.2');
  check('^1.2', '1.2.0 1.9.0', '1.1.0');
  check('~1.2.3', '1.2.3 1.2.9', '1.3.0');
  check('~1.2', '1.2.0 1.2.9', '1.3.0');
  check('~1', '1.9.0', '2.0.0');
  check('*', '0.0.1 9.9.9', '1.0.0-rc.1');
  check('1.*', '1.0.0 1.9.0', '2.0.0');
  check('1.2.*', '1.2.9', '1.3.0');
  check('=1.2.3', '1.2.3', '1.2.4');
  check('=1.2', '1.2.0 1.2.9', '1.3.0');
  check('>1', '2.0.0', '1.5.0');
  check('>1.2', '1.3.0', '1.2.9');
  check('>=1.2, <1.5', '1.2.0 1.4.9', '1.5.0 1.1.0');
  check('<=1.2', '1.2.9 0.1.0', '1.3.0');
  check('1.0.0-alpha.2', '1.0.0-alpha.2 1.0.0-beta 1.0.0 1.1.0', '1.0.0-alpha.1 1.1.0-alpha');
  check('=0.1.0-rc.1', '0.1.0-rc.1', '0.1.0 0.1.0-rc.2');

  it('refuses what is no requirement', () => {
    assert.equal(parseRequirement('latest'), undefined);
    assert.equal(parseRequirement('1.2.3 || 2'), undefined);
    assert.equal(parseRequirement(''), undefined);
  });

  it('orders versions and knows the compatible ranges', () => {
    assert.deepEqual(['1.10.0', '1.9.0', '1.10.0-rc.1'].sort(compareVersions), [
      '1.9.0',
      '1.10.0-rc.1',
      '1.10.0',
    ]);
    assert.deepEqual(
      ['1.2.3', '0.2.3', '0.0.3'].map((version) => compatibilityRange(parseVersion(version)!)),
      ['1', '0.2', '0.0.3'],
    );
  });
});
