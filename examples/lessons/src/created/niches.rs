//! Niches: bit patterns that no valid value has. An enum uses them for its other variants, and needs no tag then.

use std::collections::HashMap;
use std::num::NonZeroU32;

/// None of these options is larger than what it holds.
pub struct Free<'a> {
    /// A reference is never null, so that null means `None`.
    pub reference: Option<&'a u8>,
    pub boxed: Option<Box<u8>>,
    /// A capacity is never above `isize::MAX`: the next pattern means `None`.
    pub vector: Option<Vec<u8>>,
    pub text: Option<String>,
    /// 0 is what a `NonZeroU32` is not.
    pub number: Option<NonZeroU32>,
    /// `bool` uses 2 of 256 patterns: enough for a few `Option`s around it.
    pub flag: Option<Option<bool>>,
    /// A `char` ends at 0x10FFFF.
    pub letter: Option<char>,
}

/// Here every pattern is valid, so that a tag is needed.
pub struct Paid {
    pub byte: Option<u8>,
    pub float: Option<f64>,
    pub pointer: Option<*const u8>,
}

/// Several variants may live in one niche: `name`'s capacity says which of the three it is, in 24 bytes.
pub enum User {
    Named { name: String },
    Guest,
    Banned,
}

/// The classic: 56 bytes, and `Option<E>` is no larger.
pub enum E {
    A(f64),
    B(HashMap<String, String>),
    C(Result<Vec<u8>, String>),
}

/// Errors of I/O hold a pointer with its lowest bits in use: a niche as well.
pub struct Outcomes {
    pub byte: Result<u8, std::io::Error>,
    pub text: Result<String, std::io::Error>,
    pub map: Result<HashMap<String, String>, std::io::Error>,
}
