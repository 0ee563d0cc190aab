//! Names: nested modules, globs, re-exports, renamings, and names that shadow the prelude's.
#![allow(dead_code, unused_imports)]

extern crate std as library;

pub struct Item { id: u32, on: bool }
mod first {
    pub struct Item { pub a: u64, pub b: u8 }
    pub(super) struct Outer(pub super::Item, pub self::Item, pub crate::second::Item);
    pub mod inner {
        pub struct Deep { pub here: super::Item, pub above: super::super::Item, pub far: crate::second::nested::Item }
        pub(in crate::first) struct Restricted(pub Deep);
        pub type Alias = super::Item;
    }
    pub struct UsesRestricted(inner::Restricted, u8);
    pub use self::inner::Deep as Deeper;
}
mod second {
    pub use nested::Item;
    pub mod nested {
        pub struct Item(pub [u8; 5]);
        pub enum Kind { A, B(u16) }
        pub use Kind::*;
        pub const SIZE: usize = 9;
    }
    pub use nested::{Kind, SIZE as LENGTH};
}
mod globs {
    pub use crate::first::*;
    pub struct Own(pub Item, pub Deeper);
    // A name of the module's own hides the one that a glob brings.
    pub struct UsesOwn(Own, inner::Alias);
}
mod shadows {
    pub struct String(u8);
    pub struct Vec<T>(T);
    pub enum Option<T> { Nothing, Something(T, T) }
    pub struct Uses(String, Vec<u16>, Option<u8>, std::string::String, ::std::vec::Vec<u8>, core::option::Option<bool>);
    #[allow(non_camel_case_types)]
    pub struct u8(pub u64);
    pub struct UsesPrimitive(u8, std::primitive::u8);
}
mod two_globs {
    mod a { pub struct Only(pub u8); pub struct Other(pub u16); }
    mod b { pub struct Another(pub u32); }
    use a::*;
    use b::*;
    pub struct Uses(Only, Other, Another);
}
use first::{self as one, inner::{self, Deep}, Item as FirstItem};
use second::{nested::{*}, LENGTH};
use std::collections::{hash_map::{self, HashMap as Map}, BTreeMap};
use library::rc::Rc;

struct Resolved { a: crate::Item, b: FirstItem, c: one::Deeper, d: inner::Alias, e: Deep, f: Kind, g: [u8; LENGTH], h: [u8; SIZE] }
struct Library { a: Map<u8, u8>, b: hash_map::RandomState, c: Rc<u8>, d: library::string::String, e: BTreeMap<u8, u8> }
struct Reexported(globs::Own, shadows::Uses, two_globs::Uses, globs::Deeper);
use self::Resolved as Renamed;
struct Final(Renamed, one::UsesRestricted);
