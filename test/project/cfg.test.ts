import assert from 'node:assert/strict';
import { evaluateCfg, parseCfg } from '../../server/src/base/cfg.ts';
import { targetFacts } from '../../server/src/base/targets.ts';
import { isUnknown } from '../../server/src/base/unknown.ts';
import type { Environment, Selection } from '../../server/src/project/crateGraph.ts';
import { openProject } from '../support/projects.ts';

interface Case {
  readonly manifest?: string;
  readonly files?: string;
  readonly selection?: Selection;
  readonly environment?: Partial<Environment>;
  /** Which root; default the first. */
  readonly root?: number;
}

function check(predicate: string, expected: boolean | RegExp, title: string, given: Case = {}) {
  it(`${title}: ${predicate}`, () => {
    const manifest = `//- /ws/Cargo.toml\n[package]\nname = "top"\nedition = "2021"\n${given.manifest ?? ''}\n`;
    const fixture = `${manifest}//- /ws/src/lib.rs\n${given.files ?? ''}`;
    const { graph } = openProject(fixture, given.selection, given.environment);
    const expr = parseCfg(predicate);
    assert.ok(!isUnknown(expr));
    const truth = evaluateCfg(expr, graph.crate(graph.roots[given.root ?? 0]!).cfg);
    if (typeof expected === 'boolean') assert.equal(truth, expected);
    else assert.match(isUnknown(truth) ? truth.reason : `${truth}`, expected);
  });
}

const script = (text: string) => `//- /ws/build.rs\nfn main() { ${text} }\n`;
const config = (text: string) => `//- /ws/.cargo/config.toml\n${text}\n`;
const windows: Selection = { target: 'x86_64-pc-windows-msvc' };
const maybe = /build script of `top` may set/;

