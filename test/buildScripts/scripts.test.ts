import assert from 'node:assert/strict';
import { emits, scriptEmissions } from '../../server/src/buildScripts/decide.ts';
import type { ScriptWorld } from '../../server/src/buildScripts/world.ts';
import type { SourceParser } from '../../server/src/syntax/sourceParser.ts';
import { testParser } from '../support/parser.ts';

describe('build scripts, read but not run', () => {
  let parser: SourceParser;
  before(async () => {
    parser = await testParser();
  });

  const linux: ScriptWorld = {
    release: '1.95.0',
    target: 'x86_64-unknown-linux-gnu',
    host: 'x86_64-unknown-linux-gnu',
    targetOptions: [
      'unix',
      'target_os="linux"',
      'target_arch="x86_64"',
      'target_feature="sse2"',
      'target_pointer_width="64"',
    ],
    ownCfg: { option: (name, value) => name === 'feature' && value === 'std' },
    packageName: 'demo',
    version: '1.2.3',
    features: ['std'],
    variables: {},
    readFile: (path) =>
      ({ 'probe.rs': '#![feature(never)]\n', 'list.rs': 'const OLD: &[&str] = &["avr-none"];' })[path],
  };

  /** What `main` with this body sets for certain, and (behind `?`) what it may set. */
  function sets(body: string, world: Partial<ScriptWorld> = {}, rest = ''): string {
    const text = `use std::env; use std::process::Command; ${rest}\nfn main() { ${body} }`;
    const emissions = scriptEmissions({ text, path: 'build.rs', world: { ...linux, ...world } }, parser);
    if (!emissions) return 'nothing known';
    const possible = [...emissions.possible]
      .filter((cfg) => !emissions.certain.has(cfg))
      .map((cfg) => `${cfg}?`);
    return [...emissions.certain, ...possible, ...(emissions.opaque ? ['…'] : [])].join(' ');
  }

  const version = `fn minor() -> Option<u32> {
    let rustc = env::var_os("RUSTC")?;
    let output = Command::new(rustc).arg("--version").output().ok()?;
    let version = std::str::from_utf8(&output.stdout).ok()?;
    let mut pieces = version.split('.');
    if pieces.next() != Some("rustc 1") { return None; }
    pieces.next()?.parse().ok()
  }`;

  it('a plain option', () => assert.equal(sets('println!("cargo:rustc-cfg=a");'), 'a'));
  it('the newer prefix, and a value', () =>
    assert.equal(sets('println!("cargo::rustc-cfg=a=\\"{}\\"", 1 + 1);'), 'a="2"'));
  it("the compiler's version", () =>
    assert.equal(
      sets(
        'let m = minor().unwrap(); if m >= 36 { println!("cargo:rustc-cfg=new"); } if m < 36 { println!("cargo:rustc-cfg=old"); }',
        {},
        version,
      ),
      'new',
    ));
  it('the target', () =>
    assert.equal(
      sets('if env::var("CARGO_CFG_TARGET_OS").unwrap() == "linux" { println!("cargo:rustc-cfg=linux"); }'),
      'linux',
    ));
  it('a feature, by variable and by cfg', () =>
    assert.equal(
      sets(
        'if env::var_os("CARGO_FEATURE_STD").is_some() && cfg!(feature = "std") { println!("cargo:rustc-cfg=a"); } #[cfg(feature = "other")] println!("cargo:rustc-cfg=b");',
      ),
      'a',
    ));
  it('loops over lists, helpers and constants', () =>
    assert.equal(
      sets(
        'for name in NAMES.iter().filter(|n| n.len() > 1) { set(name); }',
        {},
        'const NAMES: &[&str] = &["aa", "b", "cc"]; fn set(name: &str) { println!("cargo:rustc-cfg={}", name); }',
      ),
      'aa cc',
    ));
  it('what a helper makes of the target, item by item', () =>
    assert.equal(
      sets(
        'if general("x86_64-pc-linux-gnu".to_string()) == "x86_64-unknown-linux-gnu" { println!("cargo:rustc-cfg=same"); }',
        {},
        `fn general(target: String) -> String { let mut parts: Vec<&str> = target.split('-').collect();
          if parts.get(2) == Some(&"linux") { parts[1] = "unknown"; } parts.join("-") }`,
      ),
      'same',
    ));
  it('an included file', () =>
    assert.equal(
      sets(
        'if !OLD.contains(&&*env::var("TARGET").unwrap()) { println!("cargo:rustc-cfg=atomics"); }',
        {},
        'include!("list.rs");',
      ),
      'atomics',
    ));
  it('a condition that nobody here can tell leaves both ways open', () =>
    assert.equal(
      sets(
        'if Command::new("pkg-config").status().unwrap().success() { println!("cargo:rustc-cfg=a"); } println!("cargo:rustc-cfg=b");',
      ),
      'b a?',
    ));
  it('an early return that may be taken makes the rest uncertain', () =>
    assert.equal(
      sets('if std::path::Path::new("/x").exists() { return; } println!("cargo:rustc-cfg=a");'),
      'a?',
    ));
  it('a way that panics is not taken', () =>
    assert.equal(
      sets('if std::path::Path::new("/x").exists() { panic!("no") } println!("cargo:rustc-cfg=a");'),
      'a',
    ));
  it('a stable compiler refuses a probe with an unstable feature', () =>
    assert.equal(
      sets(
        'if Command::new("rustc").arg("probe.rs").status().unwrap().success() { println!("cargo:rustc-cfg=a"); }',
      ),
      '',
    ));
  it('a nightly may take it', () =>
    assert.equal(
      sets(
        'if Command::new("rustc").arg("probe.rs").status().unwrap().success() { println!("cargo:rustc-cfg=a"); }',
        { release: '1.97.0-nightly' },
      ),
      'a?',
    ));
  it('functions in modules of the script', () =>
    assert.equal(
      sets(
        'm::set(m::name());',
        {},
        'mod m { pub fn name() -> &str { "a" } pub fn set(n: &str) { println!("cargo:rustc-cfg={n}"); } }',
      ),
      'a',
    ));
  it("methods of the script's types, made by `Self`", () =>
    assert.equal(
      sets(
        'let mut s = S::new(); s.set("a"); s.set("a"); s.set("b");',
        {},
        'use std::collections::HashSet; struct S { all: HashSet<String> } impl S { fn new() -> Self { Self { all: HashSet::new() } } fn set(&mut self, n: &str) { if self.all.insert(n.to_owned()) { println!("cargo:rustc-cfg={n}"); } } }',
      ),
      'a b',
    ));
  it('an absent piece of text is empty', () =>
    assert.equal(
      sets(
        'let mut p = "1.2".split(\'-\'); p.next(); if p.next().unwrap_or_default() == "" && env::var("NO").unwrap_or_default() == "" { println!("cargo:rustc-cfg=a"); }',
      ),
      'a',
    ));
  it('the numbers of a range', () =>
    assert.equal(sets('for i in 1..=3 { println!("cargo:rustc-cfg=r{}", i); }'), 'r1 r2 r3'));
  it("options of the user's flags", () =>
    assert.equal(
      sets('if env::var("CARGO_CFG_MINE").as_deref() == Ok("x") { println!("cargo:rustc-cfg=a"); }', {
        targetOptions: ['mine="x"'],
      }),
      'a',
    ));
  it("the compiler's LLVM", () =>
    assert.equal(
      sets(
        'let o = Command::new("rustc").arg("-vV").output().unwrap(); let t = std::str::from_utf8(&o.stdout).unwrap(); let l = t.lines().find(|l| l.starts_with("LLVM version: ")).unwrap(); println!("cargo:rustc-cfg=l{}", &l[14..16]);',
      ),
      'l22',
    ));
  it('target features that flags change are not known', () =>
    assert.equal(
      sets(
        'if env::var("CARGO_CFG_TARGET_FEATURE").unwrap().contains("avx") { println!("cargo:rustc-cfg=a"); }',
        { changesTargetFeatures: true },
      ),
      'a?',
    ));
  it('autocfg by release', () =>
    assert.equal(
      sets(
        'let ac = autocfg::new(); if ac.probe_rustc_version(1, 40) { autocfg::emit("a"); } ac.emit_rustc_version(1, 99);',
      ),
      'a',
    ));
  it('cfg_aliases', () =>
    assert.equal(
      sets('cfg_aliases! { a: { target_os = "linux" }, b: { any(a, windows) }, c: { not(a) } }'),
      'a b',
    ));
  it('a macro of the script', () =>
    assert.equal(
      sets(
        'yes!(a); yes!(b);',
        {},
        'macro_rules! yes { ($n:ident) => { println!("cargo:rustc-cfg={}", stringify!($n)) } }',
      ),
      'a b',
    ));
  it('enums with Display', () =>
    assert.equal(
      sets(
        'let mut all = Vec::new(); all.push(C::One); for c in all { println!("cargo:rustc-cfg={c}"); }',
        {},
        'use std::fmt; enum C { One } impl fmt::Display for C { fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result { f.write_str(match self { C::One => "one" }) } }',
      ),
      'one',
    ));
  it('what the scripts of dependencies hand on', () => {
    const body =
      'if env::var("DEP_SSL_NEW").is_ok() { println!("cargo:rustc-cfg=new"); } if env::var("DEP_ZIP_NEW").is_ok() { println!("cargo:rustc-cfg=zip"); }';
    assert.equal(sets(body, { dependencyLinks: () => ['ssl'] }), 'new?');
    assert.equal(sets(body), '');
  });
  it('variables that cargo makes of the manifest', () =>
    assert.equal(
      sets('if env::var("CARGO_PKG_AUTHORS").unwrap().is_empty() { println!("cargo:rustc-cfg=a"); }'),
      'a?',
    ));
  it('parts of a path', () =>
    assert.equal(
      sets(
        'let p = std::path::Path::new("a/thumbv7m.json"); if p.extension() == Some(std::ffi::OsStr::new("json")) { println!("cargo:rustc-cfg={}", p.file_stem().unwrap().to_str().unwrap()); }',
      ),
      'thumbv7m',
    ));
  it('macros of std that print nothing', () =>
    assert.equal(
      sets(
        'let b = include_bytes!("x"); dbg!(b); if option_env!("NONE").is_none() { println!("cargo:rustc-cfg=a"); }',
      ),
      'a',
    ));
  it('cells in a map that is collected from pairs', () =>
    assert.equal(
      sets(
        `let g = Graph([("a", &["b"][..]), ("b", &[]), ("c", &["a"])].iter().map(|&(name, needs)| (name, Node { on: Cell::new(name == "a"), needs: needs })).collect());
         for (_, node) in &g.0 { if node.on.get() { for need in node.needs { g.0.get(need).expect(need).on.set(true); } } }
         for (name, node) in &g.0 { if node.on.get() { println!("cargo:rustc-cfg={}", name); } }`,
        {},
        "use std::cell::Cell; use std::collections::HashMap; struct Node { on: Cell<bool>, needs: &'static [&'static str] } struct Graph(HashMap<&'static str, Node>);",
      ),
      'a b',
    ));
  it('text that is parsed as something unknown', () =>
    assert.equal(sets('if "1.5".parse::<f32>().is_ok() { println!("cargo:rustc-cfg=a"); }'), 'a?'));
  it('functions that call themselves without end', () =>
    assert.equal(
      sets(
        'f(env::args().count());',
        {},
        'fn f(n: usize) -> usize { if n > 0 && f(n - 1) > 0 { f(n) } else { 0 } }',
      ),
      'nothing known',
    ));
  it('unknown code of other crates may set anything', () => assert.equal(sets('helper::configure();'), '…'));
  it('a script that never ends gives nothing', () =>
    assert.equal(sets('loop { let x = 1; }'), 'nothing known'));
  it('recursion without end gives nothing', () =>
    assert.equal(sets('f()', {}, 'fn f() { f() }'), 'nothing known'));
  it('what is not set is not there', () => {
    const emissions = scriptEmissions({ text: 'fn main() {}', path: 'build.rs', world: linux }, parser)!;
    assert.equal(emits(emissions, 'a', undefined), false);
  });

  describe('that would fill any memory', () => {
    const scripts: Readonly<Record<string, string>> = {
      'a text doubled by format!':
        'let mut s = String::from("a"); for _ in 0..1000 { s = format!("{}{}", s, s); } println!("cargo:rustc-cfg={}", s);',
      'a text doubled by +': 'let mut s = String::from("a"); for _ in 0..1000 { s = s.clone() + &s; }',
      'a text that replacing makes longer':
        'let mut a = String::from("ab"); for _ in 0..60 { a = a.replace("a", "aab").replace("b", "bba"); }',
      'a text doubled in place':
        'let mut s = String::from("a"); for _ in 0..1000 { let t = s.clone(); s.push_str(&t); }',
      'a list doubled in place': 'let mut v = vec![1]; for _ in 0..1000 { let w = v.clone(); v.extend(w); }',
      'pairs of pairs': 'let mut v = vec![1]; for _ in 0..1000 { v = vec![v.clone(), v.clone()]; }',
      'texts joined':
        'let mut s = String::from("a"); for _ in 0..99 { s = vec![s.clone(), s.clone()].join(&s.clone()); }',
    };
    for (const [name, body] of Object.entries(scripts))
      it(name, () => assert.equal(sets(`println!("cargo:rustc-cfg=early"); ${body}`), 'nothing known'));
    it('a number squared for ever', () =>
      assert.equal(
        sets('println!("cargo:rustc-cfg=early"); let mut n = 3u64; for _ in 0..1000 { n = n * n; }'),
        'early',
      ));
    it('a text repeated four thousand million times', () =>
      assert.equal(sets('let s = "x".repeat(4_000_000_000); println!("cargo:rustc-cfg=late");'), 'late'));
  });
});
