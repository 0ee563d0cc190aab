import assert from 'node:assert/strict';
import { newestRelease, releaseName } from '../../server/src/base/releases.ts';
import { chooseRelease } from '../../server/src/engine/chooseRelease.ts';

const newest = releaseName(newestRelease);
const machine = new Map<string | undefined, string>([
  [undefined, '1.95.0'],
  ['stable', '1.95.0'],
  ['nightly', '1.95.0-nightly'],
  ['my-fork', '1.96.0-dev'],
]);
const installed = (channel: string | undefined) => machine.get(channel);

function choice(chosen?: string, channel?: string, find = installed): string {
  const { name, version, describedAs, from } = chooseRelease(chosen, channel, find);
  return [`${name} (${version})`, ...(describedAs ? [`as ${describedAs}`] : []), from].join(', ');
}

describe('the release to answer for', () => {
  it('is the one that the user chose', () =>
    assert.equal(choice('1.85.0', '1.95.0'), '1.85.0 (1.85.0), chosen'));
  it('is that of the toolchain file', () => {
    assert.equal(choice(undefined, '1.85'), '1.85 (1.85.0), toolchain file');
    assert.equal(choice(undefined, '1.85.0-x86_64-unknown-linux-gnu'), '1.85.0 (1.85.0), toolchain file');
  });
  it('is the installed one', () => {
    assert.equal(choice(), '1.95.0 (1.95.0), installed');
    assert.equal(choice(undefined, 'stable'), '1.95.0 (1.95.0), installed');
    assert.equal(choice(undefined, 'nightly'), '1.95.0-nightly (1.95.0-nightly), as 1.95.0, installed');
    assert.equal(choice('my-fork'), '1.96.0-dev (1.96.0-dev), as 1.96.1, installed');
  });
  it('is the newest described one where no toolchain says otherwise', () => {
    const none = () => undefined;
    assert.equal(choice(undefined, undefined, none), `${newest} (${newest}), newest known`);
    assert.equal(choice(undefined, 'stable', none), `${newest} (${newest}), newest known`);
  });
  it('is never the newest in silence', () => {
    const none = () => undefined;
    assert.equal(choice('my-fork', undefined, none), `my-fork (${newest}), as ${newest}, chosen`);
    assert.equal(choice(undefined, 'beta', none), `beta (${newest}), as ${newest}, toolchain file`);
    assert.equal(
      choice('nightly-2026-11-01', undefined, none),
      `nightly-2026-11-01 (1.101.0-nightly), as ${newest}, chosen`,
    );
  });
});
