// What patterns leave of arrays, and arrays of nothing.
#![allow(dead_code, unused_variables, unused_mut)]

pub struct D(u8);
impl Drop for D {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}

fn one_in_the_middle(array: [D; 3]) {
    let [_, _b, _] = array;
}

fn groups(array: [D; 9]) {
    let [_, _, _a, _, _b, ..] = array;
}

fn rest_behind(array: [D; 4]) {
    let [_first, _rest @ ..] = array;
}

fn rest_before(array: [D; 4]) {
    let [_rest @ .., _] = array;
}

fn rest_between(array: [D; 5]) {
    let [_, _rest @ .., _, _last] = array;
}

fn by_reference(array: [D; 3]) {
    let [_first, ref _rest @ ..] = array;
}

fn nested(array: [[D; 2]; 2]) {
    let [[_a, _], _] = array;
}

fn on_one_way(array: [D; 3], take: bool) {
    if take {
        let [_a, ..] = array;
    }
}

fn none() {
    let d = D(1);
    let _array: [D; 0] = [d; 0];
}

fn none_of_a_call() {
    let _array = [D(1); 0];
}
