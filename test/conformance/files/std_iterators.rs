//! Iterators and their adaptors, with functions held as pointers.
#![allow(dead_code)]

use std::iter::*;
use std::{array, option, result, slice, vec};

type Bytes = slice::Iter<'static, u8>;
type Words = vec::IntoIter<String>;

struct Sources { a: slice::Iter<'static, u8>, b: slice::IterMut<'static, u32>, c: vec::IntoIter<u8>, d: array::IntoIter<u8, 4>, e: option::IntoIter<u8>, f: result::IntoIter<bool>, g: option::Iter<'static, u8> }
struct Made { a: Empty<u8>, b: Once<u8>, c: Repeat<bool>, d: RepeatN<u8>, e: Successors<u8, fn(&u8) -> Option<u8>>, f: FromFn<fn() -> Option<u8>>, g: OnceWith<fn() -> u8> }
struct Simple { a: Rev<Bytes>, b: Enumerate<Bytes>, c: Skip<Bytes>, d: Take<Bytes>, e: StepBy<Bytes>, f: Fuse<Words>, g: Cloned<Bytes>, h: Copied<Bytes>, i: Cycle<Bytes> }
struct Pairs { a: Zip<Bytes, Bytes>, b: Chain<Bytes, Bytes>, c: Zip<Words, Bytes>, d: Chain<Once<u8>, option::IntoIter<u8>>, e: Chain<Words, Words> }
struct Functions { a: Map<Bytes, fn(&u8) -> u16>, b: Filter<Bytes, fn(&&u8) -> bool>, c: FilterMap<Words, fn(String) -> Option<u8>>, d: TakeWhile<Bytes, fn(&&u8) -> bool>, e: SkipWhile<Bytes, fn(&&u8) -> bool>, f: Inspect<Bytes, fn(&&u8)>, g: Scan<Bytes, u64, fn(&mut u64, &u8) -> Option<u8>> }
struct Looking { a: Peekable<Bytes>, b: Peekable<Words>, c: Peekable<std::str::Chars<'static>>, d: Peekable<Enumerate<std::str::Chars<'static>>> }
struct Nesting { a: Flatten<vec::IntoIter<Vec<u8>>>, b: FlatMap<Bytes, Vec<u8>, fn(&u8) -> Vec<u8>>, c: Flatten<option::IntoIter<Option<u8>>> }
struct Slices { a: slice::Chunks<'static, u8>, b: slice::Windows<'static, u8>, c: slice::ChunksExact<'static, u8>, d: slice::Split<'static, u8, fn(&u8) -> bool>, e: slice::RChunks<'static, u8> }
struct Deep { a: Rev<Enumerate<Zip<Bytes, Skip<Words>>>>, b: Option<Map<Peekable<Bytes>, fn(&u8) -> u8>>, c: Take<Repeat<[u8; 3]>> }
struct Vectors { a: vec::Drain<'static, u8>, b: vec::Splice<'static, Words>, c: Option<vec::IntoIter<u8>> }
