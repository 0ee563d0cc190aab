//! Types that contain themselves behind a pointer.
#![allow(dead_code)]

use std::collections::BTreeMap;
use std::rc::{Rc, Weak};

enum List { Nil, Cons(i32, Box<List>) }
struct Stack { top: Option<Box<Entry>>, depth: usize }
struct Entry { value: u8, below: Option<Box<Entry>> }
struct Tree { left: Option<Box<Tree>>, right: Option<Box<Tree>>, key: u16, red: bool }
struct Directory { files: BTreeMap<String, File>, parent: Option<Weak<Directory>> }
enum File { Plain(Vec<u8>), Folder(Rc<Directory>), Link(Box<File>), Missing }
struct A { b: Option<Box<B>>, x: u8 }
struct B { a: Vec<A>, c: &'static C }
struct C { a: Option<&'static A>, own: Option<&'static C> }
enum Json { Null, Bool(bool), Number(f64), String(String), Array(Vec<Json>), Object(BTreeMap<String, Json>) }
enum Lambda { Variable(u32), Apply(Box<(Lambda, Lambda)>), Abstract(Box<Lambda>) }
struct Generic<T> { value: T, next: Option<Box<Generic<T>>>, nested: Vec<Generic<Box<T>>> }
struct Uses(Generic<u8>, Generic<bool>);
struct Linked<'a> { previous: Option<&'a Linked<'a>>, name: &'a str }
struct Callback { run: fn(&Callback) -> Option<Callback>, data: *mut Callback }
