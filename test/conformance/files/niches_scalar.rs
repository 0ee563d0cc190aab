//! Niches of scalars, used once, twice, and until they run out.
#![no_std]
#![allow(dead_code)]

use core::cmp::Ordering;
use core::num::*;

struct Bools { a: Option<bool>, b: Option<Option<bool>>, c: Option<Option<Option<bool>>> }
struct Chars { a: Option<char>, b: Option<Option<char>>, c: Result<char, ()>, d: Result<char, bool> }
struct Nonzero8(NonZeroU8, Option<NonZeroU8>, Option<Option<NonZeroU8>>);
struct NonzeroAll { a: Option<NonZeroU16>, b: Option<NonZeroU32>, c: Option<NonZeroU64>, d: Option<NonZeroU128>, e: Option<NonZeroUsize> }
struct NonzeroSigned { a: Option<NonZeroI8>, b: Option<NonZeroI16>, c: Option<NonZeroI32>, d: Option<NonZeroI64>, e: Option<NonZeroI128>, f: Option<NonZeroIsize> }
struct NonzeroGeneric { a: NonZero<u32>, b: Option<NonZero<i64>> }
struct Orderings { a: Ordering, b: Option<Ordering>, c: Option<Option<Ordering>> }

enum Three { A, B, C }
struct OfThree { a: Option<Three>, b: Option<Option<Three>>, c: Result<Three, ()> }

#[repr(u8)]
enum Full {
    A0 = 0, B = 1, Last = 255,
}
struct OfFull { a: Option<Full>, b: Option<Option<Full>> }

#[repr(i8)]
enum AroundZero { Below = -1, Zero, Above }
struct OfAroundZero { a: Option<AroundZero>, b: Option<Option<AroundZero>> }

enum FarApart { Low = -128, High = 127 }
struct OfFarApart(Option<FarApart>);

// A niche may lie before the valid range, behind it, or on both sides.
enum From5 { A = 5, B, C }
enum OfFrom5 { None, Some(From5), Other, Third }
enum Nested { A(Three), B, C, D }
enum NestedTwice { A(Nested), B, C }

// 256 values leave no niche: a tag is needed, and its niche counts then.
struct ByteThenTag { a: Option<u8>, b: Option<Option<u8>>, c: Option<Option<Option<u8>>> }

struct ManyVariantsOnBool(Many);
enum Many { Flag(bool), A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P }
