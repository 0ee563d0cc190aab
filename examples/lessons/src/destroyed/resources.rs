//! Files, locks, threads and counts are given back by the same mechanism as memory.

use std::fs::File;
use std::io::{self, Read};
use std::rc::Rc;
use std::sync::Mutex;
use std::thread;

/// The descriptor is closed where `file` ends, on every path: after `Ok` and at each `?`.
pub fn read(path: &str) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut text = String::new();
    file.read_to_string(&mut text)?;
    Ok(text)
}

/// The lock is held from `let` to the end of the block.
pub fn count(counter: &Mutex<u32>) -> u32 {
    let now = {
        let mut guard = counter.lock().unwrap();
        *guard += 1;
        *guard
    };
    now
}

/// The handle's end detaches the thread; only `join` waits for it.
pub fn detach() {
    let handle = thread::spawn(|| 1 + 1);
    drop(handle);
}

/// Two owners, one value: it goes with the last of them.
pub fn shared() -> usize {
    let first = Rc::new(String::from("shared"));
    let second = Rc::clone(&first);
    drop(first);
    Rc::strong_count(&second)
}
