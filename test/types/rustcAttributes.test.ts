import assert from 'node:assert/strict';
import { isUnknown } from '../../server/src/base/unknown.ts';
import { checkBounds, checkTypes, typesFixture } from '../support/types.ts';

describe("the compiler's own attributes and macros in user code", () => {
  it('narrow the valid range of a struct', async () => {
    const fixture = await typesFixture(
      '//- /main.rs\n#[rustc_layout_scalar_valid_range_start(0x01_u8)] #[rustc_layout_scalar_valid_range_end(2_5_4)] struct D(u8);\n',
    );
    const adt = fixture.engine.types.adtDef(fixture.def('D'));
    assert(!isUnknown(adt));
    assert.deepEqual(adt.flags, { validRangeStart: 1n, validRangeEnd: 254n });
  });

  it('make lang items', async () => {
    const fixture = await typesFixture('//- /main.rs\n#[lang = "unsafe_cell"] struct Cell<T>(T);\n');
    const adt = fixture.engine.types.adtDef(fixture.def('Cell'));
    assert(!isUnknown(adt));
    assert.deepEqual(adt.flags, { unsafeCell: true });
  });

  it('make types of patterns', () =>
    checkTypes('use std::pat::pattern_type; const MAX: u32 = 5;', {
      'pattern_type!(u8 is 1..)': 'u8 is 1..=255',
      'pattern_type!(u32 is 0..MAX)': 'u32 is 0..=4',
      'pattern_type!(i8 is -1..=1)': 'i8 is 255..=1',
      'pattern_type!(i16 is ..0 | 1..)': 'i16 is 32768..=65535 | 1..=32767',
      "pattern_type!(char is 'a'..='z')": 'char is 97..=122',
      'pattern_type!(usize is 1 | 2..)': 'usize is 1..=1 | 2..=18446744073709551615',
      'pattern_type!(*const u8 is !null)': '*const u8 is !null',
      'std::pat::pattern_type!(u8 is X)':
        'u8 is {unknown}..={unknown}: there is no value `X` in crate `main`',
    }));

  it('derive for constants', () =>
    checkBounds('#[derive_const(Clone, PartialEq)] struct S;', {
      'S: Clone': 'holds',
      'S: PartialEq': 'holds',
      'S: Copy': 'doesNotHold',
    }));

  it('say which traits and impls are for constants', () =>
    checkBounds(
      `pub const trait A {} const unsafe trait B: [const] A {} pub impl(self) unsafe trait C { fn f(&self); }
       struct S; struct G<T>(T);
       impl const A for S {} const impl A for u8 {} unsafe impl C for S { fn f(&self) {} }
       impl<T: ~const A> const A for G<T> {} impl<T: [const] A + const Clone> A for Option<T> {}`,
      {
        'S: A': 'holds',
        'u8: A': 'holds',
        'G<S>: A': 'holds',
        'Option<u8>: A': 'holds',
        'Option<Vec<u8>>: A': 'doesNotHold',
        'S: C': 'holds',
        'u8: C': 'doesNotHold',
        'u16: A': 'doesNotHold',
      },
    ));
});
