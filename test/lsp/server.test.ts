import assert from 'node:assert/strict';
import { newestRelease, releaseName } from '../../server/src/base/releases.ts';
import type { LayoutView } from '../../shared/layoutView.ts';
import { notifications, requests, type ServerStatus } from '../../shared/protocol.ts';
import { type ClientOptions, TestClient } from '../support/languageClient.ts';

const crate = `
//- /ws/Cargo.toml
[package]
name = "demo"
version = "0.1.0"
edition = "2021"
//- /ws/src/lib.rs
mod other;
pub struct A {
    a: u8,
    b: u32,
    s: other::Inner,
}
//- /ws/src/other.rs
pub struct Inner { x: u64 }
`;
const lib = 'file:///ws/src/lib.rs';
const other = 'file:///ws/src/other.rs';

describe('language server', () => {
  let client: TestClient;
  const start = async (fixture: string, options?: ClientOptions): Promise<void> => {
    client = await TestClient.start(fixture, options);
  };
  afterEach(() => client.dispose());

  it('answers hovers with figures first', async () => {
    await start(crate);
    await client.open(lib);
    const hover = await client.hover(lib, 1, 12);
    assert.match(hover ?? '', /^\*\*16 bytes\*\* · align 8 · 3 padding \(18\.8 %\)\n/);
    assert.doesNotMatch(hover ?? '', /command:/);
  });

  it('links to the panel only where the client has the command', async () => {
    await start(crate, { initialization: { commandLinks: true } });
    await client.open(lib);
    const hover = await client.hover(lib, 1, 12);
    assert.match(hover ?? '', /\]\(command:rustMemoryLayout\.showLayout\?%5B%7B%22uri/);
  });

  it('follows the typing, through broken code', async () => {
    await start(crate);
    await client.open(lib);
    assert.deepEqual(await client.hints(lib), ['5:1 +3 trailing padding']);
    await client.type(lib, 3, 7, 'u64', 3);
    assert.deepEqual(await client.hints(lib), ['5:1 +7 trailing padding']);
    await client.type(lib, 5, 1, '\nfn half( {');
    assert.deepEqual(await client.hints(lib), ['5:1 +7 trailing padding']);
    await client.type(lib, 3, 7, 'u', 3);
    assert.deepEqual(await client.hints(lib), []);
    await client.type(lib, 3, 8, '16');
    assert.deepEqual(await client.hints(lib), ['5:1 +5 trailing padding']);
  });

  it('sees unsaved changes of other documents', async () => {
    await start(crate);
    await client.open(lib);
    await client.open(other);
    await client.type(other, 0, 22, 'u8', 3);
    assert.match((await client.hover(lib, 1, 12)) ?? '', /^\*\*8 bytes\*\*/);
  });

  it('takes new settings', async () => {
    await start(crate, { settings: { inlayHints: { trailingPadding: false } } });
    await client.open(lib);
    assert.deepEqual(await client.hints(lib), []);
    client.options.settings = { inlayHints: { size: true }, target: 'i686-unknown-linux-gnu' };
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    assert.deepEqual(await client.hints(lib), ['1:12 16 bytes', '5:1 +3 trailing padding']);
    client.options.settings = { hover: { enable: false } };
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    assert.equal(await client.hover(lib, 1, 12), undefined);
  });

  it('notices files that change on disk', async () => {
    await start(crate);
    await client.open(lib);
    await client.hints(lib);
    client.files.write('/ws/src/other.rs', 'pub struct Inner { x: u16 }');
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: other, type: 2 }],
    });
    assert.match((await client.hover(lib, 1, 12)) ?? '', /^\*\*8 bytes\*\*/);
  });

  it('counts UTF-16 code units beyond the BMP', async () => {
    await start('');
    await client.open('untitled:Untitled-1', '/* 𝒳𝒴 */ struct A(u8, u32); // 𝒵');
    assert.deepEqual(await client.hints('untitled:Untitled-1'), ['0:29 +3 trailing padding']);
    assert.match((await client.hover('untitled:Untitled-1', 0, 18)) ?? '', /^\*\*8 bytes\*\*/);
  });

  it('gives the panel its picture, with arguments and for other targets', async () => {
    await start('//- /a.rs\nstruct G<T> { t: T, n: usize }');
    await client.open('file:///a.rs');
    const place = { uri: 'file:///a.rs', position: { line: 0, character: 8 } };
    const ask = (more: object) =>
      client.connection.sendRequest<LayoutView | null>(requests.layout, { ...place, ...more });
    const open = await ask({});
    assert.deepEqual(
      [open?.root.warrant, open?.root.symbolicSize, open?.root.parameters],
      ['partial', '8 + size_of::<T>()', ['T']],
    );
    assert.equal((await ask({ typeArguments: ['Vec<u8>'] }))?.root.size, 32);
    const other = await ask({ typeArguments: ['u64'], target: 'thumbv7em-none-eabihf' });
    assert.deepEqual([other?.pointerSize, other?.target, other?.root.size], [4, 'thumbv7em-none-eabihf', 16]);
  });

  it('reports target and release', async () => {
    await start(crate);
    const status = new Promise<ServerStatus>((resolve) => {
      client.connection.onNotification(notifications.status, resolve);
    });
    await client.open(lib);
    assert.deepEqual(await status, {
      target: 'x86_64-unknown-linux-gnu',
      release: releaseName(newestRelease),
      degraded: [],
      ground: [
        'Target x86_64-unknown-linux-gnu: the machine that this runs on',
        `rustc ${releaseName(newestRelease)}: the newest known one, as no toolchain is found`,
        'Package demo 0.1.0 in /ws',
        'Crate demo (lib), crate, edition 2021',
        'Features: none',
        'cfg(test) on',
        'Profile dev: debug assertions on, unwinding on',
      ],
      settings: [],
    });
  });

  it('reads the files of a virtual workspace through the client', async () => {
    await start(crate, { initialization: { serveFiles: true } });
    client.connection.onRequest('rustMemoryLayout/readFile', ({ uri }: { uri: string }) => {
      return client.files.readFile(uri.replace('vscode-vfs://github/me', '')) ?? null;
    });
    client.connection.onRequest('rustMemoryLayout/readDirectory', ({ uri }: { uri: string }) => {
      return client.files.readDirectory(uri.replace('vscode-vfs://github/me', '')) ?? null;
    });
    const uri = 'vscode-vfs://github/me/ws/src/lib.rs';
    await client.open(uri, client.files.readFile('/ws/src/lib.rs'));
    assert.match((await client.hover(uri, 1, 12)) ?? '', /^\*\*16 bytes\*\*/);
  });

  it('gives up what nobody waits for', async () => {
    await start(crate);
    await client.open(lib);
    const { CancellationTokenSource } = await import('vscode-languageserver-protocol/node');
    const source = new CancellationTokenSource();
    const params = { textDocument: { uri: lib }, position: { line: 1, character: 12 } };
    const asked = client.connection.sendRequest('textDocument/hover', params, source.token);
    source.cancel();
    await asked.then(
      () => undefined,
      (error: { code: number }) => assert.equal(error.code, -32800),
    );
    assert.ok(await client.hover(lib, 1, 12));
  });
});