describe('cfg of a crate', () => {
  check('all(unix, target_os = "linux", not(windows))', true, 'the host');
  check('all(windows, not(unix))', true, 'a target', { selection: windows });
  check('windows', true, 'build.target', { files: config('[build]\ntarget = "x86_64-pc-windows-msvc"') });
  check('target_arch = "arm"', false, 'another architecture');
  check('debug_assertions', true, 'dev');
  check('debug_assertions', false, 'release', { selection: { profile: 'release' } });
  check('debug_assertions', true, 'release as set', {
    selection: { profile: 'release' },
    manifest: '[profile.release]\ndebug-assertions = true',
  });
  check('debug_assertions', false, 'own profile', {
    selection: { profile: 'mine' },
    manifest: '[profile.mine]\ninherits = "release"',
  });
  check('panic = "unwind"', true, 'panic');
  check('panic = "abort"', true, 'panic of a profile', { manifest: '[profile.dev]\npanic = "abort"' });
  check('any(test, doc, doctest, miri, proc_macro)', false, 'tools');
  check('test', true, 'a test target', { files: '//- /ws/tests/t.rs\n', root: 1 });
  check('proc_macro', true, 'proc macro', { manifest: '[lib]\nproc-macro = true' });
  check('feature = "f"', true, 'feature', { manifest: '[features]\ndefault = ["f"]\nf = []' });
  check('feature = "g"', false, 'feature off', { manifest: '[features]\ng = []' });
  check('loom', false, 'a custom name that nothing sets');
  check('loom', true, 'rustflags', { files: config('[build]\nrustflags = ["--cfg", "loom"]') });
  check('loom = "x"', true, 'rustflags of a target', {
    files: config(`[target.'cfg(unix)']\nrustflags = "--cfg=loom=\\"x\\""`),
  });
  check('loom', false, 'rustflags of another target', {
    files: config("[target.'cfg(windows)']\nrustflags = ['--cfg', 'loom']"),
  });
  check('loom', true, 'RUSTFLAGS', { environment: { variables: { RUSTFLAGS: '--cfg loom' } } });
  check('loom', true, 'the selection', { selection: { cfgs: ['loom'] } });
  check('target_feature = "sse2"', true, 'target feature');
  check('target_feature = "avx"', true, 'target feature by flag', {
    environment: { variables: { RUSTFLAGS: '-C target-feature=+avx' } },
  });
  for (const [rustflags, predicate, expected] of [
    ['-C target-feature=+avx2', 'all(target_feature = "avx", target_feature = "sse4.2")', true],
    ['-C target-feature=+avx2', 'target_feature = "fma"', false],
    ['-C target-feature=+avx2,-sse4.1', 'any(target_feature = "avx2", target_feature = "sse4.2")', false],
    ['-C target-feature=+avx2,-sse4.1', 'target_feature = "ssse3"', true],
    ['-C target-cpu=x86-64-v3', 'all(target_feature = "avx2", target_feature = "bmi2")', true],
    ['-C target-cpu=x86-64-v3', 'target_feature = "avx512f"', false],
    ['-C target-cpu=native', 'target_feature = "avx2"', /native/],
    ['-C target-cpu=native', 'target_feature = "sse2"', true],
    ['-C target-cpu=z80', 'target_feature = "avx2"', /no processor that is known/],
  ] as const)
    check(predicate, expected, rustflags, { environment: { variables: { RUSTFLAGS: rustflags } } });
  // As `rustc --print cfg` of 1.95.0 has it: what a target's specification adds to the processor's features, and takes away.
  for (const [target, rustflags, predicate, expected] of [
    [
      'arm64e-apple-ios',
      '-C target-cpu=cortex-a53',
      'all(target_feature = "paca", target_feature = "lse")',
      true,
    ],
    ['aarch64-unknown-none-softfloat', '-C target-cpu=cortex-a320', 'target_feature = "bf16"', false],
    ['aarch64-unknown-linux-gnu', '-C target-feature=+paca,+pacg', 'target_feature = "pacg"', true],
    ['riscv64im-unknown-none-elf', '-C target-cpu=sifive-e20', 'target_feature = "a"', false],
    ['riscv64a23-unknown-linux-gnu', '-C target-cpu=syntacore-scr1-max', 'target_feature = "zba"', true],
    ['wasm32-wasip1', '-C target-cpu=mvp', 'target_feature = "mutable-globals"', false],
    ['wasm64-unknown-unknown', '-C target-feature=+relaxed-simd', 'target_feature = "simd128"', true],
    [
      'x86_64-unknown-none',
      '-C target-cpu=alderlake',
      'any(target_feature = "avx2", target_feature = "kl")',
      false,
    ],
  ] as const)
    check(predicate, expected, `${rustflags} for ${target}`, {
      environment: {
        variables: { RUSTFLAGS: rustflags },
        targetCfg: (triple) => targetFacts(triple)?.cfg,
      },
      selection: { target },
    });
  check('fast', true, 'CARGO_BUILD_RUSTFLAGS, behind build.rustflags', {
    files: config('[build]\nrustflags = "--cfg slow"'),
    environment: { variables: { CARGO_BUILD_RUSTFLAGS: '--cfg fast' } },
  });
  check('all(fast, not(slow))', true, 'CARGO_TARGET_<TRIPLE>_RUSTFLAGS, in place of build.rustflags', {
    files: config('[build]\nrustflags = "--cfg slow"'),
    environment: { variables: { CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_RUSTFLAGS: '--cfg fast' } },
  });
  check('any(debug_assertions, panic = "unwind")', false, 'CARGO_PROFILE_DEV_…', {
    manifest: '[profile.dev]\ndebug-assertions = true',
    environment: {
      variables: { CARGO_PROFILE_DEV_DEBUG_ASSERTIONS: 'false', CARGO_PROFILE_DEV_PANIC: 'abort' },
    },
  });
  check('all(fast, near)', true, 'include: rustflags of both files', {
    files: `${config('include = ["more.toml"]\n[build]\nrustflags = ["--cfg", "near"]')}//- /ws/.cargo/more.toml\n[build]\nrustflags = ["--cfg", "fast"]\n`,
  });
  check('windows', false, 'include: the including file wins', {
    files: `${config('include = ["more.toml", { path = "none.toml", optional = true }]\n[build]\ntarget = "x86_64-unknown-linux-gnu"')}//- /ws/.cargo/more.toml\n[build]\ntarget = "x86_64-pc-windows-msvc"\n`,
  });
});

