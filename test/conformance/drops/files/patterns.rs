// `|` patterns with guards and without values, enums with one variant, patterns on the left of `=`.
#![allow(dead_code, unused_variables, unused_mut, unused_assignments)]

pub struct D(u8);
impl Drop for D {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}
pub struct Pair {
    a: D,
    b: D,
}
pub struct Tuple(D, u8, D);
fn pair() -> Pair {
    Pair { a: D(1), b: D(2) }
}
fn two() -> (D, D) {
    (D(1), D(2))
}
fn made() -> D {
    D(3)
}

fn guarded_or(value: Result<D, D>, take: bool) {
    match value {
        Ok(d) | Err(d) if take => {}
        _ => {}
    }
}

fn guarded_or_exchanged(value: (D, D, bool), take: bool) {
    match value {
        (x, y, true) | (y, x, _) if take => {}
        _ => {}
    }
}

fn or_exchanged(value: (D, D, bool)) {
    match value {
        (x, y, true) | (y, x, _) => {}
    }
}

fn guard_with_temporaries(value: Result<D, D>) {
    match value {
        Ok(d) | Err(d) if made().0 == 3 => {}
        _ => {}
    }
}

fn without_value() {
    let (x, Ok(y) | Err(y), z);
    z = D(1);
    y = D(2);
    x = D(3);
}

fn without_value_exchanged() {
    let ((true, x, y) | (false, y, x));
    x = D(1);
    y = D(2);
}

enum One {
    V(D, u8),
}
enum OneOfTwo {
    V(D, D),
}

fn only_variant(one: OneOfTwo) {
    let OneOfTwo::V(_d, _) = one;
}

fn only_variant_in_closure(one: One) {
    let take = || {
        let One::V(_d, _) = one;
    };
    take();
}

fn assigned_tuple(mut a: D, mut b: D) {
    (a, b) = two();
}

fn assigned_first(mut a: D) {
    (a, ..) = two();
}

fn assigned_last() {
    let a;
    (.., a) = two();
}

fn assigned_nothing() {
    (..) = two();
    (_, _) = two();
    _ = two();
}

fn assigned_array() {
    let (a, b);
    [a, .., b] = [D(0), D(1), D(2)];
}

fn assigned_tuple_struct(mut a: D) {
    Tuple(.., a) = Tuple(D(1), 2, D(3));
}

fn assigned_struct(mut a: D, mut b: D) {
    Pair { b: b, a: a } = pair();
}

fn assigned_nested(mut a: D, mut b: D) {
    (a, (_, b)) = (D(1), two());
}
