//! Types for C: the sizes of `int` and `long`, and of an enum in `repr(C)`, belong to the target.
#![no_std]
#![allow(dead_code, non_camel_case_types)]

use core::ffi::*;

#[repr(C)]
struct timeval { seconds: c_long, microseconds: c_int }
#[repr(C)]
struct Characters { a: c_char, b: c_schar, c: c_uchar, d: c_short, e: c_int, f: c_long, g: c_longlong, h: c_float, i: c_double }
#[repr(C)]
enum Status { Ok, Warning, Error = 100 }
#[repr(C)]
enum Wide { Small = 1, Large = 70000 }
#[repr(C)]
struct Message { status: Status, length: usize, data: *const c_void, text: *const c_char }
#[repr(C)]
struct Callbacks { open: Option<extern "C" fn(*mut c_void) -> c_int>, close: unsafe extern "C" fn(*mut c_void), user: *mut c_void }
#[repr(C)]
union Value { int: c_int, long: c_long, pointer: *mut c_void, float: c_double }
#[repr(C)]
struct Variant { kind: c_uchar, value: Value }
#[repr(C)]
struct Opaque { _private: [u8; 0], _marker: core::marker::PhantomData<(*mut u8, core::marker::PhantomPinned)> }
#[repr(C, packed)]
struct Header { magic: [u8; 4], version: u16, length: u32, checksum: u64 }
#[repr(C)]
struct Doubles { a: u8, b: f64, c: u8, d: i64, e: u8, f: u128 }
struct Handles { a: Option<core::ptr::NonNull<Opaque>>, b: &'static CStr, c: Option<Status>, d: Option<Wide> }
