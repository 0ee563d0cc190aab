import assert from 'node:assert/strict';
import { NodeFileSystem } from '../../server/src/node/nodeFileSystem.ts';

describe('files of the machine', () => {
  const files = new NodeFileSystem();
  it('are read as text', () => assert.match(files.readFile(import.meta.filename) ?? '', /^import assert/));
  it('are no devices and no folders', () => {
    assert.equal(files.readFile('/dev/null'), undefined);
    assert.equal(files.readFile(import.meta.dirname), undefined);
  });
});
