//! Move and copy are the same on the machine: the bytes on the stack are copied, the heap is left alone. The difference
//! is what the compiler lets one do afterwards.

/// 8 bytes, and `Copy`: both names can be used.
#[derive(Clone, Copy)]
pub struct Pixel {
    pub x: u32,
    pub y: u32,
}

/// 24 bytes, and not `Copy`: of two owners, both would free the buffer.
pub struct Name {
    pub text: String,
}

pub fn copy() -> u32 {
    let first = Pixel { x: 1, y: 2 };
    let second = first;
    first.x + second.y
}

/// The three words of `text` are copied to `second`. The characters stay where they are, and `first` is gone.
pub fn moves() -> Name {
    let first = Name {
        text: String::from("moved, not copied"),
    };
    let second = first;
    second
}

/// A part moves out; the other part stays and is dropped here.
pub fn partial_move(pair: (String, String)) -> String {
    let (left, _) = pair;
    left
}

/// Moved on one path only: a hidden drop flag remembers which.
pub fn conditional_move(text: String, keep: bool) -> Option<String> {
    let kept = if keep { Some(text) } else { None };
    kept
}
