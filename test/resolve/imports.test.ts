import assert from 'node:assert/strict';
import { meaning } from '../support/resolve.ts';

type Options = Parameters<typeof meaning>[2];

async function check(fixture: string, path: string, expected: string, options: Options = {}) {
  assert.equal(await meaning(fixture, path, options), expected);
}

const value: Options = { ns: 'value' };
const in2015: Options = { crates: { main: { edition: '2015' } } };

describe('use declarations', () => {
  it('import by name, under another name, several at once', async () => {
    const text = 'mod a { pub struct S; pub struct T; } use a::{S, T as U};';
    await check(text, 'S', 'struct main::a::S');
    await check(text, 'U', 'struct main::a::T');
    await check(text, 'T', 'unknown: there is no name `T` in crate `main`');
  });
  it('self in braces is the module', () =>
    check('mod a { pub mod b {} } use a::{b::{self}};', 'b', 'mod main::a::b'));
  it('are relative to the module since 2018', () =>
    check('mod m { mod a { pub struct S; } use a::S; }', 'm::S', 'struct main::m::a::S'));
  it('are relative to the root before 2018', () =>
    check('mod a { pub struct S; } mod m { use a::S; }', 'm::S', 'struct main::a::S', in2015));
  it('reach variants of enums', async () => {
    await check('enum E { A } use E::A;', 'A', 'variant main::E::A', value);
    await check('enum E { A } use E::*;', 'A', 'variant main::E::A', value);
  });
  it('lead through chains of re-exports', () =>
    check(
      'mod a { pub use super::b::S as T; } mod b { pub use crate::c::*; } mod c { pub struct S; } use a::T;',
      'T',
      'struct main::c::S',
    ));
  it('take the namespaces in which the name can be seen', async () => {
    const crates = { main: { dependencies: ['memchr'] }, memchr: { root: '/memchr.rs' } };
    const text = `
      //- /main.rs
      mod m { use memchr::{memchr, memmem}; }
      //- /memchr.rs
      mod memchr { pub fn memchr() {} }
      pub mod memmem {}
      pub use memchr::memchr;
    `;
    await check(text, 'memchr', 'fn memchr::memchr::memchr', { ns: 'value', from: 'm', crates });
    await check(text, 'memmem', 'mod memchr::memmem', { from: 'm', crates });
  });
  it('find crates behind a function of the same name', () =>
    check(
      '//- /main.rs\nuse log::log;\n//- /log.rs\npub fn log() {}\npub struct L;',
      'log::L',
      'struct log::L',
      { crates: { main: { dependencies: ['log'] }, log: { root: '/log.rs' } } },
    ));
  it('end in a reason where they lead nowhere', () =>
    check('mod a {} use a::S;', 'S', 'unknown: `use a::S` finds nothing'));
  it('end where a cycle has nothing else', () =>
    check(
      'mod a { pub use super::b::S; } mod b { pub use super::a::S; } use a::S;',
      'S',
      'unknown: `use a::S` finds nothing',
    ));
  it('bind nothing with an underscore', () =>
    check('mod a { pub trait T {} } use a::T as _;', 'T', 'unknown: there is no name `T` in crate `main`'));
});

describe('globs', () => {
  it('are shadowed by declarations and imports by name', async () => {
    await check('mod a { pub struct S; } use a::*; struct S;', 'S', 'struct main::S');
    await check(
      'mod a { pub struct S; } mod b { pub struct S; } use a::*; use b::S;',
      'S',
      'struct main::b::S',
    );
  });
  it('shadow the prelude', () => check('mod a { pub struct Vec; } use a::*;', 'Vec', 'struct main::a::Vec'));
  it('are ambiguous when two bring different things', () =>
    check(
      'mod a { pub struct S; } mod b { pub struct S; } use a::*; use b::*;',
      'S',
      'unknown: `S` is ambiguous',
    ));
  it('may bring the same thing twice', () =>
    check(
      'mod a { pub struct S; } mod b { pub use crate::a::S; } use a::*; use b::*;',
      'S',
      'struct main::a::S',
    ));
  it('bring visible names only', () =>
    check(
      'mod a { struct S; pub(in crate) struct T; } mod b { pub struct S; } use a::*; use b::*;',
      'S',
      'struct main::b::S',
    ));
  it('see private names of modules around', () =>
    check('struct S; mod a { use super::*; }', 'S', 'struct main::S', { from: 'a' }));
  it('pass on what public globs bring', () =>
    check('mod a { pub use crate::b::*; } mod b { pub struct S; } use a::*;', 'S', 'struct main::b::S'));
  it('do not pass on what private globs bring', () =>
    check(
      'mod a { use crate::b::*; } mod b { pub struct S; } use a::*;',
      'S',
      'unknown: there is no name `S` in crate `main`',
    ));
  it('survive cycles', () =>
    check(
      'mod a { pub use super::b::*; } mod b { pub use super::a::*; pub struct S; } use a::*;',
      'S',
      'struct main::b::S',
    ));
  it('survive many entangled modules', () => {
    const names = Array.from({ length: 14 }, (_, i) => `m${i}`);
    const globs = names.map((name) => `pub use super::${name}::*;`).join(' ');
    const text = names.map((name) => `mod ${name} { ${globs} }`).join('\n');
    return check(`${text} use m3::*;`, 'S', 'unknown: there is no name `S` in crate `main`');
  });
  it('survive globs whose heads may come from each other', () =>
    check(
      `use a0::*; use a1::*; use a2::*; use a3::*; use a4::*; use a5::*; use a6::*; use a7::*; mod m { use super::*; }`,
      'm::S',
      'unknown: there is no name `a7` in crate `main`',
    ));
  it('open modules of std', () => check('use std::io::*;', 'Read', 'trait std::io::Read'));
  it('make names doubtful when their crate is missing', () =>
    check('use gone::*;', 'Vec', 'struct alloc::vec::Vec if the source of `gone` is not there', {
      crates: { main: { dependencies: ['gone'] } },
    }));
  it('leave primitive types certain', () =>
    check('use gone::*;', 'u8', 'primitive u8', { crates: { main: { dependencies: ['gone'] } } }));
});

describe('extern crates', () => {
  const crates = { main: { dependencies: ['dep'] }, dep: { root: '/dep.rs' } };
  const dep = '\n//- /dep.rs\npub struct D;';
  it('are in the extern prelude', () =>
    check(`//- /main.rs\nfn f() {}${dep}`, 'dep::D', 'struct dep::D', { crates }));
  it('can be renamed, which adds to the extern prelude', () =>
    check(`//- /main.rs\nextern crate dep as other; mod m {}${dep}`, 'other::D', 'struct dep::D', {
      crates,
      from: 'm',
    }));
  it('name the crate itself', () => check('extern crate self as me; struct S;', 'me::S', 'struct main::S'));
  it('are hidden by a module of the same name', () =>
    check(`//- /main.rs\nmod dep { pub struct D; }${dep}`, 'dep::D', 'struct main::dep::D', { crates }));
  it('need a declaration before 2018', () =>
    check(`//- /main.rs\nextern crate dep;\nmod m { use dep::D; }${dep}`, 'm::D', 'struct dep::D', {
      crates: { ...crates, main: { edition: '2015', dependencies: ['dep'] } },
    }));
  it('say why they cannot be opened', () =>
    check('', 'gone::X', 'unknown: the source of `gone` is not there', {
      crates: { main: { dependencies: ['gone'] } },
    }));
});
