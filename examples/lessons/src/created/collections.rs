//! Collections: words on the stack that own a buffer on the heap.

use std::collections::{BTreeMap, HashMap, VecDeque};

/// Three words: capacity, pointer and length. The elements lie in the buffer.
pub struct Numbers {
    pub list: Vec<u32>,
}

/// A `String` is a `Vec<u8>` that holds UTF-8.
pub struct Text {
    pub owned: String,
    /// Two words: a boxed `str` can't grow, and so has no capacity.
    pub boxed: Box<str>,
}

/// 48 bytes: the table's four words, and two of the hasher's key.
pub struct Index {
    pub by_name: HashMap<String, u32>,
}

/// Four words, and three.
pub struct Others {
    pub queue: VecDeque<u64>,
    pub sorted: BTreeMap<u32, String>,
}

/// An array is its elements and nothing else: 12 bytes, here and now.
pub struct Fixed {
    pub numbers: [u32; 3],
}
