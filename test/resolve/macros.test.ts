import assert from 'node:assert/strict';
import { meaning, type TestCrate, testResolver } from '../support/resolve.ts';

type Options = Parameters<typeof meaning>[2];

async function check(fixture: string, path: string, expected: string, options: Options = {}) {
  assert.equal(await meaning(fixture, path, options), expected);
}

/** The reasons for what could not be expanded in the first crate. */
async function gaps(fixture: string, crates?: Readonly<Record<string, TestCrate>>) {
  const { resolver, main } = await testResolver(fixture, crates);
  return resolver.gapsIn(main).map(({ line, name, reason }) => `${line} ${name}: ${reason}`);
}

const makes = 'macro_rules! makes { ($n:ident) => { pub struct $n; } }';
const noS = 'unknown: there is no name `S` in crate `main`';

describe('textual scope of macros', () => {
  it('begins behind the definition', async () => {
    await check(`${makes} makes!(S);`, 'S', 'struct main::S');
    assert.deepEqual(await gaps(`makes!(S); ${makes}`), ['1 makes!: there is no macro `makes!`']);
  });
  it('reaches into modules that follow', () =>
    check(`${makes} mod a { mod b { makes!(S); } }`, 'a::b::S', 'struct main::a::b::S'));
  it('does not leave a module', async () =>
    assert.deepEqual(await gaps(`mod a { ${makes} } makes!(S);`), ['1 makes!: there is no macro `makes!`']));
  it('leaves a module with macro_use', () =>
    check(`#[macro_use] mod a { #[macro_use] mod b { ${makes} } } makes!(S);`, 'S', 'struct main::S'));
  it('is hidden by a later definition', () =>
    check(
      `macro_rules! m { () => { struct A; } } macro_rules! m { () => { struct B; } } m!();`,
      'B',
      'struct main::B',
    ));
  it('reaches files of modules', () =>
    check(`//- /main.rs\n${makes}\nmod a;\n//- /a.rs\nmakes!(S);`, 'a::S', 'struct main::a::S'));
  it('passes through macros that define macros', () =>
    check(
      'macro_rules! outer { ($m:ident) => { macro_rules! $m { ($n:ident) => { struct $n; } } } } outer!(inner); inner!(S);',
      'S',
      'struct main::S',
    ));
  it('follows recursion', () =>
    check(
      'macro_rules! each { () => {}; ($n:ident $($rest:ident)*) => { struct $n; each!($($rest)*); } } each!(A B C);',
      'C',
      'struct main::C',
    ));
  it('ends recursion that grows by two at each step', async () => {
    const started = performance.now();
    const found = await gaps('macro_rules! m { () => { m!(); m!(); } }\nm!();');
    assert.equal(found[0], '2 m!: recursion limit reached while expanding `m!`');
    assert.ok(performance.now() - started < 5000);
  });
  it('ends recursion without end', async () => {
    const found = await gaps('macro_rules! m { ($($t:tt)*) => { m!($($t)* x); } } m!();');
    assert.deepEqual(found, ['1 m!: recursion limit reached while expanding `m!`']);
  });
  it('heeds cfg', () =>
    check(
      `#[cfg(a)] macro_rules! m { () => { struct A; } } #[cfg(not(a))] macro_rules! m { () => { struct B; } } m!();`,
      'B',
      'struct main::B',
    ));
});

