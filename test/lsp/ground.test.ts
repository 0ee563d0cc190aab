import assert from 'node:assert/strict';
import type { DropView } from '../../shared/dropView.ts';
import type { LayoutView } from '../../shared/layoutView.ts';
import { type CrateChoice, requests, type ServerStatus } from '../../shared/protocol.ts';
import { type ClientOptions, TestClient } from '../support/languageClient.ts';

const manifest = '[package]\nname = "demo"\nversion = "0.1.0"\nedition = "2021"\n';
const arm = '//- /ws/.cargo/config.toml\n[build]\ntarget = "thumbv7em-none-eabihf"\n';
const lib = 'file:///ws/src/lib.rs';
const pointer = 'pub struct A { a: u8, p: usize }\n';

describe('the ground of a document', () => {
  let client: TestClient;
  afterEach(() => client.dispose());

  /** The first line of the hover on `struct A` or another name of a document. */
  async function first(uri: string, name = 'A'): Promise<string> {
    const text = client.files.readFile(uri.replace('file://', '')) ?? '';
    const lines = text.split('\n');
    const line = lines.findIndex((l) => l.includes(`struct ${name}`));
    await client.open(uri);
    const hover = await client.hover(uri, line, lines[line]!.indexOf(`struct ${name}`) + 7);
    return hover?.split('\n')[0]?.replace(/ · align.*/, '') ?? 'no hover';
  }
  const start = async (fixture: string, options?: ClientOptions) => {
    client = await TestClient.start(fixture, options);
  };
  const package_ = `//- /ws/Cargo.toml\n${manifest}//- /ws/src/lib.rs\n${pointer}`;

  it('stays as it last was while the manifest is broken, and says so', async () => {
    await start(`${package_}${arm}`);
    assert.equal(await first(lib), '**8 bytes**');
    const change = async (text: string) => {
      client.files.write('/ws/Cargo.toml', text);
      const changes = [{ uri: 'file:///ws/Cargo.toml', type: 2 }];
      await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
    };
    await change('[package\n');
    assert.equal(await first(lib), '**8 bytes**');
    const ask = () => client.connection.sendRequest<ServerStatus | null>(requests.ground, { uri: lib });
    assert.match((await ask())?.degraded[0] ?? '', /Cargo\.toml is not TOML.*as it last was/);
    await change(manifest);
    assert.equal(await first(lib), '**8 bytes**');
    assert.deepEqual((await ask())?.degraded, []);
  });

  it('is refused with a reason where there never was a project', async () => {
    await start(`//- /ws/Cargo.toml\n[package\n//- /ws/src/lib.rs\n${pointer}`);
    assert.match(await first(lib), /^\*\*No figures\*\*: \/ws\/Cargo\.toml is not TOML: line 1/);
  });

  it('names a mistyped target', async () => {
    await start(package_, { settings: { target: 'thumbv7em-none-eabhif' } });
    assert.match(
      await first(lib),
      /`thumbv7em-none-eabhif` \(the setting `rustMemoryLayout\.target`\).*eabihf/,
    );
  });

  it('has settings of its folder', async () => {
    const folders = ['file:///ws', 'file:///other'];
    const folderSettings = { 'file:///other': { target: 'i686-unknown-linux-gnu' } };
    await start(`${package_}//- /other/Cargo.toml\n${manifest}//- /other/src/lib.rs\n${pointer}`, {
      folders,
      folderSettings,
    });
    assert.deepEqual(
      [await first(lib), await first('file:///other/src/lib.rs')],
      ['**16 bytes**', '**8 bytes**'],
    );
  });

  it('has settings of a folder that was added', async () => {
    const added = [{ uri: 'file:///other', name: 'other' }];
    const folderSettings = { 'file:///other': { target: 'i686-unknown-linux-gnu' } };
    await start(`${package_}//- /other/Cargo.toml\n${manifest}//- /other/src/lib.rs\n${pointer}`, {
      capabilities: { workspace: { configuration: true, workspaceFolders: true } },
      folders: ['file:///ws'],
      folderSettings,
    });
    const other = 'file:///other/src/lib.rs';
    const before = await first(other);
    await client.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
      event: { added, removed: [] },
    });
    assert.deepEqual([before, await first(other)], ['**16 bytes**', '**8 bytes**']);
  });

  it('takes rust-analyzer’s settings where ours say nothing', async () => {
    const rustAnalyzer = {
      cargo: { target: 'i686-unknown-linux-gnu', features: 'all', cfgs: ['miri', 'fast'] },
    };
    const source = `${pointer}#[cfg(feature = "f")] pub struct F(u16);\n#[cfg(all(fast, not(miri)))] pub struct C(u32);\n`;
    await start(`//- /ws/Cargo.toml\n${manifest}[features]\nf = []\n//- /ws/src/lib.rs\n${source}`, {
      rustAnalyzer,
    });
    const found = [await first(lib), await first(lib, 'F'), await first(lib, 'C')];
    assert.deepEqual(found, ['**8 bytes**', '**2 bytes**', '**4 bytes**']);
  });

  it('has both what cfg(test) brings and what it takes away', async () => {
    const source =
      '#[cfg(test)] mod tests { pub struct T(u64); }\n#[cfg(not(test))] pub struct N(u16);\n#[cfg(windows)] pub struct W(u8);\n';
    await start(`//- /ws/Cargo.toml\n${manifest}//- /ws/src/lib.rs\n${source}`);
    assert.deepEqual(
      [await first(lib, 'T'), await first(lib, 'N'), await first(lib, 'W')],
      [
        '**8 bytes**',
        '**2 bytes**',
        '**Not compiled here**: `#[cfg(windows)]` is off for x86_64-unknown-linux-gnu.',
      ],
    );
    client.options.settings = { cargo: { test: false } };
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    assert.match(await first(lib, 'T'), /^\*\*Not compiled here\*\*: `#\[cfg\(test\)\]` is off/);
  });

  it('is that of the workspace’s own crates in what only others see without cfg(test)', async () => {
    const source = 'pub struct S { a: u8, #[cfg(test)] b: u32 }\n';
    const user = 'pub struct U { s: demo::S }\n';
    await start(`//- /ws/Cargo.toml\n${manifest}//- /ws/src/lib.rs\n${source}//- /ws/tests/it.rs\n${user}`);
    assert.deepEqual(
      [await first(lib, 'S'), await first('file:///ws/tests/it.rs', 'U')],
      ['**8 bytes**', '**1 byte**'],
    );
  });

  it('is named by both panels', async () => {
    const source = `${pointer}fn f(a: String) {}\n`;
    await start(`//- /ws/Cargo.toml\n${manifest}//- /ws/src/lib.rs\n${source}`);
    await client.open(lib);
    const parts = async (method: string, line: number) => {
      const params = { uri: lib, position: { line, character: 12 } };
      const view = await client.connection.sendRequest<LayoutView | DropView>(method, params);
      return view.ground?.parts;
    };
    const expected = ['demo (lib, cfg(test))', 'edition 2021'];
    assert.deepEqual(await parts(requests.layout, 0), expected);
    assert.deepEqual(await parts(requests.drops, 1), expected);
  });

  it('is that of the crate that one looks from, of several that share the file', async () => {
    const test = (root: string) => `#![recursion_limit = "64"]\nmod common;\npub type Word = ${root};\n`;
    const common = 'pub struct S(crate::Word);\n';
    await start(
      `//- /ws/Cargo.toml\n${manifest}//- /ws/src/lib.rs\n//- /ws/tests/a.rs\n${test('u8')}//- /ws/tests/b.rs\n${test('u32')}//- /ws/tests/common/mod.rs\n${common}`,
    );
    const uri = 'file:///ws/tests/common/mod.rs';
    assert.equal(await first(uri, 'S'), '**1 byte**');
    const ask = () => client.connection.sendRequest<readonly CrateChoice[]>(requests.crates, { uri });
    const shown = (choices: readonly CrateChoice[]) =>
      choices.map(({ label, root, isCurrent }) => `${label} ${root}${isCurrent ? ' *' : ''}`);
    const choices = await ask();
    assert.deepEqual(shown(choices), ['a (test, cfg(test)) tests/a.rs *', 'b (test, cfg(test)) tests/b.rs']);
    await client.connection.sendRequest(requests.lookFrom, { uri, crate: choices[1]!.id });
    assert.equal(await first(uri, 'S'), '**4 bytes**');
    assert.deepEqual(shown(await ask()).at(1), 'b (test, cfg(test)) tests/b.rs *');
    await client.connection.sendRequest(requests.lookFrom, { uri });
    assert.equal(await first(uri, 'S'), '**1 byte**');
  });

  describe('of a path dependency outside of the workspace', () => {
    const dependency = `//- /ws/Cargo.toml\n${manifest}[dependencies]\nbeside = { path = "../beside", features = ["wide"] }\n//- /ws/src/lib.rs\npub struct U(beside::S);\n//- /beside/Cargo.toml\n${manifest.replace('demo', 'beside')}[features]\nwide = []\n//- /beside/src/lib.rs\npub struct S {\n    a: u8,\n    #[cfg(feature = "wide")]\n    b: u32,\n}\n`;
    const lock = `//- /ws/Cargo.lock\nversion = 4\n\n[[package]]\nname = "beside"\nversion = "0.1.0"\n\n[[package]]\nname = "demo"\nversion = "0.1.0"\ndependencies = [\n "beside",\n]\n`;
    const beside = 'file:///beside/src/lib.rs';

    it('is that of the opened project, with a lock file', async () => {
      await start(`${dependency}${lock}`, { folders: ['file:///ws'] });
      assert.equal(await first(beside, 'S'), '**8 bytes**');
    });
    it('is that of the opened project, without one', async () => {
      await start(dependency, { folders: ['file:///ws'] });
      assert.equal(await first(beside, 'S'), '**8 bytes**');
    });
    it('is that of the project that was looked at before', async () => {
      await start(`${dependency}${lock}`, { folders: ['file:///elsewhere'] });
      assert.equal(await first(lib, 'U'), '**8 bytes**');
      assert.equal(await first(beside, 'S'), '**8 bytes**');
    });
    it('is its own where no project has it', async () => {
      await start(`${dependency}${lock}`, { folders: ['file:///beside'] });
      assert.equal(await first(beside, 'S'), '**1 byte**');
    });
  });

  it('is read from rust-project.json', async () => {
    const project = {
      crates: [
        { root_module: 'dep/lib.rs', edition: '2021', deps: [], cfg: [], target: 'thumbv7em-none-eabihf' },
        {
          root_module: 'app/lib.rs',
          edition: '2024',
          deps: [{ crate: 0, name: 'helper' }],
          cfg: ['fast'],
          target: 'thumbv7em-none-eabihf',
        },
      ],
    };
    const app = 'pub struct A { u: helper::U, #[cfg(fast)] f: u8 }\n';
    await start(
      `//- /p/rust-project.json\n${JSON.stringify(project)}\n//- /p/dep/lib.rs\npub struct U(usize, u8);\n//- /p/app/lib.rs\n${app}`,
    );
    assert.deepEqual(
      [await first('file:///p/app/lib.rs'), await first('file:///p/dep/lib.rs', 'U')],
      ['**12 bytes**', '**8 bytes**'],
    );
  });
});
