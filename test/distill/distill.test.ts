import assert from 'node:assert/strict';
import { isUnknown } from '../../server/src/base/unknown.ts';
import { type DistilledFacts, distill } from '../../server/src/distill/distill.ts';
import { openSysroot } from '../../server/src/engine/sysroot.ts';
import { FactsFile } from '../../server/src/facts/factsFile.ts';
import { FactsView } from '../../server/src/facts/factsView.ts';
import type { FactsAdt, FactsImpl, FactsRecord } from '../../server/src/facts/format.ts';
import { testPlatform } from '../support/features.ts';
import { memoryFiles } from '../support/memoryFiles.ts';

/** A standard library of three crates and a vendored one: what every test of this file starts from. */
const LIBRARY = `
//- /lib/Cargo.toml
[workspace]
members = ["core", "alloc", "std", "sysroot"]
//- /lib/sysroot/Cargo.toml
[package]
name = "sysroot"
version = "0.0.0"
edition = "2024"
[dependencies]
std = { path = "../std" }
[features]
default = ["panic-unwind"]
panic-unwind = ["std/panic-unwind"]
backtrace = ["std/backtrace"]
//- /lib/sysroot/src/lib.rs
//- /lib/core/Cargo.toml
[package]
name = "core"
version = "0.0.0"
edition = "2024"
[lints.rust.unexpected_cfgs]
check-cfg = [
  'cfg(no_fp_fmt_parse)',
  'cfg(for_someone_else)',
]
//- /lib/alloc/Cargo.toml
[package]
name = "alloc"
version = "0.0.0"
edition = "2024"
[dependencies]
core = { path = "../core" }
//- /lib/alloc/src/lib.rs
#![no_std]
pub mod boxed { #[lang = "owned_box"] #[fundamental] pub struct Box<T: ?Sized>(*const T); }
//- /lib/std/Cargo.toml
[package]
name = "std"
version = "0.0.0"
edition = "2024"
[dependencies]
core = { path = "../core" }
alloc = { path = "../alloc" }
hashbrown = "1.0"
[features]
panic-unwind = []
backtrace = []
//- /lib/std/src/lib.rs
#![no_std]
pub use core::option;
pub mod prelude { pub mod rust_2024 { pub use core::prelude::rust_2024::*; } }
pub mod map { pub struct HashMap<K>(hashbrown::Table<K>); }
//- /lib/vendor/hashbrown-1.0.0/Cargo.toml
[package]
name = "hashbrown"
version = "1.0.0"
edition = "2021"
//- /lib/vendor/hashbrown-1.0.0/src/lib.rs
#![no_std]
pub struct Table<T> { mask: usize, of: core::marker::PhantomData<T> }
//- /lib/core/src/lib.rs
#![no_core]
#[prelude_import] use prelude::rust_2024::*;
#[macro_use] mod macros;
pub mod prelude { pub mod rust_2024 {
  pub use crate::marker::{Copy, Sized}; pub use crate::option::Option::{self, None, Some};
  pub use crate::clone::Clone; pub use crate::macros::builtin::derive;
} }
pub mod marker {
  #[lang = "sized"] pub trait Sized {}
  #[lang = "copy"] pub trait Copy: Clone {}
  #[lang = "phantom_data"] pub struct PhantomData<T: ?Sized>;
}
pub mod clone { #[lang = "clone"] pub trait Clone: Sized { fn clone(&self) -> Self; } pub use crate::macros::builtin::Clone; }
pub mod option { #[derive(Clone)] pub enum Option<T> { None, #[lang = "Some"] Some(T) } }
//- /lib/core/src/macros.rs
pub mod builtin {
  #[rustc_builtin_macro] pub macro derive($item:item) {}
  #[rustc_builtin_macro] pub macro Clone($item:item) {}
  #[rustc_builtin_macro(pattern_type)] #[macro_export] macro_rules! pattern_type { ($($arg:tt)*) => {} }
}
`;

