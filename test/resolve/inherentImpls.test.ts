import assert from 'node:assert/strict';
import type { SourceDef } from '../../server/src/resolve/model/def.ts';
import { writtenHeaders } from '../../server/src/resolve/scan/writtenHeaders.ts';
import { type TestCrate, testResolver } from '../support/resolve.ts';

type Crates = Readonly<Record<string, TestCrate>>;

/** The headers of the impls that a search for those of `A` reads, in order. */
async function found(fixture: string, crates: Crates = { main: { manifest: true } }) {
  const { resolver, main } = await testResolver(fixture, crates);
  const impls = resolver.inherentImplsOf({ name: 'A', crate: main } as SourceDef);
  return impls
    ?.map(({ unit, item }) => unit.text.slice(item.span.start, item.span.end).split('{')[0]!.trim())
    .sort();
}

async function check(fixture: string, expected: readonly string[], crates?: Crates) {
  assert.deepEqual(await found(fixture, crates), expected);
}

describe('impls without a trait, found by the text', () => {
  it('are those that name the type', () =>
    check(
      'struct A; struct B; impl A {} impl<T> m::A<T> where T: Tr {} impl B {} impl Tr for A {} fn f() -> impl A {}',
      ['impl A', 'impl<T> m::A<T> where T: Tr'],
    ));
  it('name it by imports and aliases, but not by associated types', () =>
    check(
      `mod m { use crate::A as C; impl C {} } type D<T> = A<T>; impl D<u8> {} struct E;
       impl Tr for u8 { type E = A; fn f() { '{'; } } impl E {} fn f() { type F = A; impl F {} }`,
      ['impl C', 'impl D<u8>', 'impl F'],
    ));
  it('are those for names that no text declares', () =>
    check('struct A; include!("x.inc");\n//- /x.inc\ntype G = A; impl G {} impl A {}', ['impl A', 'impl G']));
  it('are for a trait object', () =>
    check('trait A {} impl dyn A {} impl dyn Send + A {} impl dyn B<u8> {} trait B<T> {}', [
      'impl dyn A',
      'impl dyn Send + A',
    ]));
  it('stand in bodies, in modules and in other files', () =>
    check(
      '//- /main.rs\nmod a { fn f() { loop { impl A {} } } }\n#[path = "c.rs"] mod b;\n//- /c.rs\nimpl crate::A {}',
      ['impl A', 'impl crate::A'],
    ));
  it('stand in each module that a file is the text of', () =>
    check(
      '//- /main.rs\n#[path = "c.rs"] mod b;\n#[path = "c.rs"] mod d;\n//- /c.rs\nmod e { impl super::A {} }',
      ['impl super::A', 'impl super::A'],
    ));
  it('have comments, constants and macros in their headers', () =>
    check('struct A; impl /* for */ A {} impl B<{ 1 }> {} impl m!() {} impl A // for\n {}', [
      'impl /* for */ A',
      'impl A // for',
      'impl B<',
      'impl m!()',
    ]));
});

describe('impls without a trait in macro calls', () => {
  const own = 'struct A; struct B; macro_rules! own { ($s:ident) => { impl $s {} } }';
  it('are for what the call names', () => check(`${own} own!(A); own!(B);`, ['impl A']));
  it('are for what the rules name', () =>
    check('struct A; macro_rules! fixed { () => { impl A {} } } fixed!();', ['impl A']));
  it('come from macros that rules call', () =>
    check(`${own} macro_rules! outer { () => { own!(A); } } outer!();`, ['impl A']));
  it('are put together from parts', () =>
    check('struct A; macro_rules! m { ($($t:tt)*) => { $($t)* { } } } m!(impl A); m!(struct B);', [
      'impl A',
    ]));
  it('are put together by rules', () =>
    check(
      `struct A; macro_rules! head { ($s:ident) => { body! { [impl dyn $s<>] {} } } }
       macro_rules! body { ([$($t:tt)*] $b:tt) => { $($t)* $b } } head!(A);`,
      ['impl dyn A<>'],
    ));
  it('are for aliases that a macro makes', () =>
    check(`${own} macro_rules! alias { ($a:ident $b:ident) => { type $a = $b; } } alias!(C A); own!(C);`, [
      'impl C',
    ]));
  it('come from macros of other crates', () =>
    check(
      `//- /main.rs\nstruct A; dep::own!(A); dep::own!(B);
//- /dep.rs\n#[macro_export] macro_rules! own { ($s:ident) => { impl<T> $s<T> {} } }`,
      ['impl<T>A<T>'],
      { main: { manifest: true, dependencies: ['dep'] }, dep: { root: '/dep.rs', manifest: true } },
    ));
  it('come from a macro that has the name of its crate', () =>
    check(
      `//- /main.rs\nstruct A; #[macro_use] extern crate dep; dep! { A }
//- /dep.rs\n#[macro_export] macro_rules! dep { ($s:ident) => { $crate::inner! { $s } } }
#[macro_export] macro_rules! inner { ($s:ident) => { impl $s {} } }`,
      ['impl A'],
      { main: { manifest: true, dependencies: ['dep'] }, dep: { root: '/dep.rs', manifest: true } },
    ));
  it('come from a macro that the crate imports under another name', () =>
    check(
      `//- /main.rs\nstruct A; mod m { use crate::own as mine; mine!(A); }
#[macro_export] macro_rules! own { ($s:ident) => { impl $s {} } }`,
      ['impl A'],
    ));
  it('are passed over where cfg leaves out the module that imports the macro', () =>
    check('struct A; #[cfg(no)] mod m { use dep::own; own!(A); }', []));
});

describe('the header of an impl', () => {
  const headers = (text: string) =>
    [...writtenHeaders(text)].map(({ kind, trait, self, variable }) => {
      const of = variable
        ? '$'
        : kind === 'trait'
          ? (trait ?? 'any')
          : kind === 'either'
            ? 'either'
            : undefined;
      return [of, self].filter((word) => word !== undefined).join(' for ');
    });
  const cases: Readonly<Record<string, readonly string[]>> = {
    'impl A {}': ['A'],
    'unsafe impl<T: Fn(&str) -> u8> ::a::b::A<T> where T: X {}': ['A'],
    "impl<T> Tr for A where for<'a> &'a T: X {} impl A where for<'a> &'a T: X {}": ['Tr for A', 'A'],
    "impl r#A {} impl A<'_> {}": ['A', 'A'],
    'fn f(x: impl A, y: &mut impl A) -> impl A {} x::<impl A>();': [],
    '// impl A {\n/// impl A {\n// gives ->\nimpl B {}': ['B'],
    'impl (A) {} impl<const N: usize = { 1 }> A<N> {}': ['either', 'either'],
    '=> { impl $a {} impl<$t> $crate::A<$t> $(where $w)* {} impl $a for A {} }': ['$', 'A', '$ for A'],
    'm!(impl A)': ['either'],
    'impl const a::Tr<Fn(u8) -> u8> for (A, B) {} impl !Tr for b::A {}': ['Tr', 'Tr for A'],
    'impl Tr<{ 1 }> for A {} impl Tr /* for */ for A {} impl Tr<""> for A {}': ['either', 'either', 'any'],
  };
  for (const [text, expected] of Object.entries(cases)) {
    it(`of ${text}`, () => assert.deepEqual(headers(text), expected));
  }
});
