//! What points, counts and guards: how many words, and to what.

use std::cell::{Cell, RefCell};
use std::fmt::Display;
use std::rc::{Rc, Weak};
use std::sync::{Arc, Mutex, RwLock};

/// One word each.
pub struct Thin<'a> {
    pub reference: &'a u32,
    pub raw: *const u32,
    pub boxed: Box<u32>,
    pub function: fn(u32) -> u32,
}

/// Two words each: where, and how many elements, or which vtable.
pub struct Wide<'a> {
    pub slice: &'a [u32],
    pub text: &'a str,
    pub object: &'a dyn Display,
    pub owned_object: Box<dyn Display>,
}

/// One word each. Behind it lie two counts and the value.
pub struct Shared {
    pub local: Rc<u32>,
    pub observer: Weak<u32>,
    pub across_threads: Arc<u32>,
}

/// `Cell` adds nothing, `RefCell` a borrow count, `Mutex` and `RwLock` the lock's state. What they hold may change
/// behind a shared reference, so that its niches are hidden from the outside.
pub struct Interior {
    pub cell: Cell<u32>,
    pub ref_cell: RefCell<u32>,
    pub mutex: Mutex<u32>,
    pub lock: RwLock<u32>,
    pub optional: Option<Cell<bool>>,
}

/// A closure is a struct of what it captures: here a word for `&text`, and the `String` itself after a `move`.
pub fn closures(text: String) -> usize {
    let borrows = || text.len();
    let length = borrows();
    let owns = move || text.len() + length;
    owns()
}
