//! The order of fields. Rust may lay fields out in another order than the one they are declared in, so that less is
//! lost to padding. The memory order is what hovers and the panel show.

/// Declared `a, b, c`; in memory `b` comes first, then `a` and `c`: 8 bytes, of which 2 are padding.
pub struct Reordered {
    pub a: u8,
    pub b: u32,
    pub c: u8,
}

/// Offsets 0, 4 and 8: three fields that leave no hole, and no trailing one either.
pub struct Tight {
    pub a: u32,
    pub b: u32,
    pub c: u32,
}

/// Reordering can't help here: a `u64` must start at a multiple of 8, so that 7 bytes are lost behind `flag`.
pub struct Holed {
    pub id: u64,
    pub flag: bool,
}

/// A struct in a struct keeps its own padding to itself: `holed` has 16 bytes, and `tiny` can't move into its hole.
pub struct Nested {
    pub holed: Holed,
    pub tiny: u8,
}

/// No field, no byte. A `Vec` of a million of these has no buffer.
pub struct Nothing;

/// Tuples are laid out as structs are: `.1` and `.2` lie first.
pub struct Session {
    pub times: (u8, u64, u32),
    pub name: String,
    pub marker: Nothing,
}
