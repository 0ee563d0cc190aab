//! Ranges, bounds, and the enums of control flow.
#![allow(dead_code)]

use std::cmp::{Ordering, Reverse};
use std::ops::*;
use std::task::{Context, Poll, Waker};

struct Ranges { a: Range<u8>, b: RangeInclusive<u8>, c: RangeFrom<u32>, d: RangeTo<u16>, e: RangeToInclusive<u8>, f: RangeFull, g: Range<usize> }
struct MaybeRanges { a: Option<Range<u8>>, b: Option<RangeInclusive<u32>>, c: Range<char>, d: Option<Range<char>>, e: RangeInclusive<Option<u8>> }
struct Bounds { a: Bound<u8>, b: (Bound<u32>, Bound<u32>), c: Bound<&'static str>, d: Option<Bound<()>>, e: Bound<bool> }
struct Flows { a: ControlFlow<u8>, b: ControlFlow<String, u8>, c: ControlFlow<(), bool>, d: Option<ControlFlow<u8, u8>> }
struct Polls { a: Poll<()>, b: Poll<u8>, c: Poll<Option<u8>>, d: Poll<Result<usize, std::io::Error>>, e: Poll<Option<Result<String, std::io::Error>>>, f: Option<Poll<bool>> }
struct Tasks { a: Waker, b: Option<Waker>, c: &'static Context<'static>, d: std::future::Ready<u8>, e: std::future::Pending<u8>, f: std::task::RawWaker }
struct Compared { a: Ordering, b: Reverse<u64>, c: Option<Reverse<bool>>, d: Result<Ordering, Ordering> }
struct Phantom { a: std::marker::PhantomData<String>, b: std::marker::PhantomPinned, c: u8 }
struct Layouts { a: std::alloc::Layout, b: Option<std::alloc::Layout>, c: std::alloc::LayoutError, d: std::alloc::System, e: std::mem::Discriminant<Ordering> }
