// Calls of what a field holds, calls that never return, and code of std's macros.
#![allow(dead_code, unused_variables, unreachable_code)]

pub struct D(u8);
impl Drop for D {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}
pub struct Maker<F>(F);
impl<F: Fn() -> D> Maker<F> {
    fn make(&self) {
        let _d = self.0();
    }
}
pub enum Never {}
fn never() -> Never {
    panic!()
}
fn text() -> String {
    String::new()
}

fn pointer(maker: Maker<fn() -> D>) {
    let _d = maker.0();
}

fn in_parentheses(maker: Maker<fn() -> D>) {
    let _d = (maker.0)();
}

fn without_an_end(d: D) {
    let nothing = never();
}

fn on_one_way(d: D, end: bool) {
    if end {
        never();
    }
}

fn tail_of_a_macro() -> String {
    format!("{}", text())
}

fn constants_only() {
    const NONE: Option<D> = None;
    let none = [NONE; 0];
}

fn else_of_all_alternatives() {
    let (x, Ok(y) | Err(y), z) = (D(3), Ok::<D, D>(D(2)), D(1)) else {
        unreachable!();
    };
}

async fn some() -> Option<()> {
    Some(())
}

async fn awaited_in_a_condition() {
    while let Some(_) = some().await {
        text();
    }
}
