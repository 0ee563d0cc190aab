//! What each `repr` changes, on the same three fields.

/// Rust's own: 16 bytes, the `u64` first.
pub struct Plain {
    pub tag: u8,
    pub value: u64,
    pub count: u16,
}

/// As C lays it out, in declared order: 24 bytes, 7 of padding behind `tag` and 6 at the end.
#[repr(C)]
pub struct LikeC {
    pub tag: u8,
    pub value: u64,
    pub count: u16,
}

/// No padding at all, align 1: 11 bytes. A reference to `value` isn't allowed, for it may lie anywhere.
#[repr(C, packed)]
pub struct Packed {
    pub tag: u8,
    pub value: u64,
    pub count: u16,
}

/// Alignments are capped at 4: 16 bytes.
#[repr(C, packed(4))]
pub struct PackedToFour {
    pub tag: u8,
    pub value: u64,
    pub count: u16,
}

/// A cache line of its own: 64 bytes.
#[repr(align(64))]
pub struct CacheLine {
    pub tag: u8,
    pub value: u64,
    pub count: u16,
}

/// Exactly its one field, for the ABI as well; fields without size don't count.
#[repr(transparent)]
pub struct Wrapper {
    pub value: u64,
    pub nothing: (),
}

/// The tag is a `u16`, whatever the variants need.
#[repr(u16)]
pub enum Wide {
    Off,
    On,
}

/// A C union of structs, told apart by the tag in front: `repr(C)` on an enum with fields.
#[repr(C)]
pub enum Event {
    Key(u8),
    Move { x: u32, y: u32 },
}
