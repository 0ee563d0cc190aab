import assert from 'node:assert/strict';
import type { AnalysisOptions } from '../../server/src/engine/analysis.ts';
import { groundLine, groundOf } from '../../server/src/engine/ground.ts';
import { openAnalysis } from '../support/features.ts';
import { memoryFiles } from '../support/memoryFiles.ts';

const manifest = (text = '') =>
  `//- /ws/Cargo.toml\n[package]\nname = "demo"\nversion = "0.1.0"\nedition = "2024"\n${text}\n`;
const arm = '//- /ws/.cargo/config.toml\n[build]\ntarget = "thumbv7em-none-eabihf"\n';

/** `MODULE of CRATE (KIND)`, with why it is not reached. */
async function placeOf(files: string, path: string, options: AnalysisOptions = {}): Promise<string> {
  const analysis = await openAnalysis(memoryFiles(files), '/ws', options);
  const ground = groundOf(analysis, path);
  if (!ground) return 'no ground';
  const { module, crate, unreached } = ground;
  return `${module} of ${crate.name} (${crate.kind})${unreached === undefined ? '' : `: ${unreached}`}`;
}

describe('the place of a file', () => {
  const check = (title: string, files: string, path: string, expected: string, options?: AnalysisOptions) =>
    it(title, async () => assert.equal(await placeOf(files, path, options), expected));
  const unwritten = 'no `mod` item leads to it';

  check('a root', `${manifest()}//- /ws/src/lib.rs\n`, '/ws/src/lib.rs', 'crate of demo (lib)');
  check(
    'a module',
    `${manifest()}//- /ws/src/lib.rs\nmod a;\n//- /ws/src/a.rs\nmod b;\n//- /ws/src/a/b.rs\n`,
    '/ws/src/a/b.rs',
    'crate::a::b of demo (lib)',
  );
  check(
    'a new file beside the root',
    `${manifest()}//- /ws/src/lib.rs\n//- /ws/src/new.rs\n`,
    '/ws/src/new.rs',
    `crate::new of demo (lib): ${unwritten}`,
  );
  check(
    'a new file below a module',
    `${manifest()}//- /ws/src/lib.rs\nmod a;\n//- /ws/src/a/mod.rs\n//- /ws/src/a/new/mod.rs\n`,
    '/ws/src/a/new/mod.rs',
    `crate::a::new of demo (lib): ${unwritten}`,
  );
  check(
    'a new file below a new file',
    `${manifest()}//- /ws/src/lib.rs\n//- /ws/src/a.rs\n//- /ws/src/a/b.rs\n`,
    '/ws/src/a/b.rs',
    `crate::a::b of demo (lib): ${unwritten}`,
  );
  check(
    'behind a cfg that is off',
    `${manifest()}//- /ws/src/lib.rs\n#[cfg(windows)]\nmod win;\n//- /ws/src/win.rs\n`,
    '/ws/src/win.rs',
    'crate::win of demo (lib): `#[cfg(windows)]` on `mod win` in lib.rs is off',
  );
  check(
    'below one that is',
    `${manifest()}//- /ws/src/lib.rs\n#[cfg(windows)]\nmod win;\n//- /ws/src/win.rs\nmod io;\n//- /ws/src/win/io.rs\n`,
    '/ws/src/win/io.rs',
    'crate::win::io of demo (lib): `#[cfg(windows)]` on `mod win` in lib.rs is off',
  );
  check(
    'a feature that is off',
    `${manifest('[features]\nnet = []')}//- /ws/src/lib.rs\n#[cfg(feature = "net")]\nmod net;\n//- /ws/src/net.rs\n`,
    '/ws/src/net.rs',
    'crate::net of demo (lib): `#[cfg(feature = "net")]` on `mod net` in lib.rs is off',
  );
  check(
    'the file of another system',
    `${manifest()}//- /ws/src/lib.rs\n#[cfg_attr(unix, path = "unix.rs")]\n#[cfg_attr(windows, path = "windows.rs")]\nmod sys;\n//- /ws/src/unix.rs\n//- /ws/src/windows.rs\n`,
    '/ws/src/windows.rs',
    'crate::sys of demo (lib): another file is `mod sys` in lib.rs here',
  );
  check(
    'a cfg inside of the file',
    `${manifest()}//- /ws/src/lib.rs\nmod win;\n//- /ws/src/win.rs\n#![cfg(windows)]\npub struct H(u8);\n`,
    '/ws/src/win.rs',
    'crate::win of demo (lib): `#![cfg(windows)]` in win.rs is off',
  );
  check(
    'a test module',
    `${manifest()}//- /ws/src/lib.rs\n#[cfg(test)]\nmod tests;\n//- /ws/src/tests.rs\n`,
    '/ws/src/tests.rs',
    'crate::tests of demo (lib)',
    { test: true },
  );
  check(
    'a binary and a library of one folder',
    `${manifest()}//- /ws/src/lib.rs\n//- /ws/src/main.rs\nmod cmd;\n//- /ws/src/cmd.rs\n`,
    '/ws/src/cmd.rs',
    'crate::cmd of demo (bin)',
  );
  check(
    'a binary of many files',
    `${manifest()}//- /ws/src/lib.rs\n//- /ws/src/bin/tool/main.rs\n//- /ws/src/bin/tool/args.rs\n`,
    '/ws/src/bin/tool/args.rs',
    `crate::args of tool (bin): ${unwritten}`,
  );
  check(
    'what tests share',
    `${manifest()}//- /ws/src/lib.rs\n//- /ws/tests/it.rs\nmod common;\n//- /ws/tests/common/mod.rs\n//- /ws/tests/common/data.rs\n`,
    '/ws/tests/common/data.rs',
    `crate::common::data of it (test): ${unwritten}`,
  );
  check(
    'a file that a test names by its path',
    `${manifest()}//- /ws/src/lib.rs\n//- /ws/src/shared.rs\n//- /ws/tests/it.rs\n#[path = "../src/shared.rs"]\nmod shared;\n`,
    '/ws/src/shared.rs',
    'crate::shared of it (test)',
  );
  check(
    'beside Cargo.toml',
    `${manifest()}//- /ws/src/lib.rs\n//- /ws/build.rs\nfn main() {}\n//- /ws/scratch.rs\n`,
    '/ws/scratch.rs',
    `crate::scratch of demo (lib): ${unwritten}`,
  );
  check(
    'a library elsewhere',
    `${manifest('[lib]\npath = "code/root.rs"')}//- /ws/code/root.rs\nmod a;\n//- /ws/code/a.rs\n`,
    '/ws/code/a.rs',
    'crate::a of demo (lib)',
  );
  check(
    'a target whose features are off',
    `${manifest('[features]\ncli = []\n[[bin]]\nname = "tool"\nrequired-features = ["cli"]')}//- /ws/src/lib.rs\n//- /ws/src/bin/tool.rs\n`,
    '/ws/src/bin/tool.rs',
    'crate of tool (bin)',
  );
});

