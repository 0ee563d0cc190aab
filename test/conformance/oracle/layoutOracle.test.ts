import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { needsRustc } from '../../support/rustc.ts';
import { layoutOracle } from './layoutOracle.ts';
import { OracleFailure } from './process.ts';
import type { OracleLayout, TagEntry, TypeEntry } from './rustLayout.ts';
import { verifyOracle } from './verify.ts';

const TRICKY = path.join(import.meta.dirname, 'fixtures/tricky.rs');

describe('the layout oracle on one file', function () {
  this.timeout(120_000);
  needsRustc();
  let answer: OracleLayout;
  const type = (name: string): TypeEntry => {
    const found = answer.types.find((t) => t.name.replace(/^r#/, '') === name);
    assert.ok(found, `${name} is missing`);
    return found;
  };
  before(function () {
    if (!this.test?.parent?.pending) answer = layoutOracle({ input: TRICKY });
  });

  it('agrees with a program that prints size_of, align_of and offset_of!', () => {
    const lines = programOutput(TRICKY);
    assert.equal(lines.length, 36);
    for (const [name, size, align, optionSize, ...fields] of lines) {
      const found = type(name!);
      assert.deepEqual([found.size, found.align], [Number(size), Number(align)], name);
      // Option<T> is no larger than T exactly when T has a niche (where T has values at all).
      if (!found.uninhabited) assert.equal(found.niche !== null, size === optionSize, `${name}: niche`);
      const offsets = fields.map((f) => Number(f.split('=')[1]));
      if (found.kind !== 'enum') assert.deepEqual(found.offsets, offsets, name);
      else
        for (const offset of offsets)
          assert.ok(
            found.variants?.some((v) => v.offsets.includes(offset)),
            `${name}: ${fields}`,
          );
    }
  });

  it('reads tags, niches, and variants that cannot exist', () => {
    const tag = (name: string): TagEntry | null | undefined => type(name).tag;
    assert.deepEqual(tag('Data'), { offset: 0, size: 1, encoding: 'direct' });
    assert.deepEqual(tag('Niched'), {
      offset: 0,
      size: 1,
      encoding: 'niche',
      untagged: 1,
      start: '2',
      variants: [0, 2],
    });
    assert.deepEqual(type('Niched').niche, { offset: 0, size: 1, start: '0', end: '4' });
    assert.deepEqual(
      [tag('Single'), type('Single').variants],
      [null, [{ index: 0, size: 4, offsets: [0, 2] }]],
    );
    assert.deepEqual([tag('Void'), type('Void').variants, type('Void').uninhabited], [null, [], true]);
    assert.deepEqual(
      type('OneLeft').variants?.map((v) => v.index),
      [1],
    );
    assert.deepEqual(type('Negative').niche, { offset: 0, size: 2, start: '65535', end: '1' }); // the smallest range, around zero
    assert.ok(type('Unsized').unsized);
  });

  it('finds what is written, and says why it skips', () => {
    assert.deepEqual(
      answer.skipped.map((s) => [s.name, s.reason]),
      [
        ['TakesNoAttribute', 'in a macro call that takes no attribute there'],
        ['Generic', 'generic'],
        ['GenericConst', 'generic'],
        ['FunctionBound', 'generic'],
        ['CfgOff', 'not compiled (cfg)'],
      ],
    );
    assert.equal(type('InItems').macro, 'items');
    assert.equal(answer.types.length, 38);
  });

  it('leaves macro calls alone where told to', () => {
    const { types } = layoutOracle({ input: TRICKY, macros: false });
    assert.deepEqual([types.length, types.some((t) => t.macro)], [36, false]);
  });

  it('is proven by constants, which a damaged answer breaks', () => {
    assert.deepEqual(verifyOracle(answer, { input: TRICKY }).holds, true);
    const [first, ...rest] = answer.types;
    const damaged = { ...answer, types: [{ ...first!, size: Number(first!.size) + 1 }, ...rest] };
    const { holds, message } = verifyOracle(damaged, { input: TRICKY });
    assert.equal(holds, false);
    assert.match(message, /expected an array with a size of/);
  });

  it('fails on code that does not compile', () => {
    const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'oracle-')), 'broken.rs');
    fs.writeFileSync(file, 'struct A(Missing);');
    assert.throws(() => layoutOracle({ input: file }), OracleFailure);
    fs.rmSync(path.dirname(file), { recursive: true });
  });
});

