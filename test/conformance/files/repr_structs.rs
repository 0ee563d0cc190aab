//! Structs with a `repr`: C's rules, packing, raised alignment, transparency.
#![no_std]
#![allow(dead_code)]

#[repr(C)]
struct C { a: u8, b: u32, c: u16 }
#[repr(C)]
struct CTail { a: u64, b: u8 }
#[repr(C)]
struct CNested { a: u8, b: C, c: CTail, d: u8 }
#[repr(C)]
struct CZero { a: u8, b: [u32; 0], c: u8 }
#[repr(C)]
struct CEmpty {}
#[repr(C)]
struct CNiche { a: u8, b: bool, c: &'static u8 }

#[repr(packed)]
struct Packed { a: u8, b: u32, c: u16 }
#[repr(C, packed)]
struct CPacked { a: u8, b: u32, c: u16 }
#[repr(packed(2))]
struct Packed2 { a: u8, b: u32, c: u16 }
#[repr(C, packed(4))]
struct CPacked4 { a: u8, b: u64, c: u16, d: u32 }
#[repr(packed(8))]
struct PackedLoosely { a: u8, b: u32 }
#[repr(packed)]
struct PackedNiche { a: u8, b: bool, c: char }
#[repr(packed(2))]
struct PackedNested { a: u8, b: C, c: Packed }

#[repr(align(1))]
struct Align1(u32);
#[repr(align(8))]
struct Align8(u8);
#[repr(C, align(64))]
struct CacheLine { a: u32, b: u8 }
#[repr(align(16))]
struct AlignedZero;
#[repr(align(2))]
#[repr(align(32))]
struct TwiceAligned(u8);
#[repr(align(0x10))]
struct HexAligned(u16);

#[repr(transparent)]
struct Transparent(u32);
#[repr(transparent)]
struct TransparentWithUnits((), &'static str, core::marker::PhantomData<u64>);
#[repr(transparent)]
struct TransparentNiche { a: [u8; 0], b: core::num::NonZeroU16 }
#[repr(transparent)]
enum TransparentEnum { Only(char) }

struct Uses {
    a: Option<C>, b: Option<CNiche>, c: Option<PackedNiche>, d: Option<Transparent>, e: Option<TransparentWithUnits>, f: Option<TransparentNiche>,
    g: Option<TransparentEnum>, h: Option<CacheLine>, i: Packed, j: u64, k: Align8, l: Option<AlignedZero>,
}
#[repr(Rust)]
struct ReprRust { a: u8, b: u32, c: u8 }
#[repr(Rust, packed(2))]
struct ReprRustPacked { a: u8, b: u32, c: u8 }
#[cfg_attr(all(), repr(C))]
struct ByCfgAttr { a: u8, b: u32, c: u8 }
