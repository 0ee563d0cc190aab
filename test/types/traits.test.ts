import { checkBounds, checkTypes } from '../support/types.ts';

const YES = 'holds';
const NO = 'doesNotHold';

describe('trait selection', () => {
  it('knows the rules of the language', () =>
    checkBounds('enum Never {}', {
      'u8: Copy': YES,
      '(u8, bool): Copy': YES,
      '(u8, String): Copy': NO,
      '(u8, String): Clone': YES,
      '[u8; 4]: Copy': YES,
      "&'static mut u8: Copy": NO,
      "&'static String: Copy": YES,
      'Option<fn(String) -> String>: Copy': YES,
      'str: Sized': NO,
      '[u8]: Sized': NO,
      '(u8, str): Sized': NO,
      'Box<str>: Sized': YES,
      'std::path::Path: Sized': NO,
    }));

  it('knows auto traits by their parts and impls', () =>
    checkBounds('struct Mine(*const u8); unsafe impl Send for Mine {}', {
      'String: Send': YES,
      'std::rc::Rc<u8>: Send': NO,
      'std::sync::Arc<u8>: Sync': YES,
      'std::sync::Arc<std::cell::Cell<u8>>: Send': NO,
      'std::cell::Cell<u8>: Sync': NO,
      'Mine: Send': YES,
      'Mine: Sync': NO,
      'Box<dyn Send>: Send': YES,
      'Box<dyn Send>: Sync': NO,
      'std::marker::PhantomPinned: Unpin': NO,
    }));

  it('selects among the impls of std', () =>
    checkBounds('', {
      'Vec<u8>: IntoIterator': YES,
      "&'static Vec<u8>: IntoIterator": YES,
      'u8: Into<u32>': YES,
      'u32: Into<u8>': NO,
      'u32: TryInto<u8>': YES,
      'u8: ToString': YES,
      'String: AsRef<[u8]>': YES,
      '[u8; 32]: Default': YES,
      '[u8; 33]: Default': NO,
      'Option<Vec<u8>>: PartialEq': YES,
      'std::collections::HashMap<u8, fn()>: PartialEq': YES,
      'std::collections::HashMap<f32, u8>: PartialEq': NO,
      '(u8, u16, u32): Ord': YES,
    }));

  it('takes derives for impls with bounds on the parameters', () =>
    checkBounds(
      `
      #[derive(Clone, Copy, PartialEq)] struct A<T>(T);
      #[derive(Clone)] struct B<T: Iterator>(T::Item);
      #[derive(Default)] enum E<T> { #[default] None, Some(T) }
      struct NoDerive;
      `,
      {
        'A<u8>: Copy': YES,
        'A<String>: Copy': NO,
        'A<String>: Clone': YES,
        'A<u8>: PartialEq': YES,
        'A<u8>: Eq': NO,
        'E<NoDerive>: Default': YES,
        'NoDerive: Clone': NO,
        'B<std::ops::Range<u8>>: Clone': YES,
      },
    ));

  it('finds impls beside a type, and tells them from others of the same names', () =>
    checkBounds(
      `
      mod other { pub struct A; pub trait Copy {} }
      macro_rules! written { ($n:ident) => { inner! { struct $n; } impl Copy for $n {} } }
      macro_rules! inner { ($($t:tt)*) => { $($t)* } }
      written!(A);
      struct B; impl other::Copy for B {}
      struct C; impl Copy for other::A {}
      struct D; impl<'a> Copy for D {}
      struct E; impl !Copy for E {}
      `,
      {
        'A: Copy': YES,
        'B: Copy': NO,
        'B: other::Copy': YES,
        'C: Copy': NO,
        'other::A: Copy': YES,
        'D: Copy': YES,
        'E: Copy': NO,
      },
    ));

  it('follows where clauses, supertraits and blanket impls', () =>
    checkBounds(
      `
      trait Sup {} trait Sub: Sup {} trait Blanket {} trait Pair<T> {}
      struct S; struct P;
      impl Sup for S {} impl Sub for S {}
      impl<T: Sub> Blanket for T {}
      impl<T> Pair<T> for S where T: Copy {}
      impl<T: Iterator<Item = u8>> Pair<T> for P {}
      `,
      {
        'S: Blanket': YES,
        'P: Blanket': NO,
        'S: Pair<u8>': YES,
        'S: Pair<String>': NO,
        'P: Pair<std::vec::IntoIter<u8>>': YES,
        'P: Pair<std::vec::IntoIter<u16>>': NO,
        'Box<dyn Sub>: Blanket': NO,
      },
    ));

  it('is not caught by goals that lead back to themselves', () =>
    checkBounds(
      `
      struct List<T>(Option<Box<List<T>>>, T);
      trait Loop {} impl<T> Loop for Vec<T> where Vec<T>: Loop {}
      trait Grow {} impl<T> Grow for Option<T> where Option<Option<T>>: Grow {}
      `,
      {
        'List<u8>: Send': YES,
        'List<std::rc::Rc<u8>>: Send': NO,
        'Vec<u8>: Loop': NO,
        'Option<u8>: Grow': 'ambiguous: whether `Option<Option<Option<…`',
      },
    ).catch((error: { actual?: Record<string, string> }) => {
      // The reason names the type that was reached, which is long.
      const grown = error.actual?.['Option<u8>: Grow'] ?? '';
      if (!/^ambiguous: .* nests too deep$/.test(grown)) throw error;
    }));
});

