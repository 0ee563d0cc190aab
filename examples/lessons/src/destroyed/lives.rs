//! The lives of values in one function: run "Show Drop Order" in it.

use std::future::ready;
use std::sync::Mutex;

use super::scopes::Noisy;

/// `first` is moved on one path only. `total` is locked while the function waits, which keeps others from it all that
/// time; `entry` goes before it.
pub async fn transfer(
    total: &Mutex<u32>,
    text: String,
    keep: bool,
) -> Result<u32, std::num::ParseIntError> {
    let first = Noisy("first");
    let amount: u32 = text.parse()?;
    if keep {
        archive(first);
    }
    let mut held = total.lock().unwrap();
    {
        let entry = Noisy("entry");
        *held += amount + entry.0.len() as u32;
        ready(()).await;
    }
    Ok(*held)
}

fn archive(value: Noisy) {
    std::mem::forget(value);
}

/// In edition 2024 the lock is released before `log` goes, in edition 2021 after it: a temporary in the last
/// expression of a block ended with the block's variables then.
pub fn length(names: &Mutex<Vec<String>>) -> usize {
    let log = Noisy("log");
    println!("{} counts", log.0);
    names.lock().unwrap().len()
}
