import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { NodeFileSystem } from '../../server/src/node/nodeFileSystem.ts';

describe('files of the machine', () => {
  const files = new NodeFileSystem();
  it('are read as text', () => assert.match(files.readFile(import.meta.filename) ?? '', /^import assert/));
  it('are no files of the kernel, by any way', function () {
    if (process.platform !== 'linux') this.skip();
    for (const path of ['/proc/self/pagemap', '/proc/self/status', '/sys/kernel/notes', '/dev/zero'])
      assert.equal(files.readFile(path), undefined);
    const folder = mkdtempSync(path.join(os.tmpdir(), 'files-'));
    symlinkSync('/proc/self/status', path.join(folder, 'a.rs'));
    execFileSync('mkfifo', [path.join(folder, 'b.rs')]);
    writeFileSync(path.join(folder, 'c.rs'), '');
    assert.deepEqual(
      ['a.rs', 'b.rs', 'c.rs', 'd.rs'].map((name) => files.readFile(path.join(folder, name))),
      [undefined, undefined, '', undefined],
    );
    rmSync(folder, { recursive: true });
  });
  it('are no devices and no folders', () => {
    assert.equal(files.readFile('/dev/null'), undefined);
    assert.equal(files.readFile(import.meta.dirname), undefined);
  });
});
