//! How rustc orders fields: by alignment, zero-sized ones first, and so that a niche ends up where it can be used.
#![no_std]
#![allow(dead_code)]

use core::num::{NonZeroU16, NonZeroU8};

struct DeclaredBadly { a: u8, b: u32, c: u16 }
struct DeclaredWell { b: u32, c: u16, a: u8 }
struct ManySmall { a: u8, b: u16, c: u8, d: u16, e: u8, f: u32, g: u8 }
struct SameAlignment { a: u8, b: [u8; 3], c: u8, d: [u8; 2] }
struct ArraysGroup { a: [u8; 16], b: u64, c: [u16; 4], d: u8, e: [u32; 2] }

// The niche decides between fields of one alignment.
struct NicheFirst { a: bool, b: u8, c: u8 }
struct NicheLast { a: u8, b: u8, c: bool }
struct NicheMiddle { a: u16, b: NonZeroU16, c: u16 }
struct NicheSmall { a: u64, b: bool, c: u32 }
struct TwoNiches { a: bool, b: char, c: u32 }
struct SmallNicheLargeField { a: NonZeroU8, b: [u8; 64], c: u8 }
struct NicheInArray { a: [bool; 4], b: u32, c: u8 }
struct EqualNiches { a: bool, b: bool, c: u16 }

// Zero-sized fields, some with an alignment.
struct Marker;
#[repr(align(16))]
struct AlignedMarker;
struct Markers { a: Marker, b: u8, c: Marker, d: u32 }
struct AlignmentFromNothing { a: u8, b: AlignedMarker, c: u16 }
struct EmptyArrays { a: u8, b: [u64; 0], c: [u16; 0] }

// Structs as fields keep their padding.
struct Inner { a: u32, b: u8 }
struct Outer { a: Inner, b: u8, c: u16, d: u8 }
struct Deep { a: Outer, b: Inner, c: [Inner; 2], d: u8 }

// In an enum's variants the tag takes part: small fields come forward to fill the room behind it.
enum VariantOrder { A { a: u64, b: u8 }, B { a: u8, b: u16, c: u32 }, C(u8, u64, u16) }
enum NichedVariants { A { a: bool, b: u32 }, B(u8), C }
enum LargeNicheLast { A(u32, [u8; 3], bool), B(u16), C(u8, u8) }

// Fields of a large alignment, and groups of arrays whose size is no power of two.
#[repr(align(32))]
struct Vector([u8; 32]);
struct WithVector { a: u8, b: Vector, c: u64, d: u8 }
struct OddArrays { a: [u8; 3], b: [u8; 5], c: u16, d: [u16; 3], e: u8 }
struct PowerOfTwoArrays { a: [u8; 4], b: u32, c: [u8; 8], d: u64, e: [u8; 2], f: u16 }
