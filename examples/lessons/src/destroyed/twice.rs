//! Nothing is dropped twice.

/// Empties `text` early; the compiler's own drop of the field then finds an empty string, which has no buffer.
pub struct Cleared {
    pub text: String,
}

impl Drop for Cleared {
    fn drop(&mut self) {
        self.text = String::new();
    }
}

/// What was moved out isn't dropped here: `name` now belongs to the caller.
pub fn moved_out(name: String) -> String {
    let taken = name;
    taken
}

/// `drop` is an ordinary function that takes its argument and lets it go.
pub fn by_hand(text: String) {
    drop(text);
    println!("gone already");
}
