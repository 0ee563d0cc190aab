//! Stack or heap. What has a size known at compile time lies in the stack frame. What needs a size known only at run
//! time, or a longer life, lies on the heap, with a few words on the stack that own it.

/// All of it lies where the value lies: 16 bytes on the stack, none on the heap.
pub struct Point {
    pub x: f64,
    pub y: f64,
}

/// One word on the stack; the `Point` that it owns is 16 bytes on the heap.
pub struct Boxed {
    pub point: Box<Point>,
}

/// Three words for each of the two on the stack (48 bytes), and as many bytes on the heap as there is text and data.
pub struct Message {
    pub subject: String,
    pub payload: Vec<u8>,
}

/// Look at the variables: `here` has 16 bytes on the stack, `there` has 8 and owns 16 on the heap.
pub fn both() -> f64 {
    let here = Point { x: 1.0, y: 2.0 };
    let there = Box::new(Point { x: 3.0, y: 4.0 });
    let message = Message {
        subject: String::from("hello"),
        payload: vec![1, 2, 3],
    };
    here.x + there.y + message.payload.len() as f64
}
