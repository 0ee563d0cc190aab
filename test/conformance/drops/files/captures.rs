// What closures hold, and so drop.
#![allow(dead_code, unused_variables, unused_must_use)]

pub struct D(u8);
impl Drop for D {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}
pub struct Owner(Box<D>, u8);
impl Drop for Owner {
    fn drop(&mut self) {
        println!("drop {}", self.1);
    }
}
fn id(d: D) -> D {
    d
}

fn moved_whole(owner: Owner) {
    let look = move || {
        let _r = &owner.0;
    };
}

fn moved_whole_into_a_block(owner: Owner) {
    let look = async move {
        let _r = &owner.0;
    };
}

fn copied_out(owner: Owner) {
    let look = move || owner.1;
}

fn discarding(d: D) {
    let take = || _ = id(d);
}

fn discarding_a_borrow(d: D) {
    let look = || _ = &d;
}

fn wrap<F: Fn(i32) -> i32>(f: F) -> impl Fn(i32) -> i32 {
    move |a| f(a)
}

fn opaque_without_drop() {
    let f = wrap(|a| a);
}

fn opaque_with_drop(d: D) {
    let f = wrap(move |a| a + i32::from(d.0));
}

fn asynchronous<F: AsyncFn(u8)>(f: F) {
    let g = |x| f(x);
}

fn asynchronous_in_an_argument<F: AsyncFn(u8)>(f: F) {
    Some(1).map(|x| f(x));
}

fn asynchronous_argument(f: impl AsyncFn(u8)) {
    let _future = f(1);
}