async function distilled(core: string, target = 'x86_64-unknown-linux-gnu'): Promise<DistilledFacts> {
  const text = LIBRARY.replace('//- /lib/core/src/macros.rs', `${core}\n//- /lib/core/src/macros.rs`);
  const platform = await testPlatform(memoryFiles(text));
  const sysroot = openSysroot(platform, { library: '/lib', target, release: '1.98.1' });
  assert(!isUnknown(sysroot), isUnknown(sysroot) ? sysroot.reason : '');
  const facts = distill(sysroot, { release: '1.98.1', target });
  assert(!isUnknown(facts));
  return facts;
}

/** Core with some more items, as the reader of the facts sees it. */
async function read(core: string, target = 'x86_64-unknown-linux-gnu') {
  const { facts } = await distilled(core, target);
  const file = new FactsFile(facts);
  const view = new FactsView(file, '1.98.1', file.header.targets[0]!);
  return {
    view,
    find(path: string): FactsRecord | undefined {
      const [crate = '', ...names] = path.split('::');
      let at = view.crate(crate)?.id;
      for (const name of names) {
        const child = at && (view.child(at, name, 'type') ?? view.child(at, name, 'value'));
        at = child?.kind === 'item' ? child.id : undefined;
      }
      return at && view.record(at);
    },
  };
}

function fieldsOf(record: FactsRecord | undefined): readonly string[] {
  const { variants } = record as FactsAdt;
  return variants.flatMap(({ name, fields }) =>
    fields.map((field) => `${name}.${field.name}: ${text(field.ty)}`),
  );
}

function text(value: unknown): string {
  return JSON.stringify(value, (key, part: unknown) =>
    typeof part === 'bigint' ? String(part) : key === 'id' ? undefined : part,
  );
}

