import assert from 'node:assert/strict';
import { shown, shownDef, type TestCrate, testResolver } from '../support/resolve.ts';

type Crates = Readonly<Record<string, TestCrate>>;

/** What is listed of the first crate: `line name`, with the macro's name behind. */
async function listed(fixture: string, crates?: Crates) {
  const { resolver, main } = await testResolver(fixture, crates);
  return resolver
    .definitionsIn(main)
    .map(({ line, def, macro }) => `${line} ${def.name}${macro ? ` ${macro}!` : ''}`);
}

/** What a name means at the `$0` in /main.rs. */
async function at(fixture: string, name: string, ns: 'type' | 'value' = 'type') {
  const offset = fixture.indexOf('$0');
  const { resolver, main } = await testResolver(`//- /main.rs\n${fixture.replace('$0', '')}`);
  const place = resolver.scopeAt(main, '/main.rs', offset);
  assert.ok(place);
  return shown(resolver.resolveNames(place.scope, name.split('::'), ns), name.split('::').length);
}

describe('names in bodies', () => {
  it('are those of the block, before and behind their declaration', async () => {
    assert.equal(await at('struct S; fn f() { $0 struct S; }', 'S'), 'struct main::f::S');
    assert.equal(await at('struct S; fn f() { { struct S; } $0 }', 'S'), 'struct main::S');
    assert.equal(await at('struct S; fn f() { struct S; { let x = || { $0 }; } }', 'S'), 'struct main::f::S');
  });
  it('may be imported in the block', () =>
    at('mod a { pub struct S; } fn f() { use a::*; if true { $0 } }', 'S').then((found) =>
      assert.equal(found, 'struct main::a::S'),
    ));
  it('may come from macros that the block defines', () =>
    at('fn f() { macro_rules! m { ($n:ident) => { struct $n; } } m!(S); $0 }', 'S').then((found) =>
      assert.equal(found, 'struct main::f::S'),
    ));
  it('may come from macros of the module', () =>
    at('macro_rules! m { ($n:ident) => { struct $n; } } impl X { fn f() { m!(S); $0 } }', 'S').then((found) =>
      assert.equal(found, 'struct main::<impl>::f::S'),
    ));
  it('see self as the module around', () =>
    at('struct S; fn f() { struct S; $0 }', 'self::S').then((found) =>
      assert.equal(found, 'struct main::S'),
    ));
  it('see modules that the block declares', () =>
    at('fn f() { mod m { pub struct S; } $0 }', 'm::S').then((found) =>
      assert.equal(found, 'struct main::f::m::S'),
    ));
  it('are found in values of constants', () =>
    at('const C: u8 = { struct S; $0 1 };', 'S').then((found) => assert.equal(found, 'struct main::C::S')));
});

describe('scopeAt', () => {
  it('finds each definition, those side by side and behind macro calls too', async () => {
    const text = 'm!(); struct A;mod b {struct C;}fn d(){}fn e(){} macro_rules! m { () => { struct X; } }';
    const { resolver, main } = await testResolver(`//- /main.rs\n${text}`);
    const owner = (offset: number) => resolver.scopeAt(main, '/main.rs', offset)?.owners[0]?.name;
    const at = (word: string) => owner(text.indexOf(word) + word.length - 1);
    resolver.definitionsIn(main);
    assert.deepEqual(['m!', 'struct A', ' b', 'C', 'fn d', 'd(){}', '}fn', 'e', ' m'].map(at), [
      'main',
      'A',
      'b',
      'C',
      'd',
      'd',
      'd',
      'e',
      'm',
    ]);
    assert.equal(owner(text.length), 'm');
  });
  it('names what is around, innermost first', async () => {
    const text = 'mod m { struct T; impl T { fn f() { X } } }';
    const { resolver, main } = await testResolver(`//- /main.rs\n${text}`);
    const place = resolver.scopeAt(main, '/main.rs', text.indexOf('X'));
    assert.deepEqual(place?.owners.map(shownDef), [
      'fn main::m::<impl>::f',
      'impl main::m::<impl>',
      'mod main::m',
      'crate main',
    ]);
  });
  it('knows files of modules', async () => {
    const { resolver, main } = await testResolver('//- /main.rs\nmod a;\n//- /a.rs\nstruct S;');
    assert.deepEqual(resolver.scopeAt(main, '/a.rs', 3)?.owners.map(shownDef), [
      'struct main::a::S',
      'mod main::a',
      'crate main',
    ]);
    assert.equal(resolver.scopeAt(main, '/b.rs', 0), undefined);
  });
});

