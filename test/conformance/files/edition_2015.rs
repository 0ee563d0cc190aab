// edition: 2015
//! The oldest edition: bare trait objects, paths from the crate's root, `async` and `dyn` as plain names.
#![allow(dead_code, bare_trait_objects, keyword_idents)]

mod shapes {
    pub struct Point { pub x: f32, pub y: f32 }
    pub mod deep { use shapes::Point; pub struct Line(pub Point, pub ::shapes::Point, pub u8); }
}
use shapes::deep::Line;
struct Rooted(::shapes::Point, ::std::string::String, Line);
struct Objects(Box<Fn(u8) -> u8>, &'static ::std::fmt::Debug, Box<Send + Sync>);
struct async { dyn: u8, await: u32 }
struct Uses(async, Option<async>);
extern crate core;
struct Core(core::option::Option<u8>, ::core::cell::Cell<u8>);
