//! Vector types of the x86 processors.
#![allow(dead_code)]

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::*;
    struct Registers { a: __m128, b: __m128i, c: __m256, d: __m128d, e: __m256i }
    struct Mixed { a: u8, b: __m128i, c: u16, d: __m256d }
    struct Maybe(Option<__m128i>, Option<__m256>);
    enum Lane { Empty, Full(__m128), Half([f32; 2]) }
    struct Wide(__m512i, u8);
    #[repr(C)]
    struct InC { a: u8, b: __m128 }
}
struct Everywhere([f32; 4], u8);
