//! Used: what a move, a copy and a growing vector do to the bytes.

pub mod growth;
pub mod large_values;
pub mod moves;
