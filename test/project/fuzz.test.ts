import fc from 'fast-check';
import { isUnknown } from '../../server/src/base/unknown.ts';
import { MemoryFiles } from '../support/memoryFiles.ts';
import { show, tryProject } from '../support/projects.ts';

const manifest = `cargo-features = ["edition2024"]
[package]
name = "top"
version.workspace = true
edition = "2021"
rust-version = "1.85"
build = "build.rs"
links = "z"
autobins = false
[lib]
name = "top_lib"
path = "src/lib.rs"
crate-type = ["rlib", "cdylib"]
proc-macro = false
[[bin]]
name = "tool"
required-features = ["std"]
[features]
default = ["std", "dep:a", "b?/x"]
std = ["a/std"]
[dependencies]
a = { version = "^1.2, <3", optional = true, default-features = false, features = ["x"] }
b = { path = "b", package = "bee", optional = true }
c = { workspace = true }
d.git = "https://example.com/d"
e = "*"
[target.'cfg(all(unix, not(target_arch = "x86")))'.dependencies]
f = "=0.1.0"
[target.x86_64-unknown-linux-gnu.build-dependencies]
g = { version = "1", registry = "mine" }
[profile.release]
panic = "abort"
debug-assertions = true
inherits = "dev"
[workspace]
members = ["b", "crates/*"]
exclude = ["old"]
resolver = "2"
default-members = ["."]
[workspace.package]
version = "0.1.0"
[workspace.dependencies]
c = { path = "b", features = ["x"] }
[patch.crates-io]
a = { path = "b" }
`;
const lock = `version = 4
[[package]]
name = "top"
version = "0.1.0"
dependencies = ["a", "bee 1.0.0", "a 1.2.3 (registry+https://github.com/rust-lang/crates.io-index)"]
[[package]]
name = "a"
version = "1.2.3"
source = "registry+https://github.com/rust-lang/crates.io-index"
checksum = "00"
[[package]]
name = "bee"
version = "1.0.0"
[[package]]
name = "d"
version = "0.1.0"
source = "git+https://example.com/d#0123456789abcdef0123456789abcdef01234567"
`;
const config = `paths = ["b"]
[build]
target = ["x86_64-pc-windows-msvc"]
rustflags = ["--cfg", "x", "-Cpanic=abort"]
target-dir = "out"
[target.'cfg(unix)']
rustflags = "--cfg y"
[source.crates-io]
replace-with = "vendored"
[source.vendored]
directory = "vendor"
[env]
A = { value = "1", relative = true }
[patch.crates-io]
a = { path = "b" }
`;
const texts: readonly (readonly [path: string, text: string])[] = [
  ['/ws/Cargo.toml', manifest],
  ['/ws/Cargo.lock', lock],
  ['/ws/.cargo/config.toml', config],
  ['/ws/rust-toolchain.toml', '[toolchain]\nchannel = "1.96.0"\ntargets = ["wasm32-unknown-unknown"]\n'],
  [
    '/ws/b/Cargo.toml',
    '[package]\nname = "bee"\nversion = "1.0.0"\n[features]\nx = []\n[dependencies]\ntop.path = ".."\n',
  ],
];
const sources: readonly (readonly [path: string, text: string])[] = [
  ['/ws/src/lib.rs', ''],
  ['/ws/src/bin/tool.rs', ''],
  ['/ws/b/src/lib.rs', ''],
  ['/ws/build.rs', 'fn main() { println!("cargo:rustc-cfg=x"); }'],
];
const tokensOf = (text: string) => text.match(/"[^"\n]*"|[\w-]+|\n|\s+|\S/g)!;
const values = [
  '1',
  '-1',
  '""',
  '"a"',
  '[]',
  '{}',
  '[[]]',
  '{ path = "." }',
  'true',
  'inf',
  '1979-05-27',
  '"*"',
  '\0',
];
const words = [...values, ...tokensOf(texts.map(([, text]) => text).join(''))];
const isValue = (token: string) => /^"|^(?:true|false)$/.test(token);

/** Most edits put a value for another one, so that what comes of it is TOML; the others may do anything. */
const edit = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.record({ value: fc.nat(999), by: fc.constantFrom(...values, ...words.filter(isValue)) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ at: fc.nat(5000), by: fc.array(fc.constantFrom(...words), { maxLength: 3 }) }),
  },
);

function edited(
  text: string,
  edits: readonly (typeof edit extends fc.Arbitrary<infer E> ? E : never)[],
): string {
  const tokens = tokensOf(text);
  for (const one of edits) {
    const places = [...tokens.keys()].filter((i) => isValue(tokens[i]!));
    if ('at' in one) tokens.splice(one.at % tokens.length, 2, ...one.by);
    else tokens[places[one.value % places.length]!] = one.by;
  }
  return tokens.join('');
}

describe('projects in every state of being written', () => {
  it('make nothing fail', () => {
    const edits = fc.array(fc.array(edit, { maxLength: 4 }), {
      minLength: texts.length,
      maxLength: texts.length,
    });
    fc.assert(
      fc.property(edits, (all) => {
        const files = texts.map(([path, text], i) => [path, edited(text, all[i]!)] as const);
        const project = tryProject(new MemoryFiles([...files, ...sources]), {}, { path: '/ws' });
        if (isUnknown(project)) return;
        for (const root of [...project.graph.roots, ...project.crateOfFile('/ws/src/lib.rs')]) {
          project.graph.crate(root);
          for (const { crate } of project.graph.dependencies(root))
            if (!isUnknown(crate)) project.graph.crate(crate);
          for (const path of ['a', 'b::top', 'c', 'd', 'e', 'f']) show(project, path, root);
        }
      }),
      { numRuns: Number(process.env.FUZZ_RUNS ?? 60) },
    );
  });
});