describe('the layout oracle on a crate', function () {
  this.timeout(120_000);
  needsRustc();
  const lib =
    '//! Docs\n#![no_std]\n#![deny(warnings, unstable_features)]\n#![forbid(unsafe_code, internal_features)]\n#![allow(unexpected_cfgs)]\n' +
    'mod a;\nfn unused() {}\n#[cfg(feature = "on")] pub struct On(pub u8);\n#[cfg(feature = "more")] pub struct More(pub u8);\n' +
    '#[cfg(built)] pub struct Built(pub helper::Pair);\n#[cfg(bootstrapped)] pub struct Bootstrapped;\n';
  const files = {
    'Cargo.toml':
      '[package]\nname = "my-crate"\nversion = "1.2.3"\nedition = "2018"\n[features]\ndefault = ["on"]\non = []\nmore = []\n' +
      '[dependencies]\nhelper = { path = "helper" }\n[dev-dependencies]\nnot-to-be-had = "1"\n',
    'build.rs':
      'fn main() { println!("cargo:rustc-cfg=built"); struct InBuild(u8); let _ = InBuild(1);\n' +
      'if std::env::var("RUSTC_BOOTSTRAP").is_ok() { println!("cargo:rustc-cfg=bootstrapped"); } }',
    'src/lib.rs': lib,
    'src/a.rs': '\r\n// é\r\npub union U { pub a: u8 }\r\n',
    'src/unused.rs': 'struct NotAModule;',
    'helper/Cargo.toml': '[package]\nname = "helper"\nversion = "0.1.0"\nedition = "2021"\n',
    'helper/src/lib.rs': 'pub struct Pair { pub a: u8, pub b: u32 }',
  };
  let folder = '';
  before(() => {
    folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'oracle-crate-'));
    for (const [name, text] of Object.entries(files)) {
      fs.mkdirSync(path.join(folder, path.dirname(name)), { recursive: true });
      fs.writeFileSync(path.join(folder, name), text);
    }
  });
  after(() => fs.rmSync(folder, { recursive: true, force: true }));

  it('sees features, a build script’s cfg, modules and dependencies, and touches nothing', () => {
    const plain = layoutOracle({ input: folder });
    assert.deepEqual(
      plain.types.map((t) => [t.file, t.line, t.name, t.size]),
      [
        ['src/a.rs', 3, 'U', 1],
        ['src/lib.rs', 8, 'On', 1],
        ['src/lib.rs', 10, 'Built', 8],
      ],
    );
    assert.deepEqual(
      plain.skipped.map((t) => t.name),
      ['More', 'Bootstrapped'],
    );
    assert.deepEqual(
      [plain.crate, plain.version, plain.files],
      ['my_crate', '1.2.3', ['src/a.rs', 'src/lib.rs']],
    );
    const helper = { name: 'helper', version: '0.1.0', dir: path.join(folder, 'helper'), features: [] };
    assert.deepEqual(plain.dependencies, [helper]);
    assert.equal(fs.readFileSync(path.join(folder, 'src/a.rs'), 'utf8'), files['src/a.rs']);
  });

  it('takes features as cargo does', () => {
    const { types } = layoutOracle({ input: folder, defaultFeatures: false, features: ['more'] });
    assert.deepEqual(
      types.map((t) => t.name),
      ['U', 'More', 'Built'],
    );
  });
});

/** What the program prints: a line a type, as words. */
function programOutput(file: string): string[][] {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'oracle-program-'));
  const program = path.join(folder, 'program');
  const args = ['--edition=2021', '--cfg=report', '--cap-lints=allow', '-o', program, file];
  const built = spawnSync('rustc', args, { env: { ...process.env, RUSTC_BOOTSTRAP: '1' }, encoding: 'utf8' });
  assert.equal(built.status, 0, built.stderr);
  const { stdout } = spawnSync(program, { encoding: 'utf8' });
  fs.rmSync(folder, { recursive: true });
  return stdout
    .trim()
    .split('\n')
    .map((line) => line.split(' '));
}
