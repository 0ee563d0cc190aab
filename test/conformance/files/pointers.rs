//! Thin and wide pointers, and what their niches are worth.
#![no_std]
#![allow(dead_code)]

use core::fmt::{Debug, Display};
use core::ptr::NonNull;

trait Shape { fn area(&self) -> f64; }
trait Named: Shape { fn name(&self) -> &str; }

struct Thin { a: &'static u8, b: &'static mut u64, c: *const u8, d: *mut [u8; 4], e: NonNull<u16> }
struct Slices { a: &'static [u8], b: &'static mut [u64], c: *const [u8], d: NonNull<[u8]>, e: &'static str, f: *const str }
struct Objects { a: &'static dyn Shape, b: &'static mut dyn Named, c: *const dyn Debug, d: NonNull<dyn Display>, e: &'static (dyn Debug + Send + Sync) }
struct Functions { a: fn(), b: fn(u8) -> u32, c: extern "C" fn(u8), d: unsafe fn(), e: for<'a> fn(&'a u8) -> &'a u8, f: Option<fn()> }
struct ToPointers { a: &'static &'static u8, b: &'static &'static [u8], c: *const *const str }
struct ToZeroSized { a: &'static (), b: &'static [(); 3], c: &'static [()] }

struct Maybe {
    a: Option<&'static u8>, b: Option<&'static [u8]>, c: Option<&'static str>, d: Option<&'static dyn Shape>, e: Option<NonNull<u8>>,
    f: Option<*const u8>, g: Option<*const [u8]>, h: Option<*const dyn Shape>, i: Option<Option<&'static u8>>, j: Option<NonNull<dyn Shape>>,
}
struct Niche1(&'static str);
struct Niche2(*const dyn Shape);
struct Niche3(*const [u8]);
struct Niche4(NonNull<dyn Debug>);
struct Niche5(Option<&'static str>);
struct Niche6(fn());
enum RawVtable { A(*const dyn Shape), B, C }
enum Text { Borrowed(&'static str), Static(&'static str), None }

struct Tail { len: u32, data: [u16] }
struct GenericTail<T: ?Sized> { flag: bool, value: T }
struct ToTails { a: &'static Tail, b: &'static GenericTail<[u8]>, c: &'static GenericTail<dyn Shape>, d: &'static GenericTail<u8>, e: *const GenericTail<str> }
struct Nested(&'static GenericTail<GenericTail<[u32]>>, Option<&'static GenericTail<Tail>>);
struct Matrix(&'static [&'static [u8]], &'static [[f32; 4]; 4]);