describe('the ground of a file', () => {
  const line = async (files: string, path: string, options: AnalysisOptions = {}) => {
    const ground = groundOf(
      await openAnalysis(memoryFiles(files), '/ws', { rustc: '1.96.0', ...options }),
      path,
    );
    return ground && groundLine(ground);
  };
  const crate = `${manifest('[features]\ndefault = ["a"]\na = []')}//- /ws/src/lib.rs\n//- /ws/build.rs\nfn main() {}\n`;

  it('names target, release, crate, edition and features', async () =>
    assert.equal(
      await line(`${crate}${arm}`, '/ws/src/lib.rs'),
      'thumbv7em-none-eabihf · rustc 1.96.0 · demo (lib) · edition 2024 · features a, default',
    ));
  it('names a few of many features', async () => {
    const names = Array.from({ length: 20 }, (_, i) => `f${i + 10}`);
    const many = `[features]\n${names.map((name) => `${name} = []\n`).join('')}`;
    const found = await line(`${manifest(many)}//- /ws/src/lib.rs\n`, '/ws/src/lib.rs', { features: names });
    assert.match(found ?? '', /features f10, f11, f12, f13, f14, f15, f16 and 13 more$/);
  });
  it('is the host for a build script', async () =>
    assert.equal(
      await line(`${crate}${arm}`, '/ws/build.rs'),
      'x86_64-unknown-linux-gnu · rustc 1.96.0 · build_script_build (build script) · edition 2024 · features a, default',
    ));
  it('names cfg(test) and further options', async () =>
    assert.equal(
      await line(crate, '/ws/src/lib.rs', { test: true, cfgs: ['loom'] }),
      'x86_64-unknown-linux-gnu · rustc 1.96.0 · demo (lib, cfg(test), loom) · edition 2024 · features a, default',
    ));
});
