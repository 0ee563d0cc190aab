import assert from 'node:assert/strict';
import type { SourceDef } from '../../server/src/resolve/model/def.ts';
import { type TestCrate, testResolver } from '../support/resolve.ts';

const lone: Readonly<Record<string, TestCrate>> = { main: { manifest: true } };

/** The headers of the impls that a search for a trait of another crate reads, in order. */
async function found(
  fixture: string,
  trait: string,
  { self, crates = lone, from = 'dep' }: { self?: string; crates?: typeof lone; from?: string } = {},
) {
  const { resolver, main } = await testResolver(fixture, crates);
  const asked = (name: string, crate: string) => ({ name, crate }) as SourceDef;
  const impls = resolver.implsOfTrait(main, asked(trait, from), self ? asked(self, main) : undefined);
  return impls
    ?.map(({ unit, item }) => unit.text.slice(item.span.start, item.span.end).split('{')[0]!.trim())
    .sort();
}

async function check(fixture: string, trait: string, expected: readonly string[], options = {}) {
  assert.deepEqual(await found(fixture, trait, options), expected);
}

describe('impls of a trait, found by the text', () => {
  it('are read where its name stands in a header', () =>
    check('struct A; struct B; impl Tr for A {} impl Other for A {} impl x::Tr<u8> for B {}', 'Tr', [
      'impl Tr for A',
      'impl x::Tr<u8> for B',
    ]));
  it('are those for a type, as far as the text tells', () =>
    check(
      'struct A; struct B; type C = A; impl Tr for A {} impl Tr for B {} impl Tr for C {} impl Tr for <B as X>::Y {}',
      'Tr',
      ['impl Tr for <B as X>::Y', 'impl Tr for A', 'impl Tr for C'],
      { self: 'A' },
    ));
  it('are all of them for a trait of the crate itself', () =>
    check(
      'trait Tr {} struct A; impl<T> Tr for T {} impl Tr for B {}',
      'Tr',
      ['impl Tr for B', 'impl<T> Tr for T'],
      {
        self: 'A',
        from: 'main',
      },
    ));
  it('stand under a name that an import gives', () =>
    check('use dep::Tr as Mine; impl Mine for A {}', 'Tr', ['impl Mine for A']));
  it('stand in bodies, in modules and in other files', () =>
    check(
      '//- /main.rs\nmod a { fn f() { struct A; impl Tr for A {} } }\nmod b;\n//- /b.rs\nimpl Tr for B {}\n//- /lost.rs\nimpl Tr for C {}',
      'Tr',
      ['impl Tr for A', 'impl Tr for B'],
    ));
  it('have arguments with comments, arrows and constants', () =>
    check('impl Tr<fn(u8) -> u8> for A {} impl Tr<{ 1 + 1 }> for B {} impl Tr /* for */ for C {}', 'Tr', [
      'impl Tr /* for */ for C',
      'impl Tr<',
      'impl Tr<fn(u8) -> u8> for A',
    ]));
});

describe('impls of a trait in macro calls', () => {
  const impls = 'macro_rules! impls { ($t:ident for $s:ident) => { impl $t for $s {} } }';
  it('come from arguments that have its name', () =>
    check(`${impls} impls!(Tr for A); impls!(Other for A);`, 'Tr', ['impl Tr for A']));
  it('come from rules that name it', () =>
    check(
      'macro_rules! own { ($s:ident) => { impl Tr for $s {} } } own!(A); own!(B);',
      'Tr',
      ['impl Tr for A'],
      { self: 'A' },
    ));
  it('come from macros that rules call', () =>
    check(`${impls} macro_rules! outer { ($s:ident) => { impls!(Tr for $s); } } outer!(A);`, 'Tr', [
      'impl Tr for A',
    ]));
  it('come from macros that are arguments', () =>
    check(`${impls} macro_rules! call { ($m:ident) => { $m!(Tr for A); } } call!(impls);`, 'Tr', [
      'impl Tr for A',
    ]));
  it('come from macros that are arguments and have rules of their own', () =>
    check(
      `macro_rules! own { ($s:ident) => { impl Tr for $s {} } }
       macro_rules! each { ($m:ident) => { $m!(A); } } each!(own);`,
      'Tr',
      ['impl Tr for A'],
    ));
  it('come from macros of other crates, under the names that these use', () =>
    check(
      `//- /main.rs\ndep::own!(A);\n//- /dep.rs
       pub use core::Tr as Hidden;
       #[macro_export] macro_rules! own { ($s:ident) => { impl $crate::Hidden for $s {} } }`,
      'Tr',
      ['impl __rml_crate_0::Hidden for A'],
      {
        crates: {
          main: { manifest: true, dependencies: ['dep'] },
          dep: { root: '/dep.rs', manifest: true },
        },
      },
    ));
  it('come from included files', () =>
    check('//- /main.rs\ninclude!("x.inc");\n//- /x.inc\nimpl Tr for A {}', 'Tr', ['impl Tr for A']));
  it('are looked for everywhere where a macro makes names of macros, and modules lie elsewhere', async () => {
    assert.equal(
      await found('macro_rules! m { ($n:ident) => { macro_rules! $n { () => {} } } }', 'Tr'),
      undefined,
    );
    assert.equal(
      await found('//- /src/main.rs\n#[path = "../x.rs"] mod x;\n//- /x.rs\nimpl Tr for A {}', 'Tr', {
        crates: { main: { manifest: true, root: '/src/main.rs' } },
      }),
      undefined,
    );
  });
});
