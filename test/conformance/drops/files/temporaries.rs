// Temporaries of the compiler's macros, constants that make none, and borrows that a `break` carries away.
#![allow(dead_code, unused_variables)]

pub struct D(u8);
impl Drop for D {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}
impl D {
    fn look(&self) {}
}
impl std::fmt::Debug for D {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("D")
    }
}
#[derive(PartialEq)]
pub enum Text {
    Owned(String),
    Nothing,
}
fn take(_: &Option<String>) {}
fn number() -> Result<i32, String> {
    Ok(1)
}

fn pinned() {
    let p = std::pin::pin!(D(1));
    let d = D(2);
}

fn pinned_for_a_statement() {
    std::pin::pin!(D(1)).look();
    let d = D(2);
}

fn formatted() {
    let d = D(1);
    let text = format_args!("{:?}", D(2));
}

fn formatted_for_a_statement() {
    println!("{:?}", D(1));
    let d = D(2);
}

fn compared(text: Option<String>) {
    if text == None {}
}

fn compared_with_a_number() {
    let is = number() == Ok(42);
}

fn compared_in_a_loop(text: Text) {
    while text == Text::Nothing {}
}

fn borrowed() {
    let text: &Result<i32, String> = &Ok(3);
    take(&None);
}

fn not_constant(n: i32) {
    let text: &Result<i32, String> = &Ok(n);
}

fn has_a_drop() {
    let some = &Some(D(1));
}

fn carried_away() {
    let p = loop {
        break &D(1) as *const D;
    };
    let d = D(2);
}

fn carried_out_of_a_block() {
    let p = 'a: {
        break 'a &D(1) as *const D as usize + 1;
    };
    let d = D(2);
}
