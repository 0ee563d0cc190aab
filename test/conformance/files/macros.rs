//! Macros by example: items, fields, types, lengths and discriminants that come out of them.
#![allow(dead_code)]

macro_rules! make_struct { ($name:ident { $($field:ident : $type:ty),* $(,)? }) => { struct $name { $($field: $type),* } }; }
make_struct!(Made { a: u8, b: u32, c: u16 });
make_struct! { MadeGeneric { a: Vec<u8>, b: Option<Box<u8>> } }
struct UsesMade(Made, Option<MadeGeneric>, [Made; 2]);

macro_rules! newtype { ($($(#[$meta:meta])* $vis:vis $name:ident = $inner:ty;)*) => { $($(#[$meta])* $vis struct $name($inner);)* }; }
newtype! {
    #[repr(transparent)]
    pub Id = u32;
    pub(crate) Name = String;
    Flag = bool;
}
struct UsesNewtypes { a: Id, b: Name, c: Flag, d: Option<Name>, e: Option<Flag> }

macro_rules! list_enum { ($name:ident: $($variant:ident),+ $(,)?) => { enum $name { $($variant),+ } impl $name { const COUNT: usize = [$(stringify!($variant)),+].len(); } }; }
list_enum!(Color: Red, Green, Blue);
list_enum!(Planet: Mercury, Venus, Earth, Mars,);
struct UsesLists(Color, Option<Planet>, [u8; Color::COUNT], [u8; Planet::COUNT]);

macro_rules! count { () => { 0usize }; ($head:tt $($tail:tt)*) => { 1usize + count!($($tail)*) }; }
struct Counted([u8; count!(a b c d)], [u16; count!()]);

macro_rules! pointer { ($t:ty) => { Option<Box<$t>> }; (mut $t:ty) => { *mut $t }; }
struct TypePosition { a: pointer!(u8), b: pointer!(mut u16), c: Vec<pointer!([u32])> }

macro_rules! tuple_of { ($($t:ty),*; $n:literal) => { [($($t,)*); $n] }; }
struct Tuples(tuple_of!(u8, u32; 3), tuple_of!(bool; 2));

macro_rules! keep { ($($item:item)*) => { $($item)* }; }
keep! {
    #[derive(Clone, Copy)]
    struct Kept { a: u8, b: u64 }
    pub enum KeptToo { A(u8), B }
    keep! { struct KeptTwice(u16, u8); }
}
struct UsesKept(Kept, KeptToo, KeptTwice);

macro_rules! nested {
    ($outer:ident, $($inner:ident => $value:expr),*) => {
        mod $outer {
            $(pub const $inner: usize = $value;)*
            pub struct Inside { pub a: [u8; 0 $(+ $inner)*], pub b: u16 }
        }
    };
}
nested!(generated, ONE => 1, TWO => 2, THREE => ONE + TWO);
struct UsesNested(generated::Inside, [u8; generated::THREE]);

mod exported {
    macro_rules! local { ($n:ident) => { pub struct $n(pub u32, pub u8); }; }
    local!(Inner);
    pub(crate) use local as shared;
}
exported::shared!(FromPath);
struct UsesExported(exported::Inner, FromPath);

macro_rules! with_repr { ($repr:ident, $name:ident, $($v:ident = $e:expr),*) => { #[repr($repr)] enum $name { $($v = $e),* } }; }
with_repr!(u16, Codes, Ok = 200, NotFound = 404);
struct UsesCodes(Codes, Option<Codes>);

macro_rules! internal {
    (@field $name:ident; $($t:ty)?) => { struct $name { value: ($($t)?), tag: u8 } };
    ($name:ident) => { internal!(@field $name;); };
    ($name:ident of $t:ty) => { internal!(@field $name; $t); };
}
internal!(NoField);
internal!(OneField of u64);
struct UsesInternal(NoField, OneField);

thread_local! { static LOCAL: std::cell::Cell<u8> = const { std::cell::Cell::new(1) }; }
struct BuiltIn([u8; concat!("ab", "cde").len()], [u8; stringify!(x + y).len()], [u8; line!() as usize * 0 + 2], [u8; if cfg!(unix) { 2 } else { 2 }]);
