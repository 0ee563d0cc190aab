//! C against Rust. The three rules of C: a field's offset is a multiple of its alignment; padding fills up to it; the
//! size is rounded up to the largest alignment. Rust's own order is free, and packs better.

/// In C: `a` at 0, one byte of padding, `b` at 2, `c` at 4, one more byte of padding. 6 bytes.
#[repr(C)]
pub struct S1InC {
    pub a: u8,
    pub b: u16,
    pub c: u8,
}

/// The same fields in a better order: 4 bytes, no padding.
#[repr(C)]
pub struct S2InC {
    pub a: u8,
    pub c: u8,
    pub b: u16,
}

/// Rust finds that order by itself: 4 bytes, align 2.
pub struct S1 {
    pub a: u8,
    pub b: u16,
    pub c: u8,
}

/// 4 bytes, align 2 as well.
pub struct S2 {
    pub a: u8,
    pub c: u8,
    pub b: u16,
}