describe('definitionsIn', () => {
  it('lists types of modules and bodies by file and line', async () => {
    const text = `
      //- /main.rs
      mod a;
      struct S;
      fn f() {
        enum E { A }
        let c = || { union U { a: u8 } };
      }
      impl S { fn g() { struct G; } const K: u8 = { struct H; 1 }; }
      //- /a.rs
      pub struct A;
    `;
    assert.deepEqual(await listed(text), ['2 S', '4 E', '5 U', '7 G', '7 H', '1 A']);
  });
  it('lists types that the user wrote in macro calls, at their keywords', async () => {
    const text = `
      //- /main.rs
      macro_rules! pass { ($($t:tt)*) => { $($t)* } }
      macro_rules! own { ($(struct $n:ident;)*) => { $(pub struct $n(u8);)* } }
      macro_rules! make { ($n:ident) => { struct $n; } }
      pass! {
        struct A;
        mod m { enum B {} }
      }
      own! {
        struct C;
        struct D;
      }
      make!(
        E
      );
    `;
    assert.deepEqual(await listed(text), ['5 A pass!', '6 B pass!', '9 C own!', '10 D own!', '13 E make!']);
  });
  it('lists types whose names the macro matches literally', async () => {
    const text = `
      //- /main.rs
      macro_rules! flags { (struct Flags: $t:ty) => { struct Flags($t); struct Inner; } }
      flags! {
        struct Flags: u8
      }
    `;
    assert.deepEqual(await listed(text), ['2 Inner flags!', '3 Flags flags!']);
  });
  it('lists types in macro calls of bodies', async () => {
    const text = `
      //- /main.rs
      macro_rules! pass { ($($t:tt)*) => { $($t)* } }
      fn f() {
        pass! {
          struct A;
        }
        let x = pass!({
          struct B;
          1
        });
        pass! { let y = { struct C; }; }
      }
    `;
    assert.deepEqual(await listed(text), ['4 A pass!', '7 B pass!', '10 C pass!']);
  });
  it('gives a type in an expression macro one definition', async () => {
    const { resolver, main } = await testResolver(
      '//- /main.rs\nmacro_rules! id { ($($t:tt)*) => { $($t)* } }\nfn f() { let x = id!({ struct B; 1 }); }',
    );
    const [first] = resolver.definitionsIn(main);
    const [again] = resolver.definitionsIn(main);
    assert.equal(first?.def, again?.def);
  });
});

describe('implsOfCrate', () => {
  it('lists impls of modules, and of bodies when asked', async () => {
    const { resolver, main } = await testResolver(
      'struct S; impl S {} mod m { impl super::S {} } fn f() { impl S {} }',
    );
    assert.equal(resolver.implsOfCrate(main).length, 2);
    assert.equal(resolver.implsOfCrate(main, true).length, 3);
  });
  it('expands macros inside impls', async () => {
    const { resolver, main } = await testResolver(
      'macro_rules! m { () => { fn a() {} type T = u8; } } struct S; impl S { m!(); fn b() {} }',
    );
    const [impl] = resolver.implsOfCrate(main);
    assert.deepEqual(impl && resolver.membersOf(impl).map(shownDef), [
      'fn main::<impl>::a',
      'assocType main::<impl>::T',
      'fn main::<impl>::b',
    ]);
  });
});

