import assert from 'node:assert/strict';
import type { ClientCapabilities, CodeAction, Hover, InlayHint } from 'vscode-languageserver-protocol';
import { TestClient } from '../support/languageClient.ts';

const uri = 'file:///a.rs';
const large = { diagnostics: { level: 'warning', largeArray: 100 } };

describe('a client with only the basics', () => {
  let client: TestClient;
  const start = async (
    source: string,
    capabilities: ClientCapabilities,
    initialization = {},
  ): Promise<void> => {
    client = await TestClient.start(`//- /a.rs\n${source}`, { capabilities, initialization });
    await client.open(uri);
  };
  /** What was pushed for a document, once there is something, or once `is` holds of it. */
  const pushed = async (
    of: string,
    is: (messages: readonly string[]) => boolean,
  ): Promise<readonly string[]> => {
    for (;;) {
      const messages = client.pushed.get(of)?.diagnostics.map(({ message }) => String(message));
      if (messages && is(messages)) return messages;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  const some = (messages: readonly string[]) => messages.length > 0;
  const none = (messages: readonly string[]) => messages.length === 0;
  afterEach(() => client.dispose());

  describe('diagnostics', () => {
    const source = 'fn f() { let a: [u8; 200] = [0; 200]; drop(a) }';

    it('are pushed, follow the typing, and go with the document', async () => {
      await start(source, {}, large);
      assert.match((await pushed(uri, some))[0] ?? '', /200 bytes/);
      await client.type(uri, 0, 21, '20', 3);
      await pushed(uri, none);
      assert.equal(client.pushed.get(uri)?.version, 2);
      await client.type(uri, 0, 21, '300', 2);
      await pushed(uri, some);
      await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
      await pushed(uri, none);
      assert.deepEqual(client.log, []);
    });

    it('follow the settings', async () => {
      await start(source, {}, large);
      await pushed(uri, some);
      const off = { rustMemoryLayout: { diagnostics: { level: 'off' } } };
      await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: off });
      await pushed(uri, none);
    });

    it('are left to who asks for them', async () => {
      assert.equal((await startPulling()).diagnosticProvider !== undefined, true);
      const report = await client.connection.sendRequest<{ items: readonly unknown[] }>(
        'textDocument/diagnostic',
        { textDocument: { uri } },
      );
      assert.equal(report.items.length, 1);
      await new Promise((resolve) => setTimeout(resolve, 500));
      assert.equal(client.pushed.size, 0);
    });
    const startPulling = async () => {
      await start(source, { textDocument: { diagnostic: {} } }, large);
      return client.server!.capabilities;
    };
  });

  describe('positions', () => {
    const source = '/* é𝒳 */ pub struct A { a: u8, b: u32 } // 𝒵\nconst S: &str = "𝒳"; struct B(u8, u16);';
    const expected = {
      'utf-8': ['0:43 +3 trailing padding', '1:42 +1 trailing padding'],
      'utf-16': ['0:40 +3 trailing padding', '1:40 +1 trailing padding'],
      'utf-32': ['0:39 +3 trailing padding', '1:39 +1 trailing padding'],
    } as const;
    for (const [encoding, hints] of Object.entries(expected)) {
      it(`count ${encoding}`, async () => {
        await start(source, { general: { positionEncodings: [encoding] } });
        assert.equal(client.server?.capabilities.positionEncoding, encoding);
        assert.deepEqual(await client.hints(uri), hints);
        const [, hint] = hints[0].match(/:(\d+)/) ?? [];
        const end = Number(hint);
        // Between the struct's name, its field and its end all characters are ASCII.
        assert.match((await client.hover(uri, 0, end - 19)) ?? '', /^\*\*8 bytes/);
        // `u8` becomes `u64`; behind it everything is found where it is now.
        await client.type(uri, 0, end - 12, 'u64', 2);
        const [typed] = await client.hints(uri);
        assert.equal(typed, `0:${end + 1} +4 trailing padding`);
        const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 99 } };
        const inSecond = await client.connection.sendRequest<InlayHint[]>('textDocument/inlayHint', {
          textDocument: { uri },
          range,
        });
        assert.equal(inSecond.length, 1);
      });
    }

    it('are UTF-16 where the client says nothing or nothing known', async () => {
      await start(source, { general: { positionEncodings: ['utf-7'] } });
      assert.equal(client.server?.capabilities.positionEncoding, 'utf-16');
      assert.deepEqual(await client.hints(uri), expected['utf-16']);
    });
  });

  it('is asked for nothing that it can not do', async () => {
    await start('struct A(u8, u32);', { workspace: { workspaceFolders: true } });
    assert.ok(await client.hover(uri, 0, 7));
    assert.deepEqual(client.registered, []);
  });

  describe('texts', () => {
    const source = 'pub struct A { a: u8, b: u32, s: Vec<u8> }';
    const hover = () =>
      client.connection.sendRequest<Hover & { contents: { kind: string; value: string } }>(
        'textDocument/hover',
        {
          textDocument: { uri },
          position: { line: 0, character: 11 },
        },
      );

    it('are plain where it asks for that, with release and target', async () => {
      await start(source, { textDocument: { hover: { contentFormat: ['plaintext'] } } });
      const { contents } = await hover();
      assert.equal(contents.kind, 'plaintext');
      assert.deepEqual(contents.value.split('\n').slice(0, 6), [
        '32 bytes · align 8 · 3 padding (9.4 %) · needs drop',
        '',
        'offset  size  field',
        '     0    24  s: Vec<u8>',
        '    24     4  b: u32',
        '    28     1  a: u8',
      ]);
      assert.match(contents.value, /\nx86_64-unknown-linux-gnu · rustc 1\.\d+\.\d+ · .* · edition 2021$/);
      assert.doesNotMatch(contents.value, /\*\*|\]\(/);
    });

    it('are Markdown where it prefers that', async () => {
      await start(source, { textDocument: { hover: { contentFormat: ['markdown', 'plaintext'] } } });
      assert.equal((await hover()).contents.kind, 'markdown');
    });

    it('link to no command, and offer none', async () => {
      await start(source, {}, { inlayHints: { size: true } });
      assert.doesNotMatch(JSON.stringify(await hover()), /command/);
      const range = { start: { line: 0, character: 11 }, end: { line: 0, character: 40 } };
      const hints = await client.connection.sendRequest<InlayHint[]>('textDocument/inlayHint', {
        textDocument: { uri },
        range,
      });
      const actions = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
        textDocument: { uri },
        range,
        context: { diagnostics: [] },
      });
      assert.ok(hints.length > 0 && actions.length > 0);
      assert.doesNotMatch(JSON.stringify([hints, actions]), /command/);
    });
  });

  describe('documents of odd schemes', () => {
    const rust = [
      'git:/ws/src/lib.rs?%7B%22ref%22%3A%22HEAD%22%7D',
      'vscode-notebook-cell:/a/b.rs#X',
      'zipfile:///a.zip::b/c.rs',
      'file://wsl.localhost/x/a.rs',
      'gitlab+x://h/p%ZZ.rs',
      'foo/bar.rs',
      'untitled:',
    ];
    it('are laid out as files of their own', async () => {
      await start('', {});
      for (const odd of rust) {
        await client.open(odd, 'struct A { a: u8, b: u32 }');
        assert.match((await client.hover(odd, 0, 7)) ?? '', /^\*\*8 bytes\*\*/, odd);
      }
      assert.deepEqual(client.log, []);
    });

    it('that have no path get a reason and no stack trace', async () => {
      await start('', {});
      for (const odd of ['', 'file:', 'git:', '%%%', 'output:x', 'http://[::1', 'file:///../..']) {
        await client.open(odd, 'struct A { a: u8, b: u32 }');
        await client.type(odd, 0, 0, ' ');
        assert.match((await client.hover(odd, 0, 8)) ?? '', /^\*\*No figures\*\*/, odd);
        assert.deepEqual(await client.hints(odd), []);
      }
      assert.equal(await client.hover('file:///never/opened.rs', 0, 0), undefined);
      assert.doesNotMatch(client.log.join('\n'), /\n\s+at |Error/);
    });
  });
});
