import assert from 'node:assert/strict';
import { TestClient } from '../support/languageClient.ts';

const crate = `
//- /ws/Cargo.toml
[package]
name = "demo"
version = "0.1.0"
edition = "2021"
//- /ws/src/lib.rs
fn f(a: String, go: bool) {
    let b = vec![1];
    if go {
        drop(a);
    }
}
`;
const lib = 'file:///ws/src/lib.rs';

describe('drop hints in the editor', () => {
  let client: TestClient;
  afterEach(() => client.dispose());

  it('are off until they are asked for', async () => {
    client = await TestClient.start(crate);
    await client.open(lib);
    assert.deepEqual(await client.hints(lib), []);
  });

  it('follow the typing', async () => {
    client = await TestClient.start(crate, { settings: { inlayHints: { drops: true } } });
    await client.open(lib);
    assert.deepEqual(await client.hints(lib), ['5:1 drops b, a?']);
    await client.type(lib, 1, 4, 'let c = String::new(); ');
    assert.deepEqual(await client.hints(lib), ['5:1 drops b, c, a?']);
    // The call becomes one that takes nothing away.
    await client.type(lib, 3, 13, '&');
    assert.deepEqual(await client.hints(lib), ['5:1 drops b, c, a']);
  });

  it('come with hovers on what drops', async () => {
    client = await TestClient.start(crate);
    await client.open(lib);
    assert.match((await client.hover(lib, 5, 0)) ?? '', /^\*\*Dropped where the scope ends\*\*\n\n1\. `b`/);
    assert.equal(await client.hover(lib, 3, 9), 'Drops `a` here');
  });
});