describe('path-based scope of macros', () => {
  it('has exported macros at the root', () =>
    check(`mod a { #[macro_export] ${makes} } crate::makes!(S);`, 'S', 'struct main::S'));
  it('has exported macros before their module is read', () =>
    check(`mod b { crate::makes!(S); } mod a { #[macro_export] ${makes} }`, 'b::S', 'struct main::b::S'));
  it('has imported macros', () =>
    check(`mod a { ${makes} pub(crate) use makes; } use a::makes as m; m!(S);`, 'S', 'struct main::S'));
  it('has macros through globs', () =>
    check(
      `mod a { ${makes} pub(crate) use makes; } mod b { use super::a::*; makes!(S); }`,
      'b::S',
      'struct main::b::S',
    ));

  const crates = { main: { dependencies: ['dep'] }, dep: { root: '/dep.rs' } };
  const dep = (text: string) => `\n//- /dep.rs\n${text}`;
  it('has macros of other crates by path', () =>
    check(`//- /main.rs\ndep::makes!(S);${dep(`#[macro_export] ${makes}`)}`, 'S', 'struct main::S', {
      crates,
    }));
  it('has macros of extern crates with macro_use everywhere', () =>
    check(
      `//- /main.rs\n#[macro_use] extern crate dep;\nmod a { makes!(S); }${dep(`#[macro_export] ${makes}`)}`,
      'a::S',
      'struct main::a::S',
      { crates },
    ));
  it('takes only the listed macros of extern crates', async () => {
    const text = `//- /main.rs\n#[macro_use(other)] extern crate dep;\nmakes!(S);${dep(`#[macro_export] ${makes}`)}`;
    assert.deepEqual(await gaps(text, crates), ['2 makes!: there is no macro `makes!`']);
  });
  it('resolves $crate in the crate of the definition', () =>
    check(
      `//- /main.rs\nmod a { dep::alias!(A); } use a::A as B;${dep('pub struct D; #[macro_export] macro_rules! alias { ($n:ident) => { pub use $crate::D as $n; } }')}`,
      'B',
      'struct dep::D',
      { crates },
    ));
  it('finds the inner macros of a macro with local_inner_macros', () =>
    check(
      `//- /main.rs\ndep::outer!(S);${dep(`#[macro_export] ${makes} #[macro_export(local_inner_macros)] macro_rules! outer { ($n:ident) => { makes!($n); } }`)}`,
      'S',
      'struct main::S',
      { crates },
    ));
});

describe('macro calls at item level', () => {
  it('bring imports, modules and globs', () =>
    check(
      'mod a { pub struct S; } macro_rules! m { () => { mod inner { pub use super::a::*; } pub use inner::*; } } m!();',
      'S',
      'struct main::a::S',
    ));
  it('expand macros of std', () =>
    check('thread_local!(pub static X: u8 = 1;);', 'X', 'const main::X', { ns: 'value' }));
  it('expand cfg_select', () =>
    check('cfg_select! { a => { struct A; } _ => { struct B; } }', 'B', 'struct main::B'));
  it('stand for the items of a file with include', () =>
    check(
      '//- /main.rs\nmod m { include!("gen/items.rs"); }\n//- /gen/items.rs\npub struct S; mod k;\n//- /gen/k.rs\nstruct K;',
      'm::k::K',
      'struct main::m::k::K',
    ));
  it('read what a build left in OUT_DIR', () =>
    check(
      '//- /main.rs\ninclude!(concat!(env!("OUT_DIR"), "/gen.rs"));\n//- /out/gen.rs\nstruct S;',
      'S',
      'struct main::S',
      { crates: { main: { env: { OUT_DIR: '/out' } } } },
    ));
  it('say why a generated file is missing', async () => {
    const found = await gaps('include!(concat!(env!("OUT_DIR"), "/gen.rs"));');
    assert.deepEqual(found, [
      '1 include!: `include!`: the file is made by the build script; build the crate once, so that it can be read',
    ]);
  });
  it('of procedural macros are a reason for names that are not found', () => {
    const crates = { main: { dependencies: ['pm'] }, pm: { root: '/pm.rs', isProcMacro: true } };
    const text =
      '//- /main.rs\npm::gen!(S);\n//- /pm.rs\n#[proc_macro] pub fn gen(i: TokenStream) -> TokenStream { i }';
    const reason = '`gen!` is a procedural macro, whose code is not run';
    return check(text, 'S', `unknown: \`S\` is not found; it may come from \`pm::gen!\`: ${reason}`, {
      crates,
    });
  });
  it('fail with the reason of the macro', async () => {
    const [gap = ''] = await gaps('macro_rules! m { (a) => {} } m!(b);');
    assert.match(gap, /^1 m!: `m!`: no rule matches/);
  });
  it('carry the doubt of an unknown cfg', () =>
    check(`#[cfg(x)] ${makes} makes!(S);`, 'S', 'struct main::S if cfg `x` is set by a build script', {
      crates: { main: { cfg: ['?x'] } },
    }));
  it('leave names to what is certain', async () => {
    assert.equal(noS, await meaning('fn f() {}', 'S'));
  });
});
