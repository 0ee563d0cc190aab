//! The life of a value, from creation through use to destruction.
//!
//! Open a module in an editor with the extension "Rust Memory Layout". Rest the mouse on a type, a field, a variant or
//! a variable, and run "Rust Memory Layout: Show Memory Layout" with the cursor on a type. The figures in the comments
//! are those of rustc 1.95 on x86_64; `tests/figures.rs` holds them against your own compiler.

pub mod created;
pub mod destroyed;
pub mod used;
