import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
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
    assert.equal(cacheFolder({ RUST_MEMORY_LAYOUT_CACHE: '/x' }, '/home/u', 'linux'), '/x');
    assert.equal(cacheFolder({ RUST_MEMORY_LAYOUT_CACHE: 'off' }, '/home/u', 'linux'), undefined);
  });
});
