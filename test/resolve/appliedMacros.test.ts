import assert from 'node:assert/strict';
import type { SourceDef } from '../../server/src/resolve/model/def.ts';
import { type TestCrate, testResolver } from '../support/resolve.ts';

// What each of these crates declares is cut down from its published source.
const crates: Readonly<Record<string, TestCrate>> = {
  main: {
    dependencies: [
      'pm',
      'pin_project',
      'enum_dispatch',
      'enumflags2',
      'tokio',
      'wasm',
      'at',
      'gone',
      'serde',
    ],
  },
  pm: { root: '/pm.rs', isProcMacro: true },
  pin_project: { root: '/pp.rs', registry: 'pin-project 1.1.5', dependencies: ['pin_project_internal'] },
  pin_project_internal: { root: '/ppi.rs', isProcMacro: true, registry: 'pin-project-internal 1.1.5' },
  enum_dispatch: { root: '/ed.rs', isProcMacro: true, registry: 'enum_dispatch 0.3.13' },
  enumflags2: { root: '/ef.rs', isProcMacro: true, registry: 'enumflags2_derive 0.7.12' },
  tokio: { root: '/tokio.rs', isProcMacro: true, registry: 'tokio-macros 2.4.0' },
  wasm: { root: '/wasm.rs', isProcMacro: true, registry: 'wasm-bindgen-macro 0.2.100' },
  at: { root: '/at.rs', isProcMacro: true, registry: 'async-trait 0.1.80' },
  serde: { root: '/serde.rs', isProcMacro: true, registry: 'serde_derive 1.0.200' },
};

const attribute = (name: string) =>
  `#[proc_macro_attribute] pub fn ${name}(a: TokenStream, i: TokenStream) -> TokenStream { i }`;

const sources = `
//- /pm.rs
${['get', 'widen', 'pin_project', 'test', 'inner'].map(attribute).join('\n')}
#[proc_macro_derive(Nop, attributes(nop))] pub fn nop(i: TokenStream) -> TokenStream { i }
//- /pp.rs
pub use pin_project_internal::pin_project;
//- /ppi.rs
${attribute('pin_project')}
//- /ed.rs
${attribute('enum_dispatch')}
//- /ef.rs
${attribute('bitflags')}
//- /tokio.rs
${attribute('main')}
//- /wasm.rs
${attribute('wasm_bindgen')}
//- /at.rs
${attribute('async_trait')}
//- /serde.rs
#[proc_macro_derive(Serialize, attributes(serde))] pub fn s(i: TokenStream) -> TokenStream { i }
`;

async function open(text: string, others = crates) {
  const { resolver, main } = await testResolver(`//- /main.rs\n${text}\n${sources}`, others);
  const root = resolver.rootModule(main);
  if (root.kind === 'unknown') throw new Error(root.reason);
  const find = (path: string): SourceDef => {
    const [name, member] = path.split('::');
    const item = resolver
      .moduleItems(root)
      .find((def) => (def.kind === 'impl' ? member !== undefined : true) && (def.name || 'impl') === name);
    const found =
      member === undefined ? item : item && resolver.membersOf(item).find((m) => m.name === member);
    return found as SourceDef;
  };
  return { resolver, find };
}

async function condition(text: string, path = 'S', others = crates): Promise<string | undefined> {
  const { resolver, find } = await open(text, others);
  return resolver.conditionOf(find(path));
}

describe('a procedural macro is known by what its path resolves to', () => {
  it('not by its spelling', async () => {
    const may = (name: string) => `the attribute macro \`#[${name}]\` may change \`S\``;
    assert.equal(await condition('use pm::get; #[get] struct S;'), may('get'));
    assert.equal(await condition('use pm::pin_project; #[pin_project] struct S;'), may('pin_project'));
    assert.equal(
      await condition('#[macro_use] extern crate pm; #[pin_project] struct S;'),
      may('pin_project'),
    );
  });
  it('through re-exports, imports, renames and #[macro_use]', async () => {
    assert.equal(await condition('#[pin_project::pin_project] struct S;'), undefined);
    assert.equal(await condition('use pin_project::pin_project as pp; #[pp] struct S;'), undefined);
    assert.equal(await condition('use pin_project::*; #[pin_project] struct S;'), undefined);
    assert.equal(
      await condition('#[macro_use] extern crate enum_dispatch; #[enum_dispatch] trait S {}'),
      undefined,
    );
  });
  it('in the releases that were looked at, and only from where releases come from', async () => {
    const may = 'the attribute macro `#[pin_project::pin_project]` may change `S`';
    const text = '#[pin_project::pin_project] struct S;';
    const internal = { root: '/ppi.rs', isProcMacro: true };
    const newer = { ...internal, registry: 'pin-project-internal 2.0.0' };
    assert.equal(await condition(text, 'S', { ...crates, pin_project_internal: newer }), may);
    assert.equal(await condition(text, 'S', { ...crates, pin_project_internal: internal }), may);
  });
  it('not where its crate is not there', async () => {
    const text = 'use gone::binrw; use gone::Serialize; #[binrw] #[derive(Serialize)] struct S;';
    assert.match((await condition(text)) ?? '', /^the attribute macro `#\[binrw\]` may change `S`: .*`gone`/);
  });
  it('where it takes the place of one of std', async () => {
    assert.equal(
      await condition('use pm::test; #[test] fn f() {}', 'f'),
      'the attribute macro `#[test]` may change `f`',
    );
    assert.equal(await condition('#[test] fn f() {}', 'f'), undefined);
  });
});