describe('projections', () => {
  it('come from impls, defaults, equalities and the language', () =>
    checkTypes(
      `
      trait Tr { type X; type G<'a, T>; }
      struct S<T>(T);
      impl<T: Copy> Tr for S<T> { type X = [T; 2]; type G<'a, U> = (&'a T, U); }
      struct P<I: Iterator<Item = (u8, T)>, T>(I, T);
      type Second<T: Fn(u8) -> bool> = <T as FnOnce<(u8,)>>::Output;
      `,
      {
        '<S<u8> as Tr>::X': '[u8; 2]',
        "<S<u8> as Tr>::G<'static, bool>": '(&u8, bool)',
        '<S<String> as Tr>::X': '{unknown}: `S<String>: Tr` does not hold, as far as impls are known',
        '<Vec<u8> as IntoIterator>::IntoIter': 'IntoIter<u8, Global>',
        '<std::iter::Map<std::vec::IntoIter<u8>, fn(u8) -> char> as Iterator>::Item': 'char',
        "<std::iter::Zip<std::ops::Range<u8>, std::str::Chars<'static>> as Iterator>::Item": '(u8, char)',
        '<str as ToOwned>::Owned': 'String',
        "std::borrow::Cow<'static, [u8]>": 'Cow<[u8]>',
        '<u8 as std::ops::Add>::Output': 'u8',
        "<&'static u8 as std::ops::Add<u8>>::Output": 'u8',
        'Second<fn(u8) -> bool>': 'bool',
        '<dyn Iterator<Item = u8> as Iterator>::Item': 'u8',
        '<Box<dyn Iterator<Item = u16>> as Iterator>::Item': 'u16',
      },
    ));

  it('compute with types, deeply', () =>
    checkTypes(
      `
      struct Z; struct S<N>(N);
      trait Add<R> { type Out; }
      impl<R> Add<R> for Z { type Out = R; }
      impl<N: Add<R>, R> Add<R> for S<N> { type Out = S<N::Out>; }
      trait Mul<R> { type Out; }
      impl<R> Mul<R> for Z { type Out = Z; }
      impl<N: Mul<R>, R: Add<N::Out>> Mul<R> for S<N> { type Out = <R as Add<N::Out>>::Out; }
      trait Num { const N: usize; }
      impl Num for Z { const N: usize = 0; }
      impl<T: Num> Num for S<T> { const N: usize = T::N + 1; }
      type Four = S<S<S<S<Z>>>>;
      type Sixteen = <Four as Mul<Four>>::Out;
      `,
      {
        '[u8; <Sixteen as Num>::N]': '[u8; 16]',
        '[u8; <<Sixteen as Add<Four>>::Out as Num>::N]': '[u8; 20]',
      },
    ));
});
