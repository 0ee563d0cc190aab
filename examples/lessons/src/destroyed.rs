//! Destroyed: what is dropped, in which order, and what never is.

pub mod leaks;
pub mod lives;
pub mod order;
pub mod resources;
pub mod scopes;
pub mod student;
pub mod twice;
