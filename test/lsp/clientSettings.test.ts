import assert from 'node:assert/strict';
import { type ClientOptions, TestClient } from '../support/languageClient.ts';

const uri = 'file:///a.rs';
const source = '//- /a.rs\npub struct A { a: u8, b: u32 }';
/** A client that can't be asked for its settings. */
const basic = { capabilities: {} };
const withSize = ['0:12 8 bytes', '0:30 +3 trailing padding'];

describe('settings, as clients send them', () => {
  let client: TestClient;
  const hints = async (options: ClientOptions): Promise<readonly string[]> => {
    client = await TestClient.start(source, options);
    await client.open(uri);
    return client.hints(uri);
  };
  const push = async (settings: unknown): Promise<readonly string[]> => {
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings });
    return client.hints(uri);
  };
  afterEach(() => client.dispose());

  const forms: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
    ['in their section', { rustMemoryLayout: { inlayHints: { size: true } } }],
    ['bare', { inlayHints: { size: true } }],
    ['dotted', { 'rustMemoryLayout.inlayHints.size': true }],
    ['dotted within their section', { rustMemoryLayout: { 'inlayHints.size': true } }],
    ['bare and dotted', { 'inlayHints.size': true }],
  ];
  for (const [name, settings] of forms) {
    it(`takes them from initializationOptions, ${name}`, async () => {
      assert.deepEqual(await hints({ ...basic, initialization: settings }), withSize);
    });
    it(`takes them from didChangeConfiguration, ${name}`, async () => {
      assert.deepEqual(await hints(basic), ['0:30 +3 trailing padding']);
      assert.deepEqual(await push(settings), withSize);
    });
  }

  it('keeps them where the client answers null', async () => {
    assert.deepEqual(
      await hints({ initialization: { inlayHints: { size: true } }, settings: null }),
      withSize,
    );
    assert.deepEqual(await push(null), withSize);
  });

  it('lays what the client answers over what it pushed', async () => {
    const options = { initialization: { inlayHints: { size: true, trailingPadding: false } } };
    const answer = { inlayHints: { trailingPadding: true } };
    assert.deepEqual(await hints({ ...options, settings: answer }), withSize);
    assert.deepEqual(await hints({ ...options, settings: { 'inlayHints.trailingPadding': true } }), withSize);
  });

  it('merges what is pushed later', async () => {
    await hints({ ...basic, initialization: { inlayHints: { size: true } } });
    assert.deepEqual(await push({}), withSize);
    assert.deepEqual(await push({ rustMemoryLayout: { inlayHints: { trailingPadding: false } } }), [
      '0:12 8 bytes',
    ]);
    assert.deepEqual(await push({ rustMemoryLayout: {} }), ['0:12 8 bytes']);
    assert.deepEqual(await push({ inlayHints: { trailingPadding: null } }), withSize);
  });

  it('takes another section for nobody’s business', async () => {
    assert.deepEqual(
      await hints({ ...basic, initialization: { 'rust-analyzer': {}, inlayHints: { size: true } } }),
      ['0:30 +3 trailing padding'],
    );
  });

  it('passes over values that are none of the setting’s', async () => {
    const odd = {
      inlayHints: { size: 'yes', padding: [], trailingPadding: 1 },
      diagnostics: { level: 'loud' },
      cargo: 3,
      __proto__: { hover: { enable: false } },
    };
    assert.deepEqual(await hints({ ...basic, initialization: odd }), ['0:30 +3 trailing padding']);
    assert.deepEqual(await push(JSON.parse('{"__proto__": {"size": true}, "a.constructor.b": 1}')), [
      '0:30 +3 trailing padding',
    ]);
    assert.ok(await client.hover(uri, 0, 11));
    assert.deepEqual(client.log, []);
  });
});
