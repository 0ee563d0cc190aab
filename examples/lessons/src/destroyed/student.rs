//! A struct with things in it, destroyed step by step.

use std::collections::HashMap;

/// At the end of a `Student`: `name`'s buffer is freed; then every entry of `scores` (the key's buffer), and the map's
/// table; then the stack slot goes. `age` needs nothing.
pub struct Student {
    pub name: String,
    pub age: u8,
    pub scores: HashMap<String, u32>,
}

pub fn enrol() -> u8 {
    let mut student = Student {
        name: String::from("Ada"),
        age: 20,
        scores: HashMap::new(),
    };
    student.scores.insert(String::from("algebra"), 95);
    student.age
}
