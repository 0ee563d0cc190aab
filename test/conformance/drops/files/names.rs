// edition: 2021
// Names of what is left: types of one name in two modules, boxes within fields, futures, what `cfg` and macros leave.
#![allow(unused)]

pub struct D(pub &'static str);
impl Drop for D {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}

mod first {
    pub struct Inner {
        pub one: super::D,
        pub two: super::D,
    }
}
mod second {
    pub struct Inner {
        pub three: super::D,
        pub four: super::D,
    }
}

pub struct Boxed {
    pub head: D,
    pub inner: Box<first::Inner>,
}

fn boxed() -> Boxed {
    let inner = Box::new(first::Inner { one: D("x>b.inner.one>~"), two: D("b.inner.two") });
    Boxed { head: D("b.head"), inner }
}

fn same_names(a: first::Inner, b: second::Inner) {
    let x = a.one;
    let y = b.three;
}

fn box_in_a_field(b: Boxed) {
    let x = b.inner.one;
}

fn box_in_a_field_maybe(b: Boxed, go: bool) {
    if go {
        let x = b.inner.one;
    }
}

fn assigned_in_a_box(mut b: Boxed) {
    b.inner.one = D("b.inner.one");
}

impl Boxed {
    fn behind_a_lifetime<'a>(&'a mut self) {
        self.head = D("b.head");
    }
}

fn short_name(mut m: D) {
    let n = D("n");
}

async fn with_a_function(f: impl Fn() -> usize, d: D) -> usize {
    let n = f();
    n
}

async fn with_a_number(n: u8) {
    let d = D("d");
}

fn futures() {
    let a = with_a_number(1);
    let b = async { 1 };
    let c = with_a_function(|| 1, D("d>c"));
}

fn closures_in_closures(a: D) {
    let f = |x: D| move |y: D| 1;
    let g = |x: D| async { 1 };
    f(a)(D("y"));
    g(D("x"));
}

fn left_by_cfg(a: D, b: D) -> first::Inner {
    #[cfg(not_set)]
    let a = D("other");
    match 1 {
        #[cfg(not_set)]
        1 => drop(a),
        _ => {}
    }
    first::Inner {
        #[cfg(not_set)]
        one: a,
        #[cfg(not(not_set))]
        one: b,
        two: D("two>~"),
    }
}

fn tail_by_cfg(a: D) -> usize {
    #[cfg(not(not_set))]
    {
        drop(a);
        1
    }
    #[cfg(not_set)]
    {
        2
    }
}

macro_rules! pinned {
    ($x:ident) => {
        let mut $x = $x;
        let mut $x = &mut $x;
    };
}

fn shadowed_by_a_macro(a: D, b: D) {
    pinned!(a);
    let c = D("c");
}

macro_rules! wrapper {
    ($name:ident) => {
        pub struct $name(D);
        impl $name {
            fn unwrap(self, other: D) -> D {
                let kept = other;
                self.0
            }
        }
    };
}
wrapper!(Left);
wrapper!(Right);

fn outer(a: D) {
    fn inner(b: D) {
        let c = D("c");
    }
    inner(a);
}

fn never_returns(text: &str, a: D) -> u8 {
    let n = text.parse().unwrap_or_else(|_| panic!());
    n
}

fn main() {
    let a = || first::Inner { one: D("x"), two: D("a.two") };
    same_names(a(), second::Inner { three: D("y"), four: D("b.four") });
    box_in_a_field(boxed());
    box_in_a_field_maybe(boxed(), true);
    box_in_a_field_maybe(boxed(), false);
    assigned_in_a_box(boxed());
    short_name(D("m"));
    futures();
    closures_in_closures(D("a>x"));
    left_by_cfg(D("a"), D("b>~"));
    tail_by_cfg(D("a"));
    shadowed_by_a_macro(D("a>~"), D("b"));
    Left(D("left>~")).unwrap(D("other>kept"));
    Right(D("right>~")).unwrap(D("other>kept"));
    outer(D("a>b"));
    never_returns("1", D("a"));
}
