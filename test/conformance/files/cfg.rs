//! What a target's configuration keeps and drops.
#![allow(dead_code, unexpected_cfgs)]

#[cfg(target_pointer_width = "64")]
struct Wide { a: u64, b: u8 }
#[cfg(not(target_pointer_width = "64"))]
struct Narrow { a: u32, b: u8 }
#[cfg(unix)]
struct OnUnix { fd: i32, flags: u8 }
#[cfg(windows)]
struct OnWindows { handle: *mut u8, flags: u8 }
#[cfg(not(any(unix, windows)))]
struct Elsewhere(u8);
#[cfg(all(unix, not(unix)))]
struct Never(u8);
#[cfg(any())]
struct NeverEither(Missing);

struct Fields { a: u8, #[cfg(target_pointer_width = "64")] wide: u64, #[cfg(target_pointer_width = "32")] narrow: u32, #[cfg(any())] gone: Missing, b: u16 }
struct Tuple(u8, #[cfg(unix)] u32, #[cfg(not(unix))] u64, u8);
enum Variants { A(u8), #[cfg(target_os = "linux")] Linux(u64), #[cfg(target_family = "wasm")] Wasm, B(#[cfg(windows)] u64, u16), #[cfg(feature = "nowhere")] Feature(Missing) }
#[cfg_attr(target_pointer_width = "64", repr(C))]
struct SometimesC { a: u8, b: u32, c: u8 }
#[cfg_attr(all(target_endian = "little", not(feature = "x")), repr(C, packed))]
struct LittleEndian { a: u8, b: u32 }
#[cfg_attr(any(), repr(align(64)))]
struct NotAligned(u8);
#[cfg_attr(panic = "unwind", repr(align(4)))]
#[cfg_attr(not(panic = "unwind"), repr(align(4)))]
struct Aligned(u8);

#[cfg(target_pointer_width = "64")]
const WORDS: usize = 4;
#[cfg(not(target_pointer_width = "64"))]
const WORDS: usize = 2;
struct Words([usize; WORDS]);

#[cfg(target_arch = "x86_64")]
mod arch { pub struct Registers { pub general: [u64; 16], pub flags: u8 } }
#[cfg(not(target_arch = "x86_64"))]
mod arch { pub struct Registers { pub general: [u32; 8] } }
use arch::Registers;
struct Machine { registers: Registers, running: bool }

#[cfg(target_has_atomic = "64")]
struct HasAtomic64(std::sync::atomic::AtomicU64);
#[cfg(not(target_has_atomic = "128"))]
struct NoAtomic128(u8);
#[cfg(target_endian = "big")]
struct BigEndian(u8);
#[cfg(true)]
struct Always(u16);
#[cfg(false)]
struct Nothing(u16);
