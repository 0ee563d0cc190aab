// edition: 2018
// Closures of old editions hold every variable that they mention; `into_iter` of an array borrows.
#![allow(dead_code, unused_variables)]

pub struct D(u8);
impl Drop for D {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}

fn mentioned(pair: (D, u8)) {
    let look = || {
        let _ = pair.0;
    };
}

fn mentioned_and_moved(d: D) {
    let look = move || {
        let _ = d;
    };
}

fn field(pair: (D, D)) {
    let take = move || {
        let _a = &pair.0;
    };
}

fn elements_of_an_array() {
    let array = [D(1), D(2)];
    for _d in array.into_iter() {}
}

fn elements_of_a_box(boxed: Box<[D]>) {
    for _d in boxed.into_iter() {}
}

fn without_a_call(array: [D; 2]) {
    for _d in array {}
}