describe('helper attributes', () => {
  it('are what the derive declares', async () => {
    assert.equal(await condition('#[derive(pm::Nop)] #[nop] struct S;'), undefined);
    assert.match((await condition('#[derive(pm::Nop)] #[odd] struct S;')) ?? '', /`#\[odd\]` may change/);
  });
  it('of a derive that is not there are what has no other meaning', async () => {
    const text = 'use gone::Serialize; #[derive(Serialize)] #[serde(default)] struct S;';
    assert.equal(await condition(text), undefined);
  });
});

describe('attribute macros are looked at', () => {
  it('on aliases, associated items, and blocks of foreign items', async () => {
    const may = (name: string) => `the attribute macro \`#[pm::widen]\` may change \`${name}\``;
    assert.equal(await condition('#[pm::widen] type S = u8;'), may('S'));
    assert.equal(
      await condition('struct X; impl X { #[pm::widen] const N: usize = 3; }', 'impl::N'),
      may('N'),
    );
    assert.equal(
      await condition('struct X; impl Tr for X { #[pm::widen] type O = u8; }', 'impl::O'),
      may('O'),
    );
    assert.equal(await condition('trait T { #[pm::widen] type O; }', 'T::O'), may('O'));
    assert.equal(await condition('#[pm::widen] extern "C" { type S; }'), may('S'));
  });
  it('on imports', async () => {
    const { resolver, find } = await open('struct S; mod m { #[pm::widen] pub use super::S as A; }');
    const scope = { crate: 'main', module: find('m') };
    const found = resolver.resolveNames(scope, ['A'], 'type');
    assert.equal(
      found.kind === 'def' && found.condition,
      'the attribute macro `#[pm::widen]` may change what it stands on',
    );
  });
});

describe('arguments and items change what a macro does', () => {
  it('enum_dispatch’s variants without a type', async () => {
    const text = (variants: string) => `#[enum_dispatch::enum_dispatch(T)] enum S { ${variants} }`;
    assert.equal(await condition(text('A(u8), B(u16)')), undefined);
    assert.match(
      (await condition(text('A, B'))) ?? '',
      /gives a variant without a type the type of its name/,
    );
  });
  it('bitflags without values', async () => {
    assert.equal(await condition('#[enumflags2::bitflags] enum S { A = 1, B = 2 }'), undefined);
    assert.match((await condition('#[enumflags2::bitflags] enum S { A, B }')) ?? '', /bits of their own/);
  });
  it('wasm_bindgen on imported types and enums of strings', async () => {
    assert.equal(await condition('#[wasm::wasm_bindgen] struct S(u8);'), undefined);
    assert.match((await condition('#[wasm::wasm_bindgen] extern "C" { type S; }')) ?? '', /may change/);
    assert.equal(await condition('#[wasm::wasm_bindgen] enum S { A = 1 }'), undefined);
    assert.match((await condition('#[wasm::wasm_bindgen] enum S { A = "a" }')) ?? '', /writes the enum anew/);
  });
  it('async functions', async () => {
    assert.match((await condition('#[tokio::main] async fn main() {}', 'main')) ?? '', /a plain function/);
    const text = '#[at::async_trait] trait T { async fn f(); fn g(); }';
    assert.match(
      (await condition(text, 'T::f')) ?? '',
      /^`#\[at::async_trait\]` on its trait puts its future/,
    );
    assert.equal(await condition(text, 'T::g'), undefined);
  });
});

describe('a name that a procedural macro may write', () => {
  const why = async (text: string, path: string) => {
    const { resolver, find } = await open(text);
    const module = find('m') ?? find('S').parent!;
    const found = resolver.resolveNames({ crate: 'main', module }, path.split('::'), 'type');
    return found.kind === 'unknown' ? found.reason : found.kind;
  };
  it('is said with the macro', async () => {
    const reason = '`Kind` may be written by `#[derive(pm::Nop)]`, whose code is not run';
    assert.equal(await why('#[derive(Clone, pm::Nop)] #[nop(name(Kind))] enum S { A }', 'Kind'), reason);
    assert.equal(
      await why('mod m { #[pm::widen] struct Session; }', 'SessionBuilder'),
      '`SessionBuilder` may be written by `#[pm::widen]`, whose code is not run',
    );
    assert.equal(
      await why('mod m {} mod n { #[derive(pm::Nop)] #[nop(Kind)] enum S { A } }', 'super::n::Kind'),
      reason,
    );
  });
  it('by any macro that is not known', async () => {
    assert.equal(
      await why('#[derive(pm::Nop)] enum S { A }', 'Kind'),
      'there is no `Kind`, unless `#[derive(pm::Nop)]` writes it, whose code is not run',
    );
  });
  it('not by one that is', async () => {
    assert.equal(
      await why('#[derive(serde::Serialize)] struct S;', 'Kind'),
      'there is no name `Kind` in crate `main`',
    );
  });
});
