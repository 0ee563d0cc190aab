import assert from 'node:assert/strict';
import { meaning } from '../support/resolve.ts';

async function check(
  fixture: string,
  path: string,
  expected: string,
  options: Parameters<typeof meaning>[2] = {},
) {
  assert.equal(await meaning(fixture, path, options), expected);
}

const in2015 = { crates: { main: { edition: '2015' } } } as const;

describe('paths', () => {
  it('finds an item of the module', () => check('struct S;', 'S', 'struct main::S'));
  it('finds an item of an inline module', () =>
    check('mod a { pub struct S; }', 'a::S', 'struct main::a::S'));
  it('does not look into outer modules', () =>
    check('struct S; mod a {}', 'S', 'unknown: there is no name `S` in crate `main`', { from: 'a' }));
  it('takes crate, self and super', async () => {
    const text = 'struct S; mod a { struct T; mod b {} }';
    await check(text, 'crate::S', 'struct main::S', { from: 'a::b' });
    await check(text, 'super::T', 'struct main::a::T', { from: 'a::b' });
    await check(text, 'super::super::S', 'struct main::S', { from: 'a::b' });
    await check(text, 'self::T', 'struct main::a::T', { from: 'a' });
    await check(text, 'super::S', 'unknown: there are too many leading `super` keywords');
  });
  it('stops at a type: the rest is an associated item', () =>
    check('struct S;', 'S::new', 'struct main::S + 1'));
  it('finds variants of an enum', () =>
    check('enum E { A, B(u8) }', 'E::B', 'variant main::E::B', { ns: 'value' }));
  it('leaves associated items of an enum', () =>
    check('enum E { A }', 'E::new', 'enum main::E + 1', { ns: 'value' }));
  it('knows primitive types', () => check('', 'u8', 'primitive u8'));
  it('lets items shadow primitive types', () => check('struct u8;', 'u8', 'struct main::u8'));
  it('leaves associated items of primitive types', () =>
    check('', 'u8::MAX', 'primitive u8 + 1', { ns: 'value' }));
  it('prefers an imported module to the primitive type', () =>
    check('use std::u8;', 'u8::MAX', 'const core::u8::MAX', { ns: 'value' }));
  it('takes the primitive type for what the module lacks', () =>
    check('use std::u8;', 'u8::from_str_radix', 'primitive u8 + 1', { ns: 'value' }));
  it('keeps namespaces apart', async () => {
    const text = 'mod a { pub struct X {} pub fn X() {} } use a::X;';
    await check(text, 'X', 'struct main::a::X');
    await check(text, 'X', 'fn main::a::X', { ns: 'value' });
  });
  it('finds preludes', async () => {
    await check('', 'Vec', 'struct alloc::vec::Vec');
    await check('', 'Some', 'variant core::option::Option::Some', { ns: 'value' });
    await check('', 'std::option::Option', 'enum core::option::Option');
    await check('', 'core::option::Option::None', 'variant core::option::Option::None', { ns: 'value' });
  });
  it('lets items shadow the prelude', () => check('struct Vec;', 'Vec', 'struct main::Vec'));
  it('has no std in a no_std crate', async () => {
    await check('#![no_std]', 'std::vec::Vec', 'unknown: there is no module `std` in crate `main`');
    await check('#![no_std] extern crate alloc;', 'alloc::vec::Vec', 'struct alloc::vec::Vec');
  });
  it('needs extern crate for alloc', () =>
    check('', 'alloc::vec::Vec', 'unknown: there is no module `alloc` in crate `main`'));
  it('has no prelude under no_implicit_prelude, in descendants neither', () =>
    check(
      '#[no_implicit_prelude] mod a { mod b {} }',
      'Vec',
      'unknown: there is no name `Vec` in crate `main`',
      {
        from: 'a::b',
      },
    ));
  it('takes paths with leading colons from the extern prelude', () =>
    check('mod std {}', '::std::vec::Vec', 'struct alloc::vec::Vec'));
  it('starts global paths at the root before 2018', () =>
    check('struct S; mod a {}', '::S', 'struct main::S', { from: 'a', ...in2015 }));
  it('falls back to crates for global paths before 2018', () =>
    check('mod a {}', '::std::vec::Vec', 'struct alloc::vec::Vec', { from: 'a', ...in2015 }));
  it('names what is missing', () =>
    check('mod a {}', 'a::b::C', 'unknown: there is no module `b` in `a::b::C`'));
});
