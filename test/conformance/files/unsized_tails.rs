//! Types whose last field is unsized: their sized part, and the pointers to them.
#![allow(dead_code)]

use std::rc::Rc;
use std::sync::Arc;

struct Bytes { header: u16, data: [u8] }
struct Words { header: u8, data: [u64] }
struct Text { id: u32, flag: bool, text: str }
struct Object { id: u8, value: dyn std::fmt::Debug }
#[repr(C)]
struct Packet { kind: u8, len: u16, payload: [u8] }
struct Nested { a: u8, inner: Bytes }
struct OnlyTail([u32]);

struct Tail<T: ?Sized> { small: u8, wide: u32, tail: T }
struct Sized1(Tail<u8>, Tail<u64>, Tail<[u16; 3]>);
struct Boxes { a: Box<Bytes>, b: Box<Text>, c: Box<Object>, d: Box<Tail<[u8]>>, e: Box<Tail<dyn Send>>, f: Option<Box<Nested>> }
struct Shared { a: Rc<str>, b: Arc<[u8]>, c: Rc<Tail<[u32]>>, d: Arc<dyn Fn() + Send + Sync>, e: Option<Arc<Bytes>> }
struct Ids { a: Box<str>, b: Box<[String]>, c: Box<dyn FnOnce()>, d: Box<dyn Iterator<Item = u8>>, e: Box<std::path::Path>, f: Box<std::ffi::OsStr> }
