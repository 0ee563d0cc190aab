// What decides about a value's type: coercions of what is not inferred yet, captured expressions of macros.
#![allow(dead_code, unused_variables, unused_assignments)]

pub struct Wrap<T: ?Sized>(u8, T);
impl<T: ?Sized> Drop for Wrap<T> {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}
pub struct Plain<T: ?Sized>(T);

fn boxed_number() {
    let boxed = Box::new(123);
    let _: Box<dyn Send> = boxed;
}

fn wrapped_number() {
    let boxed = Box::new(Wrap(1, 123));
    let _: Box<Wrap<dyn Send>> = boxed;
}

fn settled_later() {
    let mut y = Default::default();
    let _: &dyn Send = &y;
    y = 1u32;
}

fn wrapped_and_settled_later() {
    let mut y = Default::default();
    let x = Plain(y);
    let _: &Plain<dyn Send> = &x;
    y = 1u32;
}

macro_rules! borrowed {
    ($value:expr) => {
        &$value
    };
}
pub struct D(u8);
impl Drop for D {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}

fn cast_in_a_macro(d: D) {
    let z = borrowed!(d as D);
}
