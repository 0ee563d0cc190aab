//! Where a scope ends, its variables are dropped, the last one first.

/// Says when it goes.
pub struct Noisy(pub &'static str);

impl Drop for Noisy {
    fn drop(&mut self) {
        println!("{} is dropped", self.0);
    }
}

/// `inner` goes at the end of the block; then `second`, then `first`.
pub fn nested() {
    let _first = Noisy("first");
    {
        let _inner = Noisy("inner");
    }
    let _second = Noisy("second");
}

/// `_` binds nothing, so that the value goes at once; `_kept` lives to the end.
pub fn underscore() {
    let _ = Noisy("at once");
    let _kept = Noisy("at the end");
}

/// The old value is dropped where a new one is assigned.
pub fn reassigned() {
    let mut slot = Noisy("old");
    println!("{} is there", slot.0);
    slot = Noisy("new");
    println!("{} is there", slot.0);
}

/// A temporary goes at the end of its statement.
pub fn temporary() -> usize {
    let length = Noisy("temporary").0.len();
    length + 1
}

/// Each `?` and `return` is an end of scope too: what is alive there is dropped there.
pub fn early(text: &str) -> Result<u32, std::num::ParseIntError> {
    let _guard = Noisy("guard");
    let number: u32 = text.parse()?;
    Ok(number + 1)
}
