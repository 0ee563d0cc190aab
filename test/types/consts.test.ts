import { checkConsts } from '../support/types.ts';

describe('constants', () => {
  it('compute with integers as rustc does', () =>
    checkConsts('', {
      'u8 = 1 + 2 * 3': '7',
      'u8 = 255 + 1': 'unknown: `255 + 1` overflows `u8`',
      'u8 = 200u8.wrapping_add(100)': '44',
      'i8 = -128': '-128',
      'u16 = !0': '65535',
      'i32 = -7 / 2': '-3',
      'i32 = (-7i32).rem_euclid(4)': '1',
      'u64 = 1 << 40': '1099511627776',
      'u32 = 1 << 32': 'unknown: a constant shifts by 32 bits',
      'u32 = { break 1; }': 'unknown: a `break` leads out of the constant',
      'u8 = 300u32 as u8': '44',
      'u32 = 0xc0f32 + 0x1f64u32 + 0x_f16': '802220',
      'i8 = 200u8 as i8': '-56',
      'usize = u32::MAX as usize + usize::BITS as usize': '4294967359',
      'u32 = 10 / 0': 'unknown: a constant divides by zero',
      'u32 = 7u32.pow(3) % 10 + 8u32.trailing_zeros()': '6',
      'bool = 3 > 2 && !false || 1 / 0 == 1': 'true',
      "u32 = 'a' as u32": '97',
      "char = 'b'": "'b'",
      'usize = (1.9f64 * 2.0) as usize': '3',
      'u8 = u8::MAX.saturating_add(1)': '255',
      'usize = 17usize.next_power_of_two().div_ceil(10)': '4',
    }));

  it('run blocks, branches, loops and functions', () =>
    checkConsts(
      `
      const fn fact(n: usize) -> usize { if n == 0 { 1 } else { n * fact(n - 1) } }
      const fn sum(list: &[u8]) -> usize { let mut i = 0; let mut s = 0; while i < list.len() { s += list[i] as usize; i += 1; } s }
      const fn arr<const N: usize>(x: u8) -> [u8; N] { let mut a = [0; N]; let mut i = 0; loop { if i == N { break a } a[i] = x; i += 1; } }
      struct Point { x: u8, y: u8 }
      impl Point { const fn new(x: u8) -> Self { Self { x, y: x * 2 } } const fn add(&self, n: u8) -> u8 { self.x + self.y + n } const fn set(&mut self) { self.x = 9 } }
      const LIST: &[u8] = &[1, 2, 3];
      enum E { A = 4, B, C = 10, D }
      const fn forever() -> usize { loop {} }
      `,
      {
        'usize = fact(10)': '3628800',
        'usize = sum(LIST) + LIST.len()': '9',
        'usize = sum(&arr::<5>(3))': '15',
        'u8 = Point::new(3).add(1)': '10',
        'u8 = { let mut p = Point::new(1); p.set(); let Point { x, y } = p; x + y }': '11',
        'isize = E::B as isize + E::D as isize': '16',
        'usize = match (3, true) { (1, _) => 1, (x @ 2..=4, true) if x > 2 => x * 10, _ => 0 }': '30',
        "usize = 'outer: { if true { break 'outer 5 } 6 }": '5',
        'usize = if let Some(x) = Some(4) { x } else { 0 }': '4',
        'usize = match 7u8.checked_sub(9) { Some(_) => 1, None => 2 }': '2',
        'usize = forever()': 'unknown: the constant takes too many steps',
        'usize = fact(usize::MAX)': 'unknown: a constant calls functions too deep',
        'usize = LIST[3] as usize': 'unknown: index 3 is out of bounds of 3',
      },
    ));

  it('see generics, associated constants and each other', () =>
    checkConsts(
      `
      trait Tr { const A: usize; const B: usize = Self::A * 2; }
      impl Tr for u8 { const A: usize = 3; }
      impl Tr for u16 { const A: usize = 4; const B: usize = 1; }
      struct W<T, const N: usize>(T);
      impl<T: Tr, const N: usize> W<T, N> { const SUM: usize = T::B + N; }
      const X: usize = Y + 1; const Y: usize = 6;
      const L: usize = R; const R: usize = L;
      `,
      {
        'usize = <u8 as Tr>::B + u16::B': '7',
        'usize = W::<u8, 10>::SUM': '16',
        'usize = X': '7',
        'usize = L': 'unknown: the constant `L` is defined by itself',
      },
    ));

  it('ask for sizes', () =>
    checkConsts('#[repr(C)] struct R { a: u8, b: u32 } struct G<T>(T, u8);', {
      'usize = std::mem::size_of::<Option<Box<u8>>>()': '8',
      'usize = core::mem::align_of::<R>()': '4',
      'usize = size_of::<G<u32>>()': '8',
      'usize = std::mem::offset_of!(R, b)': '4',
      'usize = std::mem::size_of_val(&5u16)': '2',
    }));

  it('infer the arguments of the trait that an associated constant comes from', () =>
    checkConsts(
      'trait Params<const N: usize> { const LIMBS: usize; } struct M; impl<const D: usize> Params<{ 3 + 4 }> for M where M: Wide<Out = W<D>> { const LIMBS: usize = 7; } trait Wide { type Out; } struct W<const N: usize>; impl Wide for M { type Out = W<14>; }',
      { 'usize = M::LIMBS': '7' },
    ));

  it("have one `self` in a method, a macro's too", () =>
    checkConsts(
      'struct F(u8); macro_rules! get { ($t:ty) => { impl $t { const fn get(self) -> u8 { self.0 } } } } get!(F);',
      { 'u8 = F(7).get()': '7' },
    ));

  it('know macros and literals', () =>
    checkConsts(
      'macro_rules! twice { ($e:expr) => { $e * 2 } } macro_rules! count { () => { 0 }; ($h:tt $($t:tt)*) => { 1 + count!($($t)*) } }',
      {
        'usize = twice!(3 + 1)': '8',
        'usize = count!(a b c d)': '4',
        'usize = concat!("a", 1, true).len()': '6',
        'usize = stringify!(a + b).len()': '5',
        'usize = "héllo".len() + b"abc".len()': '9',
        'usize = "a\r\nb".len() * 100 + br"a\r\nb".len() * 10 + "a\\\r\n  b".len()': '332',
        'u8 = b"a\\x03"[1] + b"b"[0]': '101',
        'usize = if cfg!(unix) { 1 } else { 2 }': '1',
        'bool = matches!(3u8, 1..=5)': 'true',
        'usize = { assert!(1 + 1 == 2, "odd"); 5 }': '5',
        'usize = { assert!(1 > 2); 5 }': 'unknown: an assertion fails in a constant',
        'u8 = std::num::NonZeroU8::new(5).unwrap().get()': '5',
      },
    ));
});
