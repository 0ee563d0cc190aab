//! Created: which bytes a value gets, and where.

pub mod c_and_rust;
pub mod collections;
pub mod enums;
pub mod niches;
pub mod references;
pub mod repr;
pub mod stack_and_heap;
pub mod structs;