describe("a standard library's facts from its source", () => {
  it('hold its crates, private and vendored ones too, as far as they are reached', async () => {
    const { view } = await read('');
    assert.deepEqual(view.crates, ['core', 'alloc', 'std', 'hashbrown']);
  });

  it('hold private fields, and types that only these name', async () => {
    const { find } = await read('');
    assert.deepEqual(fieldsOf(find('std::map::HashMap')), [
      'HashMap.0: {"kind":"adt","args":[{"kind":"param","index":0,"name":"K"}]}',
    ]);
  });

  it('know re-exports by their declaration', async () => {
    const { find, view } = await read('');
    const option = find('std::option::Option');
    assert.equal(option && view.path(option.id), 'core::option::Option');
  });

  it('hold lang items, markers and what may be unsized', async () => {
    const { find, view } = await read('');
    const box = find('alloc::boxed::Box') as FactsAdt;
    assert.deepEqual(view.lang('owned_box'), box.id);
    assert.deepEqual(box.markers, ['fundamental']);
    assert.equal(
      text(box.generics.params[0]),
      '{"kind":"type","index":0,"name":"T","bounds":[{"trait":{"args":[]},"bindings":[],"maybe":true}],"synthetic":false,"mayDangle":false}',
    );
  });

  it('hold derived impls like written ones', async () => {
    const { find, view } = await read('');
    const clone = find('core::clone::Clone')!;
    const impls = view.implsOfTrait(clone.id).map((id) => view.record(id));
    assert.equal(impls.length, 1);
    const [impl] = impls;
    assert(impl?.kind === 'impl');
    assert.equal(
      text(impl.generics.params[0]),
      '{"kind":"type","index":0,"name":"T","bounds":[{"trait":{"args":[]},"bindings":[],"maybe":false}],"synthetic":false,"mayDangle":false}',
    );
  });

  it('hold pattern types, repr, discriminants and values', async () => {
    const { find } = await read(`
      pub mod num {
        pub struct Nanos(crate::pattern_type!(u32 is 0..=999_999_999));
        pub struct Ptr<T: ?Sized>(crate::pattern_type!(*const T is !null));
        #[repr(u8)] pub enum E { A, B = 7, C }
        #[repr(C, align(16))] pub struct R(u8);
        pub const MAX: u32 = 3 * LIMIT; const LIMIT: u32 = 5;
      }`);
    assert.deepEqual(fieldsOf(find('core::num::Nanos')), [
      'Nanos.0: {"kind":"pattern","base":{"kind":"int","name":"u32"},"ranges":[{"start":"0","end":"999999999"}]}',
    ]);
    assert.match(fieldsOf(find('core::num::Ptr')).join(), /"start":"1","end":"18446744073709551615"/);
    const e = find('core::num::E') as FactsAdt;
    assert.deepEqual(
      e.variants.map(({ discriminant }) => discriminant),
      [undefined, 7n, undefined],
    );
    assert.equal(e.repr.int, 'u8');
    assert.equal((find('core::num::R') as FactsAdt).repr.align, 16);
    assert.equal((find('core::num::MAX') as { value?: bigint }).value, 15n);
  });

  it("follow the target's options, those that stable doesn't print too", async () => {
    const core = `
      pub mod sync { #[cfg(target_has_atomic_load_store = "64")] pub struct Atomic64; #[cfg(not(target_has_atomic_load_store = "64"))] pub struct None64; }`;
    const x86 = await read(core);
    const cortex = await read(core, 'thumbv6m-none-eabi');
    assert(x86.find('core::sync::Atomic64') && !x86.find('core::sync::None64'));
    assert(!cortex.find('core::sync::Atomic64') && cortex.find('core::sync::None64'));
  });

  it('take an option that a manifest declares to be off, and say which one nobody knows', async () => {
    const { find } = await read(`
      pub mod cfgs {
        pub struct A(#[cfg(for_someone_else)] u8, u16);
        pub struct B(#[cfg(never_heard_of)] u8, u16);
      }`);
    assert.deepEqual(fieldsOf(find('core::cfgs::A')), ['A.0: {"kind":"int","name":"u16"}']);
    assert.match(
      fieldsOf(find('core::cfgs::B')).join(),
      /the option `never_heard_of` of std's source is not known/,
    );
  });

  it('know may_dangle, specializable and negative impls', async () => {
    const { find, view } = await read(`
      pub mod ops { #[lang = "drop"] pub trait Drop { fn drop(&mut self); } pub auto trait Send {} pub trait Spec { fn f(); }
        pub struct V<T>(T);
        unsafe impl<#[may_dangle] T> Drop for V<T> { fn drop(&mut self) {} }
        impl<T> !Send for V<T> {}
        impl<T> Spec for V<T> { default fn f() {} }
      }`);
    const impl = (trait: string) => {
      const record = view.record(view.implsOfTrait(find(trait)!.id)[0]!);
      assert(record.kind === 'impl');
      return record;
    };
    const [param] = impl('core::ops::Drop').generics.params;
    assert(param?.kind === 'type' && param.mayDangle);
    assert.equal(impl('core::ops::Send').negative, true);
    assert.equal(impl('core::ops::Spec').specializable, true);
  });

  it('leave out private inherent items and methods of trait impls', async () => {
    const { find, view } = await read(`
      pub mod m { pub struct S; impl S { pub fn seen(&self) -> u8 { 0 } fn hidden() {} } impl Clone for S { fn clone(&self) -> S { S } } }`);
    const s = find('core::m::S') as FactsAdt;
    const names = s.inherentImpls.flatMap((id) => (view.record(id) as FactsImpl).items);
    assert.deepEqual(
      names.map(({ name }) => name),
      ['seen'],
    );
  });

  it('come with the texts of the macros that users can call', async () => {
    const { macros } = await distilled(
      '#[macro_export] macro_rules! one { () => { helper!() } } macro_rules! helper { () => { 1 } /* … */ }',
    );
    assert.deepEqual(
      macros.filter(({ builtin }) => !builtin).map(({ name, exported, text }) => [name, exported, text]),
      [
        ['one', true, 'macro_rules! one { () => { helper!() } }'],
        ['helper', false, 'macro_rules! helper { () => { 1 } }'],
      ],
    );
  });
});
