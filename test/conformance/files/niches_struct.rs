//! Enums that hide their tag in a niche of a field: which niche, which variants beside it, and when a tag is better.
#![no_std]
#![allow(dead_code)]

use core::num::{NonZeroU32, NonZeroU8};

struct Token { kind: Kind, at: u32, len: u16 }
enum Kind { Word, Number, Space, End }

struct Deep { token: Token, name: &'static str }
enum MaybeDeep { No, Yes(Deep) }
enum ManyDeep { A, B, C(Deep), D, E }

// Other variants may hold data where it does not cover the niche.
enum Beside { Big { flag: bool, a: u32, b: u32 }, Small(u16), None }
enum BesideBefore { Big { a: u32, b: u32, flag: bool }, Small(u32), None }
enum TooBigBeside { Big { flag: bool, a: u32 }, AlsoBig(u32, u32) }
enum ExactlyFits { Big(bool, [u8; 7]), Small([u8; 7]) }
enum OneTooMany { Big(bool, [u8; 7]), Small([u8; 8]) }
enum AlignedBeside { Big(&'static u8, u64, bool), Small(u64, u32) }

// Several niches: the largest one is chosen; ties go by position.
enum TwoCandidates { Data(bool, char), Other }
enum SmallAndLarge { Data(NonZeroU8, Kind, u32), A, B, C }
enum NicheTooSmall { Data(NonZeroU32), A, B }
enum PointerNiche { Data(&'static u8, bool), A, B }
enum StrNiche { Data(&'static str), A }
enum TwoStr { A(&'static str), B(&'static str) }

// Two variants with niches of their own.
enum Both { A(bool), B(bool) }
enum BothWide { A(bool, u32), B(char) }
enum LargestWins { A(bool, [u8; 3]), B(bool), C }
enum TwoEqualLargest { A(bool, u8), B(u8, bool), C }

// A tagged layout and a niche-filling one of the same size: the one with the larger niche left is taken.
enum Tie { A(u8, bool), B(u8), C(u8) }
enum TieWide { A(u32, bool), B(u32), C(u32), D }

// Zero-sized data beside the niche.
enum WithUnits { A(char), B(()), C([u64; 0]), D }
enum ZeroSizedAligned { A(bool), B([u32; 0]) }

struct Chain(Option<Option<Option<Kind>>>);
struct Pair((bool, u32), Option<(bool, u32)>, Option<(u32, u32)>);
struct OfArrays { a: Option<[bool; 3]>, b: Option<[u8; 3]>, c: Option<[&'static u8; 2]>, d: Option<[bool; 0]> }
