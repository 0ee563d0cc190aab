//! Values beyond 64 bits, and beyond what a double holds exactly.
#![no_std]
#![allow(dead_code)]

use core::num::{NonZeroI128, NonZeroU128, NonZeroU64};

struct Big { a: u128, b: u8, c: i128 }
struct BigNiche(NonZeroU128, Option<NonZeroU128>, Option<NonZeroI128>);
enum OfBig { A(u128), B(i128), C }
enum NicheOfBig { A(NonZeroU128), B }
enum TooManyForZero { A(NonZeroU128), B, C }
#[repr(u64)]
enum Extremes { Zero = 0, Max = u64::MAX }
#[repr(i64)]
enum SignedExtremes { Min = i64::MIN, Zero = 0, Max = i64::MAX }
#[repr(u64)]
enum BeyondDoubles { A = 9007199254740993, B = 9007199254740995 }
struct Around(Option<Extremes>, Option<SignedExtremes>, Option<BeyondDoubles>, Option<Option<BeyondDoubles>>);
struct Mixed { a: NonZeroU64, b: u128, c: Option<NonZeroU64>, d: u8 }
union Overlap { a: u128, b: [u64; 2], c: u8 }
struct Aligned(u8, [u128; 0]);
