//! Enums with a `repr`: the tag is first and of a fixed type, fields stay in declared order.
#![no_std]
#![allow(dead_code)]

#[repr(u8)]
enum U8 { A, B(u32), C { a: u8, b: u16, c: u8 } }
#[repr(u16)]
enum U16 { A(u8), B(u8, u32) }
#[repr(u32)]
enum U32 { A, B }
#[repr(u64)]
enum U64 { A, B(u8) }
#[repr(usize)]
enum Usize { A, B }
#[repr(i8)]
enum I8 { A = -128, B = 127 }
#[repr(i16)]
enum I16 { A = -1, B = 1 }
#[repr(i32)]
enum I32 { A = -5, B }
#[repr(i64)]
enum I64 { A(u128), B }
#[repr(isize)]
enum Isize { A = -1, B = 0 }

#[repr(C)]
enum C { A, B, D }
#[repr(C)]
enum CData { A(u8), B(u16, u8), D { a: u64, b: u8 } }
#[repr(C)]
enum CNegative { A = -1, B = 1 }
#[repr(C)]
enum COne { A }
#[repr(C, u8)]
enum CU8 { A(u8), B(u16, u8), D { a: u64, b: u8 } }
#[repr(C, i64)]
enum CI64 { A(u8), B(u16) }
#[repr(u8, align(8))]
enum AlignedU8 { A, B(u16) }
#[repr(align(16))]
enum Aligned { A(u8), B(u32) }
#[repr(align(4))]
enum AlignedUnits { A, B }
#[repr(C, align(32))]
enum CAligned { A(u8), B }

#[repr(u8)]
enum OneVariant { Only }
#[repr(u8)]
enum OneWithData { Only(u32) }

// No niche is used for the tag, but the tag's own niche may be used by what is around it.
#[repr(u8)]
enum NoNicheFilling { A, B(&'static u8) }
struct Around { a: Option<U8>, b: Option<C>, c: Option<CData>, d: Option<OneVariant>, e: Option<OneWithData>, f: Option<NoNicheFilling>, g: Option<I8> }
