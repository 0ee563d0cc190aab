import assert from 'node:assert/strict';
import fs, { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import git from 'isomorphic-git';
import { isUnknown } from '../../server/src/base/unknown.ts';
import { RevisionFileSystem, readRevision } from '../../server/src/node/gitTree.ts';
import { NodeFileSystem } from '../../server/src/node/nodeFileSystem.ts';

const author = { name: 'Someone', email: 'someone@example.org', timestamp: 0, timezoneOffset: 0 };

describe('revisions of a git repository', () => {
  let root = '';
  let first = '';

  before(async () => {
    root = fs
      .realpathSync(mkdtempSync(path.join(tmpdir(), 'revision-')))
      .split(path.sep)
      .join('/');
    await git.init({ fs, dir: root, defaultBranch: 'main' });
    first = await commit({ 'src/lib.rs': 'struct A;', 'Cargo.toml': '[package]', 'picture.png': 'no text' });
    await commit({ 'src/lib.rs': 'struct B;' });
    writeFileSync(path.join(root, 'src/lib.rs'), 'struct C;');
    writeFileSync(path.join(root, 'src/new.rs'), 'struct New;');
  });

  after(() => rmSync(root, { recursive: true, force: true }));

  async function commit(files: Readonly<Record<string, string>>): Promise<string> {
    for (const [name, text] of Object.entries(files)) {
      fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
      writeFileSync(path.join(root, name), text);
      await git.add({ fs, dir: root, filepath: name });
    }
    return git.commit({ fs, dir: root, message: 'Change', author });
  }

  async function textAt(revision: string): Promise<string | undefined> {
    const read = await readRevision(`${root}/src`, revision);
    return isUnknown(read) ? read.reason : read.texts.get('src/lib.rs');
  }

  it('are read by branch, by steps back and by the first digits', async () => {
    assert.equal(await textAt('main'), 'struct B;');
    assert.equal(await textAt('HEAD'), 'struct B;');
    assert.equal(await textAt('HEAD~1'), 'struct A;');
    assert.equal(await textAt('main^'), 'struct A;');
    assert.equal(await textAt(first.slice(0, 7)), 'struct A;');
  });

  it('that are not there are named', async () => {
    assert.equal(await textAt('nowhere'), 'the repository has no revision `nowhere`');
    assert.equal(await textAt('HEAD~7'), 'the repository has no revision `HEAD~7`');
  });

  it('stand in for the files on disk, and for those alone that a repository keeps', async () => {
    const revision = await readRevision(root, 'HEAD~1');
    assert.ok(!isUnknown(revision));
    const files = new RevisionFileSystem(revision, new NodeFileSystem());
    assert.equal(files.readFile(`${root}/src/lib.rs`), 'struct A;');
    assert.equal(files.readFile(`${root}/src/new.rs`), undefined);
    assert.deepEqual(files.readDirectory(`${root}/src`), [{ name: 'lib.rs', kind: 'file' }]);
    assert.deepEqual(
      files.readDirectory(root)?.map(({ name }) => name),
      ['Cargo.toml', 'src'],
    );
    assert.notEqual(files.readFile(import.meta.filename.split(path.sep).join('/')), undefined);
  });
});
