import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { StdCache } from '../../server/src/node/std/stdCache.ts';
import { findStdSource, versionIn } from '../../server/src/node/std/toolchains.ts';

describe("a toolchain's standard library", () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(path.join(tmpdir(), 'std-'));
  });
  afterEach(() => rmSync(home, { recursive: true }));

  const write = (file: string, text: string): void => {
    const at = path.join(home, file);
    mkdirSync(path.dirname(at), { recursive: true });
    writeFileSync(at, text);
  };
  const toolchain = (name: string, version: string): void => {
    write(`.rustup/toolchains/${name}/lib/rustlib/src/rust/library/core/src/lib.rs`, '');
    write(
      `.rustup/toolchains/${name}/lib/rustlib/x86_64-unknown-linux-gnu/lib/libcore-0a.rmeta`,
      `rust\0\0${version}`,
    );
  };
  const find = (channel?: string, sysroot?: string, variables = {}) =>
    findStdSource(sysroot, channel, { home, variables: { PATH: '', ...variables } });

  it('is that of the channel, with the release and commit that its metadata names', () => {
    toolchain('my-fork', 'rustc 1.99.0-dev (48a229cea 2026-09-01)');
    toolchain('1.98.1-x86_64-unknown-linux-gnu', 'rustc 1.98.1 (aaaaaaaaa 2026-08-01)');
    const library = `${home}/.rustup/toolchains/my-fork/lib/rustlib/src/rust/library`;
    assert.deepEqual(find('my-fork'), { library, release: '1.99.0-dev', commit: '48a229cea' });
    assert.equal((find('1.98.1') as { release: string }).release, '1.98.1');
  });

  it("is the default toolchain's without a channel", () => {
    toolchain('stable-x86_64-unknown-linux-gnu', 'rustc 1.98.1 (aaaaaaaaa 2026-08-01)');
    write('.rustup/settings.toml', 'default_toolchain = "stable-x86_64-unknown-linux-gnu"\n');
    assert.equal((find() as { release: string }).release, '1.98.1');
  });

  it('is the source in a folder that is named, whose own files say the release', () => {
    write('src/rustc-1.85.0/library/core/src/lib.rs', '');
    const found = find(undefined, path.join(home, 'src/rustc-1.85.0'));
    assert.deepEqual(found, { library: `${home}/src/rustc-1.85.0/library`, release: '1.85.0' });
  });

  it('says what is missing', () => {
    write('.rustup/toolchains/bare/lib/rustlib/components', '');
    assert.equal(
      find('bare', path.join(home, '.rustup/toolchains/bare')),
      `${home}/.rustup/toolchains/bare holds no source of the standard library; \`rustup component add rust-src\` brings it`,
    );
  });

  it('reads versions with and without a commit', () => {
    assert.deepEqual(versionIn('rustc 1.98.1 (built from a source tarball)'), { release: '1.98.1' });
    assert.deepEqual(versionIn('rustc 1.99.0-beta.2 (0123456789 2026-09-01)'), {
      release: '1.99.0-beta.2',
      commit: '0123456789',
    });
    assert.equal(versionIn('clang 17'), undefined);
  });

  it('is kept by toolchain and target, and read anew where the file is damaged or the source changed', () => {
    for (const crate of ['core', 'alloc', 'std']) write(`lib/${crate}/src/lib.rs`, '');
    const source = { library: path.join(home, 'lib'), release: '1.98.1', commit: '48a229cea' };
    const std = { release: '1.98.1', facts: '{"format":1}\n{}\n', macros: [] };
    const cache = new StdCache(path.join(home, 'cache'));
    cache.write(source, 'x86_64-unknown-linux-gnu', std);
    assert.deepEqual(cache.read(source, 'x86_64-unknown-linux-gnu'), std);
    assert.equal(cache.read(source, 'wasm32-unknown-unknown'), undefined);
    assert.equal(cache.read({ ...source, commit: '000000000' }, 'x86_64-unknown-linux-gnu'), undefined);
    const [folder] = readdirSync(path.join(home, 'cache'));
    const [name] = readdirSync(path.join(home, 'cache', folder!));
    const file = path.join(home, 'cache', folder!, name!);
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('"format":1', '"format":2'));
    assert.equal(cache.read(source, 'x86_64-unknown-linux-gnu'), undefined);
    writeFileSync(file, text);
    write('lib/core/src/lib.rs', '// changed');
    assert.equal(cache.read(source, 'x86_64-unknown-linux-gnu'), undefined);
  });
});
