//! What is deliberately never dropped.

use std::cell::RefCell;
use std::mem::{self, ManuallyDrop};
use std::rc::Rc;

/// Lives until the program ends.
pub fn leaked() -> &'static str {
    Box::leak(String::from("for ever").into_boxed_str())
}

/// The buffer stays allocated, and nobody owns it.
pub fn forgotten(text: String) {
    mem::forget(text);
}

/// As large as a `String`, and without its drop.
pub struct Kept {
    pub text: ManuallyDrop<String>,
}

/// Two nodes that own each other keep each other alive.
pub struct Node {
    pub name: String,
    pub next: RefCell<Option<Rc<Node>>>,
}

pub fn cycle() {
    let node = |name: &str| {
        Rc::new(Node {
            name: name.to_owned(),
            next: RefCell::new(None),
        })
    };
    let first = node("first");
    let second = node("second");
    *first.next.borrow_mut() = Some(Rc::clone(&second));
    *second.next.borrow_mut() = Some(Rc::clone(&first));
}
