//! Three orders of one struct: declared, in memory, and dropped. Fields are dropped in declared order, wherever they lie.

use super::scopes::Noisy;

/// In memory `title` comes first and `tag` last; dropped are `name`, then `title`.
pub struct Report {
    pub tag: u8,
    pub name: Noisy,
    pub title: String,
}

/// Its own `drop` first, then its fields.
pub struct Outer {
    pub first: Noisy,
    pub second: Noisy,
}

impl Drop for Outer {
    fn drop(&mut self) {
        println!("outer is dropped");
    }
}

/// Only the active variant's fields are dropped.
pub enum Job {
    Idle,
    Running { name: Noisy, log: Vec<String> },
}