describe('cfg from a build script', () => {
  const emit = (what: string) => ({ files: script(what) });
  check('fast', maybe, 'a name in the script', emit('println!("cargo:rustc-cfg=fast");'));
  check('fast', maybe, 'a name in a list', emit('for c in ["fast"] { println!("cargo::rustc-cfg={c}"); }'));
  check('has_i128', maybe, 'a name by format', emit('println!("cargo:rustc-cfg=has_{}", t);'));
  check('slow', false, 'a name that is not in it', emit('println!("cargo:rustc-cfg=fast");'));
  check('fast', false, 'a name in a comment', emit('/* fast */ // fast\nprintln!("x");'));
  check('any(fast, unix)', true, 'where it does not matter', emit('println!("cargo:rustc-cfg=fast");'));
  check('rustc_1_40', maybe, 'a name that a helper makes', {
    manifest: '[build-dependencies]\nhelper.path = "helper"',
    files: `${script('helper::run();')}//- /ws/helper/Cargo.toml\n[package]\nname = "helper"\n//- /ws/helper/src/lib.rs\nfn f() { emit(format!("rustc_{}_{}", a, b)); println!("cargo:rustc-cfg={}", c); }\n`,
  });
  check('rustc_1_40', maybe, 'a name that a crate behind the helper makes', {
    manifest: '[build-dependencies]\nhelper.path = "helper"',
    files: `${script('helper::run();')}//- /ws/helper/Cargo.toml\n[package]\nname = "helper"\n[dependencies]\nnext.path = "../next"\n//- /ws/helper/src/lib.rs\npub use next::run;\n//- /ws/next/Cargo.toml\n[package]\nname = "next"\n//- /ws/next/src/lib.rs\npub fn run() { println!("cargo:rustc-cfg=rustc_1_{}", b); }\n`,
  });
  check('fast', maybe, "a helper's module in a folder called target", {
    manifest: '[build-dependencies]\nhelper.path = "helper"',
    files: `${script('helper::run();')}//- /ws/helper/Cargo.toml\n[package]\nname = "helper"\n//- /ws/helper/src/lib.rs\nmod target;\n//- /ws/helper/src/target/mod.rs\npub fn run() { println!("cargo:rustc-cfg=fast"); }\n`,
  });
  check('fast', maybe, 'a helper that prints a whole line', {
    manifest: '[build-dependencies]\nhelper.path = "helper"',
    files: `${script('helper::run();')}//- /ws/helper/Cargo.toml\n[package]\nname = "helper"\n//- /ws/helper/src/lib.rs\nconst Q: char = '"'; pub fn run() { println!("cargo:rustc-cfg=fast"); }\n`,
  });
  check(
    'fast',
    maybe,
    'names that stand in a file',
    emit('for n in fs::read_to_string("n").unwrap().lines() { println!("cargo:rustc-cfg={}", n); }'),
  );
  check(
    'feature = "x"',
    false,
    'a feature in code that is written',
    emit('f.write("#[cfg(feature = \\"x\\")]"); println!("cargo:rustc-cfg=fast");'),
  );
  check(
    'feature = "x"',
    maybe,
    'a feature that is set',
    emit('println!("cargo:rustc-cfg=feature=\\"x\\"");'),
  );
  check(
    'fast',
    false,
    'a script that sets no option',
    emit('let fast = 1; println!("cargo:rustc-link-lib=fast");'),
  );
  check('fast', false, 'a hook may decide', {
    files: script('println!("cargo:rustc-cfg=fast");'),
    environment: { decideBuildScriptCfg: ({ name }) => name !== 'fast' },
  });
  const output =
    '//- /ws/target/debug/build/top-0123456789abcdef/output\ncargo:rustc-cfg=fast\ncargo::rustc-cfg=k="v"\ncargo:rustc-env=A=b=c\n';
  const built = { files: script('println!("cargo:rustc-cfg={}", "fast slow k");') + output };
  check('all(fast, k = "v")', true, 'a finished build', built);
  check('any(slow, k)', false, 'a finished build did not set', built);

  it('a finished build gives OUT_DIR and variables', () => {
    const { graph } = openProject(
      `//- /ws/Cargo.toml\n[package]\nname = "top"\n//- /ws/src/lib.rs\n${built.files}`,
    );
    const { env, buildScriptOutput } = graph.crate(graph.roots[0]!);
    assert.equal(env.get('A'), 'b=c');
    assert.equal(env.get('OUT_DIR'), '/ws/target/debug/build/top-0123456789abcdef/out');
    assert.equal(env.get('CARGO_PKG_NAME'), 'top');
    assert.deepEqual(buildScriptOutput?.cfgs, ['fast', 'k="v"']);
  });
});
