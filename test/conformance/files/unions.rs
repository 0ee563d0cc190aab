//! Unions: overlapping fields, no niche, the largest alignment.
#![no_std]
#![allow(dead_code)]

use core::mem::{ManuallyDrop, MaybeUninit};

union Number { int: u32, float: f32 }
union Sizes { a: u8, b: u16, c: [u8; 5] }
union Odd { a: [u8; 3], b: u16 }
union Structs { a: (u8, u32), b: [u8; 9] }
union Empty { a: () }
union EmptyAligned { a: [u64; 0], b: u8 }
union One { a: bool }
union Bools { a: bool, b: bool }
union References { a: &'static u8, b: &'static u16 }
union NonZeros { a: core::num::NonZeroU8, b: core::num::NonZeroU8 }

#[repr(C)]
union InC { a: u8, b: u64, c: [u16; 5] }
#[repr(C, packed)]
union PackedC { a: u8, b: u32 }
#[repr(packed(2))]
union Packed2 { a: [u8; 3], b: u64 }
#[repr(C, align(16))]
union AlignedC { a: u8, b: u32 }
#[repr(align(8))]
union Aligned { a: u8 }

union Generic<T: Copy> { a: T, b: [u8; 4] }
struct Instances { a: Generic<u8>, b: Generic<u64>, c: Generic<[u16; 3]> }
union Dropless { a: ManuallyDrop<&'static mut u8>, b: usize }
union WithUninit { a: MaybeUninit<bool>, b: u8 }

struct NoNiche { a: Option<Number>, b: Option<One>, c: Option<Bools>, d: Option<References>, e: Option<Empty> }
struct Uninit { a: MaybeUninit<u32>, b: Option<MaybeUninit<bool>>, c: [MaybeUninit<u8>; 3], d: ManuallyDrop<bool>, e: Option<ManuallyDrop<bool>> }
struct Fields { flag: bool, value: Number, small: u8 }
enum Holds { A(Number), B(Sizes), C }
