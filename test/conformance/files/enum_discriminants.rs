//! Discriminants from constant expressions: they decide the tag's size, its valid range and so the niche.
#![allow(dead_code)]

const BASE: isize = 40;
const MASK: u8 = 0b1010;
const fn twice(x: isize) -> isize { x * 2 }
const fn steps(n: u32) -> isize {
    let mut sum = 0;
    let mut i = 0;
    while i < n {
        sum += i as isize;
        i += 1;
    }
    sum
}

struct Limits;
impl Limits {
    const LOW: isize = -3;
    const HIGH: isize = Self::LOW + 100;
}
trait Numbered { const NUMBER: isize; }
impl Numbered for u8 { const NUMBER: isize = 7; }

enum Implicit { A, B, C }
enum Continued { A = 3, B, C = 10, D }
enum Negative { A = -1, B, C }
enum Constant { A = BASE, B = BASE + 1, C = BASE * 4 - 2 }
enum Called { A = twice(21), B = steps(5) }
enum Associated { A = Limits::LOW, B = Limits::HIGH, C = <u8 as Numbered>::NUMBER }
enum Characters { A = b'a' as isize, Z = 'z' as isize }
enum Shifts { A = 1 << 0, B = 1 << 4, C = 1 << 9 }
enum Bits { A = 0xff & 0x3c, B = !0, C = 6 ^ 3 }
enum Sizes { A = size_of::<u64>() as isize, B = size_of::<(u8, u128)>() as isize, C = std::mem::align_of::<u16>() as isize + 100 }
enum OfOther { A = Continued::D as isize, B = Shifts::C as isize + 1 }
enum Casts { A = -1i8 as u8 as isize, B = 300u16 as u8 as isize, C = 3.9f32 as isize }
enum Conditional { A = if BASE > 3 { 1000 } else { 1 }, B = { let x = 5; x * x }, C = match MASK { 10 => 77, _ => 78 } }

#[repr(u8)]
enum Typed { A = MASK, B = MASK | 1, C = u8::MAX }
#[repr(u64)]
enum Large { A = 1, B = 0xffff_ffff_ffff_fff0, C = u64::MAX }
#[repr(i64)]
enum LargeSigned { A = i64::MIN, B = i64::MAX }
#[repr(i16)]
enum Wrapping { A = -300, B = 300 }
#[repr(u32)]
enum WithData { A(u8) = 5, B { x: u16 } = 900, C = 70000 }

enum Byte { A = 255, B = 0 }
enum SignedByte { A = 127, B = -128 }
enum TwoBytes { A = 256, B = 0 }
enum SignedTwoBytes { A = 128, B = -1 }
enum FourBytes { A = 65536, B = -2 }

struct Around {
    a: Option<Negative>, b: Option<Constant>, c: Option<Called>, d: Option<Associated>, e: Option<Characters>, f: Option<Shifts>,
    g: Option<Byte>, h: Option<SignedByte>, i: Option<TwoBytes>, j: Option<LargeSigned>, k: Option<Wrapping>, l: Option<Typed>,
}
