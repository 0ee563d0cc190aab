import { checkTypes } from '../support/types.ts';

describe('lowering of types', () => {
  it('fills in defaults, also those that mention earlier parameters', () =>
    checkTypes('struct A<T, U = Vec<T>, const N: usize = 3>(T, U, [u8; N]);', {
      'A<u8>': 'A<u8, Vec<u8, Global>, 3>',
      'A<u8, u16>': 'A<u8, u16, 3>',
      'A<u8, u16, 9>': 'A<u8, u16, 9>',
      'Vec<u8>': 'Vec<u8, Global>',
    }));

  it('expands aliases, generic ones too, and names a cycle', () =>
    checkTypes(
      'type P<T, U = T> = (T, U); type Q = P<u8>; type C = D; type D = C; mod a { pub type E = super::Q; }',
      {
        Q: '(u8, u8)',
        'P<bool, char>': '(bool, char)',
        'a::E': '(u8, u8)',
        C: '{unknown}: `C` is defined by itself',
      },
    ));

  it('knows every shape of type', () =>
    checkTypes('trait Tr<T> { type X; } macro_rules! m { ($t:ty) => { [$t; 2] } }', {
      '()': '()',
      '(u8,)': '(u8,)',
      "&'static mut str": '&mut str',
      '*const [u8]': '*const [u8]',
      'fn(u8, u16) -> bool': 'fn(u8, u16) -> bool',
      'unsafe extern "C" fn(*const u8, ...)': 'fn(*const u8)',
      "Box<dyn Fn(u8) -> bool + Send + 'static>": 'Box<dyn Fn(u8) -> bool + Send, Global>',
      'Box<dyn Tr<u8, X = u16>>': 'Box<dyn Tr<u8, X = u16>, Global>',
      '[[u8; 2 + 1]; { 4 }]': '[[u8; 3]; 4]',
      '!': '!',
      'm!(u8)': '[u8; 2]',
    }));

  it('finds associated types by the bounds in force', () =>
    checkTypes(
      `
      trait Sup { type S; }
      trait Tr: Sup { type X; type Y: Iterator; }
      struct A<T: Tr>(T::X, T::S, <T::Y as Iterator>::Item);
      struct B<I>(I::Item) where I: Iterator;
      impl Sup for u8 { type S = u16; }
      impl Tr for u8 { type X = Self; type Y = std::ops::Range<i8>; }
      type Direct<T: Tr> = (T::X, T::S, <<T as Tr>::Y as Iterator>::Item);
      `,
      { 'Direct<u8>': '(u8, u16, i8)' },
    ));

  it('takes a primitive for what it is where a module has its name', () =>
    checkTypes('use std::str; use std::u8;', { "&'static str": '&str', u8: 'u8' }));

  it('resolves `Self` in impls, traits and types', () =>
    checkTypes(
      `
      struct L<T> { next: Option<Box<Self>>, t: T }
      trait Tr { type A; type B; }
      impl<T> Tr for L<T> { type A = Self; type B = (Self::A, T); }
      `,
      { '<L<u8> as Tr>::B': '(L<u8>, u8)' },
    ));

  it('passes constants on by parameter, literal, path and expression', () =>
    checkTypes(
      `
      const K: usize = 5;
      struct A<const N: usize>;
      impl<const N: usize> A<N> { const TWICE: usize = N * 2; }
      trait Len { type Arr; }
      impl<T, const N: usize> Len for [T; N] { type Arr = A<N>; }
      `,
      {
        'A<K>': 'A<5>',
        'A<{ K + 1 }>': 'A<6>',
        '[u8; A::<4>::TWICE]': '[u8; 8]',
        '<[u8; 7] as Len>::Arr': 'A<7>',
      },
    ));

  it('says why a type is unknown', () =>
    checkTypes('mod m {}', {
      Missing: '{unknown}: there is no name `Missing` in crate `main`',
      'Vec<Missing>': 'Vec<{unknown}, Global>: there is no name `Missing` in crate `main`',
      'Vec<_>': 'Vec<{unknown}, Global>: the type `_` is inferred from a body',
    }));
});
