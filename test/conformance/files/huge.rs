//! Sizes beyond 32 bits, and ones that are merely large.
#![no_std]
#![allow(dead_code)]

struct Page([u8; 4096]);
struct Megabytes([Page; 1024], u8);
enum LargeVariant { Small(u8), Large([u64; 128]) }
struct OfLarge(LargeVariant, Option<LargeVariant>);
#[cfg(target_pointer_width = "64")]
struct Terabytes { a: u8, b: [u64; 1 << 40], c: u16 }
#[cfg(target_pointer_width = "64")]
enum HugeVariant { None, Some([u8; 1 << 45]), Tail([u16; 5], [u8; 1 << 33]) }
#[repr(align(4096))]
struct PageAligned { a: u8, b: [u8; 5000] }
#[repr(align(536870912))]
struct LargestAlignment(u8);
struct ManyFields { a0: u8, a1: u16, a2: u8, a3: u32, a4: u8, a5: u64, a6: u8, a7: u16, a8: u8, a9: u32, b0: u8, b1: u64, b2: bool, b3: char, b4: [u8; 3], b5: (u8, u16) }
