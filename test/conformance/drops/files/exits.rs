//! Early exits whose value is itself a `?`, and loops whose head has braces.
#![allow(dead_code, unused)]
struct D(&'static str);
impl Drop for D { fn drop(&mut self) { println!("drop {}", self.0); } }
fn fallible(n: u8) -> Result<u8, String> { if n > 1 { Err(String::new()) } else { Ok(n) } }
fn returned(n: u8) -> Result<u8, String> {
    let a = D("a");
    return Ok(fallible(n)?);
}
fn direct(n: u8) -> Option<u8> {
    let a = D("a");
    return Some(Some(n)?);
}
fn nested(n: Result<Result<u8, String>, String>) -> Result<u8, String> {
    let a = D("a");
    return n?;
}
fn tail(n: Result<Result<u8, String>, String>) -> Result<u8, String> {
    let a = D("a");
    n?
}
fn tail_unit(n: Option<Option<()>>) -> Option<()> {
    let a = D("a");
    if n.is_none() { let b = D("b"); return n?; }
    n?
}
struct S { a: u8 }
fn head(mut v: Vec<S>) {
    while let Some(S { a }) = v.pop() {
        let x = D("x");
        if a > 3 { continue; }
        let y = D("y");
        if a > 4 { break; }
    }
}
fn head2(v: S) {
    while let S { .. } = v {
        let x = D("x");
        if v.a < 3 { continue; }
        let y = D("y");
        if v.a > 4 { break; }
    }
    for S { a } in [S { a: 1 }, S { a: 2 }] {
        let z = D("z");
        if a > 1 { continue; }
        let w = D("w");
    }
    while match v.a { 1 => true, _ => false } {
        let z = D("z");
        if v.a > 1 { continue; }
        let w = D("w");
    }
}
fn main() {
    let _ = (returned(1), returned(2), direct(1));
    let _ = (nested(Ok(Ok(1))), nested(Ok(Err(String::new()))), nested(Err(String::new())));
    let _ = (tail(Ok(Ok(1))), tail(Err(String::new())));
    let _ = (tail_unit(None), tail_unit(Some(Some(()))));
    head(vec![S { a: 1 }, S { a: 5 }, S { a: 4 }]);
    head2(S { a: 5 });
}
