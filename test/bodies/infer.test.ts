import { checkTypes } from '../support/bodies.ts';

describe('types of expressions', () => {
  it('take numbers from their uses, and i32 and f64 where nothing says more', () =>
    checkTypes(`
      fn main() {
          let a = 1;
            //^ i32
          let b = 2;
            //^ u8
          let c: u8 = b + 1;
          let d = 1.5;
            //^ f64
          let e = -3i64 as u16 << 2;
                //^^^^^^^^^^^^^^^^^ u16
      }`));

  it('go through method calls, closures and iterators of std', () =>
    checkTypes(`
      fn main() {
          let words = vec!["a", "b"];
            //^^^^^ Vec<&str, Global>
          let lengths: Vec<_> = words.iter().map(|w| w.len()).collect();
            //^^^^^^^ Vec<usize, Global>
          let total = lengths.iter().fold(0, |sum, n| sum + n);
            //^^^^^ usize
          for (i, n) in lengths.iter().enumerate() {
                //^ &usize
              let both = (i, *n);
                //^^^^ (usize, usize)
          }
      }`));

  it('see through the references that match ergonomics add', () =>
    checkTypes(`
      struct S { name: String, n: Option<u8> }
      fn main() {
          let s = S { name: String::new(), n: None };
          let S { name, n } = &s;
                //^^^^ &String
          if let Some(x) = n {
                    //^ &u8
              let y = *x;
                //^ u8
          }
          match s { S { n: Some(ref z), .. } => {}, _ => {} }
                                  //^ &u8
      }`));

  it('find inherent methods before those of traits, and traits only in scope', () =>
    checkTypes(`
      struct S;
      impl S { fn f(&self) -> u8 { 0 } }
      trait T { fn f(&self) -> u16 { 0 } fn g(self) -> Self where Self: Sized { self } }
      impl T for S {}
      impl T for &S {}
      mod hidden { pub trait U { fn h(&self) -> i8 { 0 } } impl U for super::S {} }
      fn main() {
          let s = S;
          let a = s.f();
            //^ u8
          let b = T::f(&s);
            //^ u16
          let c = (&s).g();
            //^ &S
          let d = s.h();
            //^ {unknown}
      }`));

  it('come from where clauses in generic functions', () =>
    checkTypes(
      `
      trait Shape { type Unit; fn area(&self) -> Self::Unit; }
      fn main() {}
      fn generic<T: Shape, F: Fn(&T) -> u8>(t: T, f: F) where T::Unit: Clone {
          let a = t.area();
            //^ <T as Shape>::Unit
          let b = a.clone();
            //^ <T as Shape>::Unit
          let c = f(&t);
            //^ u8
      }`,
      '2021',
      'generic',
    ));

  it('follow ?, .await and impl Trait', () =>
    checkTypes(
      `
      fn parse(s: &str) -> Result<u32, std::num::ParseIntError> { s.parse() }
      fn numbers() -> impl Iterator<Item = u64> { vec![1, 2].into_iter() }
      async fn later() -> String { String::new() }
      fn main() {}
      async fn run() -> Result<(), Box<dyn std::error::Error>> {
          let n = parse("1")?;
            //^ u32
          let s = later().await;
            //^ String
          let sum: u64 = numbers().sum();
          let first = numbers().next();
            //^^^^^ Option<u64>
          Ok(())
      }`,
      '2021',
      'run',
    ));

  it('fall back to () before edition 2024, and to ! from then on', async () => {
    const fixture = (ty: string): string => `
      fn main() {
          let x = match 1u8 { 0 => panic!(), _ => return };
            //^ ${ty}
      }`;
    await checkTypes(fixture('()'), '2021');
    await checkTypes(fixture('!'), '2024');
  });

  it('keep macros by example apart from the variables around them', () =>
    checkTypes(`
      macro_rules! shadow { ($e:expr) => {{ let x = 1u8; $e }}; }
      fn main() {
          let x = "outer";
          let y = shadow!(x);
            //^ &str
          macro_rules! local { () => { x }; }
          let z = local!();
            //^ &str
      }`));

  it('stay unknown where a function is not known, and nothing falls back there', () =>
    checkTypes(`
      fn main() {
          let n = 1;
            //^ {unknown}
          missing(n);
          let m = 2;
            //^ i32
      }`));

  it('have the trait that an impl is of in scope', () =>
    checkTypes(
      `
      mod a { pub trait T { fn go(&self) -> u8; } impl T for u8 { fn go(&self) -> u8 { 0 } } }
      struct W(u8);
      impl a::T for W { fn go(&self) -> u8 { let x = self.0.go(); x } }
                                               //^ u8`,
      '2021',
      'go',
    ));

  it('leave the result of a closure that never returns to its uses', () =>
    checkTypes(`
      fn main() {
          let n: u8 = "1".parse().unwrap_or_else(|e| panic!("{e}"));
                                                //^ ParseIntError
      }`));

  it("know std's associated types that only the bounds around them settle", () =>
    checkTypes(`
      fn main() {
          let a = isize::try_from(1usize).err();
            //^ Option<TryFromIntError>
          let b: Result<u8, _> = 1u16.try_into();
            //^ Result<u8, TryFromIntError>
      }`));

  it('see impl Trait within the bounds of another one', () =>
    checkTypes(
      `
      fn f(names: impl IntoIterator<Item = impl Into<String>>) {
          let all: Vec<String> = names.into_iter().map(|x| x.into()).collect();
          let one = names.into_iter().next().map(|y| { let z: String = y.into(); z });
            //^^^ Option<String>
      }`,
      '2021',
      'f',
    ));

  it('tell a closure behind a reference what the trait object wants', () =>
    checkTypes(`
      fn sub(f: &dyn Fn(&String) -> bool) {}
      fn main() {
          sub(&|text| text.is_empty());
              //^^^^ &String
      }`));

  it('find the methods of trait objects', () =>
    checkTypes(`
      trait Io {}
      impl dyn Io + Send { fn own(self: Box<Self>) -> Result<u8, Box<Self>> { Err(self) } }
      fn main() {
          let io: Box<dyn Io + Send> = todo!();
          let x = io.own();
            //^ Result<u8, Box<dyn Io + Send, Global>>
      }`));

  it('call methods of impl Trait by reference where they take one', () =>
    checkTypes(`
      fn make() -> impl Iterator<Item = u8> { vec![1].into_iter() }
      fn main() {
          let mut it = make();
          let a = it.next();
            //^ Option<u8>
          let b = it.map(|x| x as u16).next();
            //^ Option<u16>
      }`));

  it('leave open which of several impls is meant, where one of them is derived', () =>
    checkTypes(`
      #[derive(PartialEq)]
      struct Key(usize);
      impl PartialEq<usize> for Key { fn eq(&self, other: &usize) -> bool { true } }
      impl PartialEq<str> for Key { fn eq(&self, other: &str) -> bool { true } }
      fn get<K: ?Sized>(key: &K) -> bool where Key: PartialEq<K> { true }
      fn main() {
          let at = 1;
            //^^ usize
          get(&at);
          let n: usize = at + 1;
      }`));

  it('know the members of traits that macros write token by token', () =>
    checkTypes(
      `
      macro_rules! eat {
          ([$($done:tt)*]) => { $($done)* };
          ([$($done:tt)*] $next:tt $($rest:tt)*) => { eat! { [$($done)* $next] $($rest)* } };
      }
      trait T {
          eat! { [] fn first(&self, a: u8, b: u8, c: u8, d: u8, e: u8, f: u8) -> u8; fn second(&self) -> u16; }
      }
      fn f<X: T>(x: X) {
          let a = x.second();
            //^ u16
      }`,
      '2021',
      'f',
    ));

  it('number generic parameters without those that cfg takes out', () =>
    checkTypes(
      `
      struct M<N, #[cfg(no)] S, #[cfg(not(no))] S = u8, T = u16> { n: N, s: S, t: T }
      fn f(m: M<bool>) {
          let a = m.s;
            //^ u8
          let b = m.t;
            //^ u16
      }`,
      '2021',
      'f',
    ));

  it('read operators behind a range or a break as part of them', () =>
    checkTypes(`
      fn main() {
          let n = &3u8;
          let a = 0..*n + 1;
                //^^^^^^^^^ Range<u8>
          let b = (0..*n).map(|x| x).next();
            //^ Option<u8>
          let c = loop { break (*n, 1i8); };
            //^ (u8, i8)
      }`));

  it('leave the arguments of a trait open inside an impl of it', () =>
    checkTypes(
      `
      struct B;
      impl TryFrom<&B> for u8 { type Error = (); fn try_from(b: &B) -> Result<u8, ()> { Err(()) } }
      impl TryFrom<B> for u8 {
          type Error = B;
          fn go(b: B) -> Result<u8, B> {
              let a = <u8>::try_from(&b).err();
                //^ Option<()>
              Err(b)
          }
      }`,
      '2021',
      'go',
    ));
});
