//! Enums: a tag, then the largest variant at its alignment.

/// Only a tag: one byte, of which three patterns are in use.
pub enum Light {
    Red,
    Yellow,
    Green,
}

/// The tag lies at 0, the fields of each variant lie over the same bytes behind it.
pub enum Shape {
    /// `radius` at 8.
    Circle {
        radius: f64,
    },
    /// `width` at 8, `height` at 16.
    Rectangle {
        width: f64,
        height: f64,
    },
    /// A field that fits moves into the hole between tag and alignment.
    Icon {
        id: u32,
    },
    Empty,
}

/// One large variant makes every value large: 272 bytes even for `Ping`.
pub enum Packet {
    Ping,
    Data([u8; 256], u64),
}

/// The remedy: the large part goes to the heap, and the enum is a word.
pub enum BoxedPacket {
    Ping,
    Data(Box<([u8; 256], u64)>),
}

/// `Option` is an enum like any other: 2 bytes for `Option<u8>`, 16 for `Option<f64>`.
pub struct Options {
    pub byte: Option<u8>,
    pub float: Option<f64>,
}

/// All share their bytes, and nothing says which is valid: as large as the largest, as aligned as the most aligned.
#[repr(C)]
pub union Bits {
    pub float: f32,
    pub int: u32,
    pub bytes: [u8; 4],
}

/// No variant, no value: a type that can't exist has no size.
pub enum Never {}

/// `Err` can't exist, so that no tag is needed: 4 bytes.
pub struct Infallible {
    pub result: Result<u32, Never>,
}
