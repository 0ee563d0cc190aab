import assert from 'node:assert/strict';
import { scriptEmissions } from '../../server/src/buildScripts/decide.ts';
import type { ScriptWorld } from '../../server/src/buildScripts/world.ts';
import type { SourceParser } from '../../server/src/syntax/sourceParser.ts';
import { testParser } from '../support/parser.ts';

describe('files that build scripts write, read but not run', () => {
  let parser: SourceParser;
  before(async () => {
    parser = await testParser();
  });

  const world: ScriptWorld = {
    release: '1.95.0',
    target: 'x86_64-unknown-linux-gnu',
    host: 'x86_64-unknown-linux-gnu',
    targetOptions: ['target_os="linux"'],
    ownCfg: { option: () => false },
    packageName: 'demo',
    version: '1.2.3',
    features: ['size-8'],
    variables: { DEMO_COUNT: '7' },
    readFile: (path) => ({ 'table.rs': 'const T: u8 = 1;' })[path],
  };

  /** The files that `main` with this body writes, as `name=text`, of those whose text is known. */
  function writes(body: string, rest = ''): string {
    const uses =
      'use std::{collections::*, env, fs, fs::File, io::Write, path::*}; use std::fmt::Write as _; use std::process::Command;';
    const main = `fn main() { let out = env::var("OUT_DIR").unwrap(); let out = Path::new(&out); let f = out.join("f.rs"); ${body} }`;
    const emissions = scriptEmissions({ text: `${uses}${rest}${main}`, path: 'build.rs', world }, parser);
    if (!emissions) return 'nothing known';
    return [...emissions.files].map(([name, text]) => `${name}=${text}`).join(' ');
  }
  function check(title: string, expected: string, body: string, rest = ''): void {
    it(title, () => assert.equal(writes(body, rest), expected));
  }

  check('a text', 'f.rs=a', 'fs::write(f, "a").unwrap();');
  check(
    'a path by format, with a folder',
    'a/b.rs=x',
    'fs::write(format!("{}/a/b.rs", env::var("OUT_DIR").unwrap()), "x");',
  );
  check(
    'a path in pieces',
    'f.rs=patch 3',
    'let v = env::var("CARGO_PKG_VERSION_PATCH").unwrap(); fs::write(PathBuf::from(env::var_os("OUT_DIR").unwrap()).join("f.rs").to_string_lossy().to_string(), "patch $".replace("$", &v));',
  );
  check(
    'a string that is written to',
    'f.rs=1\n2',
    'let mut s = String::new(); writeln!(&mut s, "{}", 1).unwrap(); write!(s, "2"); fs::write(&f, s.as_bytes());',
  );
  check(
    'an open file',
    '',
    'let mut o = std::io::BufWriter::new(File::create(&f).unwrap()); o.write_all(env::args().next().unwrap().as_bytes()); ',
  );
  check(
    'bytes',
    'f.rs=ab',
    'let mut o = std::io::BufWriter::new(File::create(&f).unwrap()); o.write_all(b"a\\x62".as_ref()); ',
  );
  check(
    'an open file, line by line',
    'f.rs=a\nb',
    'let mut o = File::create(&f).unwrap(); writeln!(o, "a").unwrap(); o.write_all("b".as_bytes()).unwrap();',
  );
  check(
    'a file whose path is collected',
    'f.rs=const T: u8 = 1;',
    'let from: std::path::PathBuf = [env::var("CARGO_MANIFEST_DIR").unwrap(), "table.rs".into()].iter().collect(); fs::copy(from, &f).unwrap();',
  );
  check('a file of the package', 'f.rs=const T: u8 = 1;', 'fs::copy("table.rs", &f).unwrap();');
  check(
    'values of a sorted map, by variable and feature',
    'f.rs=A=7;B=8;',
    `let mut m = BTreeMap::new(); m.insert("B", C { value: 1 }); m.insert("A", C { value: 2 });
     for (name, value) in env::vars() {
       if name.strip_prefix("DEMO_").is_some() { m.get_mut("A").unwrap().value = value.parse().unwrap(); }
       if let Some(size) = name.strip_prefix("CARGO_FEATURE_SIZE_") && let Some(c) = m.get_mut("B") { let Ok(n) = size.parse::<usize>() else { panic!() }; c.value = n; }
     }
     let mut s = String::new(); for (k, c) in &m { write!(s, "{k}={};", c.value); } fs::write(f, s);`,
    'struct C { value: usize }',
  );
  check(
    'a range and a cast',
    'f.rs=0 1 44 ',
    'let mut s = String::new(); for i in 0..2 { write!(s, "{} ", i); } write!(s, "{} ", 300 as u8); fs::write(f, s);',
  );

  check(
    'by functions of one name in two modules',
    'f.rs=b2',
    'fs::write(f, b::x());',
    'mod a { pub fn x() -> &str { "a" } } mod b { pub fn x() -> &str { y() } fn y() -> &str { super::y() } } fn y() -> &str { "b2" }',
  );

  describe('is not known', () => {
    check('where a process says', '', 'fs::write(f, Command::new("date").output().unwrap().stdout);');
    check('on a way that may be taken', '', 'if Path::new("/x").exists() { fs::write(f, "a"); }');
    check(
      'after one that may be taken',
      '',
      'let mut s = String::from("a"); if Path::new("/x").exists() { s.push_str("b"); } fs::write(f, s);',
    );
    check('behind a return', '', 'if Path::new("/x").exists() { return; } fs::write(f, "a");');
    check('where another crate gets the file', '', 'fs::write(&f, "a"); helper::add(&f);');
    check(
      'where another crate gets the open file',
      '',
      'let mut o = File::create(&f).unwrap(); helper::add(&mut o);',
    );
    check('where a path may be any', '', 'fs::write(&f, "a"); fs::write(helper::path(), "b");');
    check(
      'in the order of a hash map',
      '',
      'let mut m = HashMap::new(); m.insert(1, 2); m.insert(2, 3); let mut s = String::new(); for (k, v) in m { write!(s, "{k}{v}"); } fs::write(f, s);',
    );
    check(
      'in the order that collect gives',
      '',
      'let s: BTreeSet<u8> = [2, 1].into_iter().collect(); let mut t = String::new(); for k in s { write!(t, "{k}"); } fs::write(f, t);',
    );
    check(
      'through a reference that is assigned to',
      '',
      'let mut n = 1; set(&mut n); fs::write(f, format!("{n}"));',
      'fn set(n: &mut u8) { *n = 2; }',
    );
    check(
      'in a list that is changed',
      '',
      'let mut v = vec![1, 2]; v.retain(|n| *n > 1); fs::write(f, format!("{}", v[0]));',
    );
    check('where a format pads', '', 'fs::write(f, format!("{:02}", 1));');
    check(
      'of two functions of one name',
      'nothing known',
      'fs::write(f, x());',
      'mod a { pub fn x() -> &str { "a" } } mod b { pub fn x() -> &str { "b" } } use b::*;',
    );
  });
});
