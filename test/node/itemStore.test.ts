import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { cacheFolder } from '../../server/src/node/cacheFolder.ts';
import { NodeItemStore } from '../../server/src/node/itemStore.ts';
import { testParser } from '../support/parser.ts';

describe('parsed files kept between runs', () => {
  let folder: string;
  const text = `${'// a comment\n'.repeat(800)}#![no_std]\nenum E { A = 340282366920938463463374607431768211455, B(u8) }\n`;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'items-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const files = () =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((e) => e.isFile())
      .map((e) => path.join(e.parentPath, e.name));

  it('gives back what was written, to another process too', async () => {
    const parsed = (await testParser()).items(text);
    const store = new NodeItemStore(folder);
    store.write(text, parsed);
    store.flush();
    assert.deepEqual(new NodeItemStore(folder).read(text), parsed);
  });

  it('writes when nobody waits', async () => {
    const store = new NodeItemStore(folder);
    store.write(text, (await testParser()).items(text));
    assert.deepEqual(files(), []);
    while (files().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  });

  it('knows a text by its content alone', async () => {
    const parsed = (await testParser()).items(text);
    const store = new NodeItemStore(folder);
    store.write(text, parsed);
    store.flush();
    assert.equal(store.read(`${text} `), undefined);
  });

  it('leaves small texts alone', async () => {
    const store = new NodeItemStore(folder);
    store.write('struct A;', (await testParser()).items('struct A;'));
    store.flush();
    assert.deepEqual(files(), []);
  });

  it('a damaged entry is as good as none', async () => {
    const store = new NodeItemStore(folder);
    store.write(text, (await testParser()).items(text));
    store.flush();
    for (const file of files()) writeFileSync(file, 'half a ');
    assert.equal(store.read(text), undefined);
  });

  const written = async (): Promise<{ store: NodeItemStore; file: string }> => {
    const store = new NodeItemStore(folder);
    store.write(text, (await testParser()).items(text));
    store.flush();
    return { store, file: files()[0]! };
  };

  it('an entry that somebody edited is as good as none', async () => {
    const { store, file } = await written();
    const entry = readFileSync(file, 'utf8');
    assert.match(entry, /"A"/);
    writeFileSync(file, entry.replace('"A"', '"Z"'));
    assert.equal(store.read(text), undefined);
    writeFileSync(file, entry.slice(0, -1));
    assert.equal(store.read(text), undefined);
    writeFileSync(file, entry);
    assert.notEqual(store.read(text), undefined);
  });

  it('an entry of another text is as good as none', async () => {
    const { store, file } = await written();
    const other = `${text}struct Other;`;
    const name = createHash('sha256').update(other).digest('hex');
    const at = path.join(path.dirname(path.dirname(file)), name.slice(0, 2), name.slice(2));
    mkdirSync(path.dirname(at), { recursive: true });
    copyFileSync(file, at);
    assert.equal(store.read(other), undefined);
  });

  it('a pipe, a folder or a link to nowhere in place of an entry is as good as none', async function () {
    if (process.platform === 'win32') this.skip();
    const { store, file } = await written();
    rmSync(file);
    execFileSync('mkfifo', [file]);
    assert.equal(store.read(text), undefined);
    rmSync(file);
    mkdirSync(file);
    assert.equal(store.read(text), undefined);
    store.write(text, (await testParser()).items(text));
    store.flush();
    rmSync(file, { recursive: true });
    symlinkSync('/nowhere/at/all', file);
    assert.equal(store.read(text), undefined);
  });

  it('two processes write the same entry, and both can read it', async () => {
    const parsed = (await testParser()).items(text);
    const stores = [new NodeItemStore(folder), new NodeItemStore(folder)];
    for (const store of stores) store.write(text, parsed);
    for (const store of stores) store.flush();
    assert.equal(files().length, 1);
    for (const store of stores) assert.deepEqual(store.read(text), parsed);
  });

  it('leaves no temporary files of processes that died', async () => {
    const { file } = await written();
    const left = `${file}.1-abcd`;
    writeFileSync(left, 'half');
    utimesSync(left, new Date(0), new Date(0));
    const other = new NodeItemStore(folder);
    other.write(`${text} `, (await testParser()).items(text));
    other.flush();
    assert.ok(!files().includes(left));
  });

  it('a folder that cannot be written costs nothing', async () => {
    const file = path.join(folder, 'file');
    writeFileSync(file, '');
    const store = new NodeItemStore(file);
    store.write(text, (await testParser()).items(text));
    store.flush();
    assert.equal(store.read(text), undefined);
  });

  it("lies in the user's cache folder, elsewhere or nowhere", () => {
    const slashed = (at: string | undefined) => at?.replaceAll('\\', '/');
    assert.equal(slashed(cacheFolder({}, '/home/u', 'linux')), '/home/u/.cache/rust-memory-layout');
    assert.equal(slashed(cacheFolder({ XDG_CACHE_HOME: '/c' }, '/home/u', 'linux')), '/c/rust-memory-layout');
    for (const unset of ['', 'cache', './c'])
      assert.equal(
        slashed(cacheFolder({ XDG_CACHE_HOME: unset }, '/home/u', 'linux')),
        '/home/u/.cache/rust-memory-layout',
      );
    assert.equal(cacheFolder({}, '', 'linux'), undefined);
    assert.equal(cacheFolder({ RUST_MEMORY_LAYOUT_CACHE: '/x' }, '/home/u', 'linux'), '/x');
    assert.equal(cacheFolder({ RUST_MEMORY_LAYOUT_CACHE: 'off' }, '/home/u', 'linux'), undefined);
  });
});
