//! Every primitive type, alone and side by side.
#![no_std]
#![allow(dead_code)]

struct OneU8(u8);
struct OneI16(i16);
struct OneU32(u32);
struct OneI64(i64);
struct OneU128(u128);
struct OneI128(i128);
struct OneUsize(usize);
struct OneIsize(isize);
struct OneF32(f32);
struct OneF64(f64);
struct OneBool(bool);
struct OneChar(char);
struct OneUnit(());
struct Nothing;
struct NothingInParens();
struct NothingInBraces {}

struct Integers { a: u8, b: u16, c: u32, d: u64, e: u128, f: usize }
struct Signed { a: i8, b: i16, c: i32, d: i64, e: i128, f: isize }
struct Floats { a: f32, b: f64, c: f32 }
struct Logic { a: bool, b: char, c: bool }
struct WithUnits { a: (), b: u32, c: (), d: [u64; 0] }

enum OptionLike { None, Some(u8) }
enum OptionLikeWide { None, Some(u128) }

struct MaybeInts { a: Option<u8>, b: Option<u16>, c: Option<u32>, d: Option<u64>, e: Option<u128>, f: Option<i8> }
struct MaybeFloats { a: Option<f32>, b: Option<f64> }
struct MaybeBool(Option<bool>);
struct MaybeMaybeBool(Option<Option<bool>>);
struct MaybeChar(Option<char>);
struct MaybeUnit(Option<()>);
struct Wrapped { a: core::num::Wrapping<u16>, b: core::num::Saturating<i8> }
