//! Interior mutability hides niches.
#![allow(dead_code)]

use std::cell::*;

struct Cells { a: Cell<u8>, b: Cell<bool>, c: RefCell<u8>, d: RefCell<String>, e: UnsafeCell<bool>, f: RefCell<Vec<u8>> }
struct Once { a: OnceCell<u8>, b: OnceCell<String>, c: OnceCell<bool>, d: LazyCell<u32>, e: LazyCell<String, fn() -> String> }
struct Guards { a: Ref<'static, u8>, b: RefMut<'static, str>, c: Option<Ref<'static, [u8]>>, d: BorrowError, e: BorrowMutError }
struct Hidden { a: Option<Cell<bool>>, b: Option<UnsafeCell<&'static u8>>, c: Option<RefCell<bool>>, d: Option<Cell<u8>>, e: Option<OnceCell<bool>>, f: Option<RefCell<String>> }
struct Visible { a: Option<(Cell<bool>, bool)>, b: Option<(UnsafeCell<char>, &'static u8)> }
struct Own { shared: Cell<Option<&'static u8>>, count: Cell<usize>, flag: bool }
enum State { Empty, Full(Cell<bool>), Broken(RefCell<u8>) }
