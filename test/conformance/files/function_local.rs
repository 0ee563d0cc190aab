//! Types in function bodies, blocks, closures, constants and methods.
#![allow(dead_code, unused)]

struct Shadowed(u8);

fn plain(count: usize) -> usize {
    struct Local { a: u8, b: u32 }
    enum Choice { A(Local), B }
    struct Shadowed(u64);
    struct Uses(Shadowed, super_name::Shadowed, Choice);
    mod super_name { pub(crate) use super::Shadowed; }
    size_of::<Uses>() + count
}

fn blocks() {
    struct Outer(u8);
    {
        struct Outer(u32);
        struct UsesInner(Outer);
        {
            const LEN: usize = 3;
            struct Lengthy([Outer; LEN]);
        }
    }
    struct UsesOuter(Outer);
    let closure = |x: u8| {
        struct InClosure { a: u16, b: u8 }
        x
    };
    if true {
        use std::collections::HashMap as Map;
        struct InBranch(Map<u8, u8>);
    } else {
        type Alias = Vec<u8>;
        struct InElse(Alias, Option<Alias>);
    }
    for _ in 0..2 { struct InLoop(u8, u16); }
    match 3 { 3 => { struct InArm(bool); } _ => {} }
    let _ = [(); { struct InLength(u8, u8); size_of::<InLength>() }];
    async { struct InAsync(u64, u8); };
}

fn used_before_its_definition() -> usize {
    let size = size_of::<Later>();
    struct Later(u8, u16);
    size
}

impl Shadowed {
    fn method(&self) {
        struct InMethod(Shadowed, u16);
        fn inner() { struct InInner(Local2, u8); }
    }
    const SIZE: usize = { struct InConst(u8, u32); size_of::<InConst>() };
}
struct Local2(u32);
impl Shadowed { fn outer() { mod inside { pub struct InModule(pub u8, pub super::Local2b); } } }
struct Local2b(u64);

trait Provided { fn default() { struct InTrait { a: u8, b: u16 } } }
static TABLE: [usize; 1] = [{ union InStatic { a: u8, b: u16 } size_of::<InStatic>() }];

fn generic<T>(value: T) {
    struct NotGeneric(u8, u64);
    enum AlsoNot { A(NotGeneric), B(u8) }
}
fn macros() {
    macro_rules! local { ($n:ident) => { struct $n(u8, u32); }; }
    local!(FromMacro);
    struct UsesMacro(FromMacro);
    vec![{ struct InVec(u8); 1 }];
}
