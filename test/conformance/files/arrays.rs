//! Arrays whose length is a constant expression.
#![allow(dead_code)]

const N: usize = 6;
const TABLE: [u8; 4] = [3, 1, 4, 1];
const TEXT: &str = "nineteen characters";
static LENGTHS: [usize; 2] = [1, 2];
const fn square(n: usize) -> usize { n * n }
const fn digits(mut n: u64) -> usize {
    let mut count = 1;
    while n >= 10 {
        n /= 10;
        count += 1;
    }
    count
}
const fn gcd(a: usize, b: usize) -> usize { if b == 0 { a } else { gcd(b, a % b) } }

struct Literal([u8; 3], [u16; 0x10], [u32; 1_000], [u8; 0b11], [u8; 5usize]);
struct Constant([u8; N], [u16; N * 2 + 1], [u8; N - 6], [u8; (N + 1) / 2], [u8; N << 1], [u8; N % 4]);
struct Called([u8; square(3)], [u8; digits(u32::MAX as u64)], [u16; gcd(48, 18)]);
struct OfLengths([u8; TABLE.len()], [u8; TEXT.len()], [u8; TABLE[0] as usize], [u8; b"abc".len()]);
struct OfTypes([u8; size_of::<u64>()], [u8; std::mem::size_of::<(u8, u32)>()], [u16; align_of::<f64>()], [u8; u8::BITS as usize]);
struct OfLimits([u8; u8::MAX as usize], [u8; i8::MIN.unsigned_abs() as usize], [u8; u16::MAX.count_ones() as usize]);
struct Blocks([u8; { const K: usize = 4; K * K }], [u8; if cfg!(debug_assertions) || true { 9 } else { 10 }], [u8; { let a = 2; let b = a + 3; a * b }]);
struct MinMax([u8; max(3, 8)], [u8; min(3, 8)]);
const fn max(a: usize, b: usize) -> usize { if a > b { a } else { b } }
const fn min(a: usize, b: usize) -> usize { match a < b { true => a, false => b } }

struct Shape;
impl Shape {
    const SIDES: usize = 4;
    const AREA: usize = Self::SIDES * Self::SIDES;
}
trait Bits { const COUNT: usize; const BYTES: usize = (Self::COUNT + 7) / 8; }
impl Bits for Shape { const COUNT: usize = 12; }
struct Associated([u8; Shape::SIDES], [u8; Shape::AREA], [u8; <Shape as Bits>::COUNT], [u8; <Shape as Bits>::BYTES]);

struct Grid([[f32; 3]; 4], [[[u8; 2]; 3]; 4], [(u8, u16); 3], [Option<u8>; 5], [bool; 7]);
struct Empty([u64; 0], [[u32; 0]; 5], [[u32; 5]; 0], u8);
struct Niches(Option<[bool; 2]>, Option<[Option<char>; 2]>, Option<[&'static u8; 0]>, Option<[u8; 2]>, Option<[String; 2]>);
struct OfStructs([Literal; 2], [Shape; 9]);