describe('traitsInScope', () => {
  async function traits(fixture: string) {
    const offset = fixture.indexOf('$0');
    const { resolver, main } = await testResolver(`//- /main.rs\n${fixture.replace('$0', '')}`);
    const place = resolver.scopeAt(main, '/main.rs', offset);
    return place && resolver.traitsInScope(place.scope).map(({ name }) => name);
  }
  it('are declared, imported, unnamed, or of the prelude', async () => {
    const text =
      'mod a { pub trait A {} pub trait B {} pub trait C {} } use a::A; use a::B as _; trait T {} fn f() { use a::C; $0 }';
    assert.deepEqual(await traits(text), ['C', 'T', 'A', 'B', 'Clone']);
  });
  it('come through globs, unnamed ones too', async () => {
    const text =
      'mod p { pub use super::a::A as _; } mod a { pub trait A {} } mod m { use super::p::*; fn f() { $0 } }';
    assert.deepEqual(await traits(text), ['A', 'Clone']);
  });
});

describe('a further snapshot', () => {
  it('reads edited crates anew and keeps the others', async () => {
    const crates = { main: { dependencies: ['dep'] }, dep: { root: '/dep.rs' } };
    const text = '//- /main.rs\nuse dep::D; struct S;\n//- /dep.rs\npub struct D;';
    const first = await testResolver(text, crates);
    const before = first.resolver.resolveNames(first.scope(), ['D'], 'type');
    first.files.replace('/main.rs', 'use dep::D as E; struct T;');
    const next = first.next(new Set(['main']));
    const after = next.resolver.resolveNames(next.scope(), ['E'], 'type');
    assert.equal(before.kind === 'def' && before.def, after.kind === 'def' && after.def);
    assert.equal(shown(next.resolver.resolveNames(next.scope(), ['T'], 'type')), 'struct main::T');
    assert.match(shown(next.resolver.resolveNames(next.scope(), ['S'], 'type')), /unknown/);
  });
  it('reads the dependents of an edited crate anew', async () => {
    const crates = { main: { dependencies: ['dep'] }, dep: { root: '/dep.rs' } };
    const first = await testResolver('//- /main.rs\nuse dep::*;\n//- /dep.rs\npub struct D;', crates);
    assert.equal(shown(first.resolver.resolveNames(first.scope(), ['D'], 'type')), 'struct dep::D');
    first.files.replace('/dep.rs', 'pub struct E;');
    const next = first.next(new Set(['dep']));
    assert.equal(shown(next.resolver.resolveNames(next.scope(), ['E'], 'type')), 'struct dep::E');
    assert.match(shown(next.resolver.resolveNames(next.scope(), ['D'], 'type')), /unknown/);
  });
});

describe('hasFile', () => {
  const text = `
    //- /main.rs
    mod a;
    mod b { mod inner; }
    macro_rules! pass { ($($t:tt)*) => { $($t)* } }
    pass! { mod c; }
    //- /a.rs
    mod d;
    //- /a/d.rs
    //- /b/inner.rs
    //- /c.rs
    //- /other.rs
  `;
  it('finds files of modules, those in macro calls too', async () => {
    const { resolver, main } = await testResolver(text);
    const paths = ['/main.rs', '/a.rs', '/a/d.rs', '/b/inner.rs', '/c.rs', '/other.rs'];
    const found = paths.filter((path) => resolver.hasFile(main, path));
    assert.deepEqual(found, paths.slice(0, -1));
  });
  it('reads only what lies on the way', async () => {
    const { resolver, main, memory } = await testResolver(text);
    assert.ok(resolver.hasFile(main, '/b/inner.rs'));
    assert.deepEqual([...new Set(memory.read)].sort(), ['/b/inner.rs', '/main.rs']);
  });
});

describe('an expansion', () => {
  it('is taken over by a further snapshot until its macro changes', async () => {
    const text =
      '//- /main.rs\n#[macro_use] mod m;\nmod a;\n//- /m.rs\nmacro_rules! make { () => { pub struct S; } }\n//- /a.rs\nmake!();';
    const first = await testResolver(text);
    assert.equal(shown(first.resolver.resolveNames(first.scope(), ['a', 'S'], 'type')), 'struct main::a::S');
    first.files.replace('/m.rs', 'macro_rules! make { () => { pub struct T; } }');
    const next = first.next(new Set(['main']));
    assert.equal(shown(next.resolver.resolveNames(next.scope(), ['a', 'T'], 'type')), 'struct main::a::T');
  });
});
