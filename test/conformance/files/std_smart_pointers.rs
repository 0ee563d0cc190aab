//! Boxes and counted references: thin or wide, never null.
#![allow(dead_code)]

use std::borrow::Cow;
use std::future::Future;
use std::pin::Pin;
use std::rc::{self, Rc};
use std::sync::{self, Arc};

struct Boxes { a: Box<u8>, b: Box<[u8]>, c: Box<str>, d: Box<dyn Fn()>, e: Box<()>, f: Box<Box<u8>> }
struct Counted { a: Rc<u8>, b: Rc<str>, c: rc::Weak<u8>, d: rc::Weak<[u8]>, e: Arc<u8>, f: Arc<dyn Send>, g: sync::Weak<u8> }
struct Pins { a: Pin<Box<u8>>, b: Pin<&'static mut u8>, c: Pin<Box<dyn Future<Output = u8>>>, d: Option<Pin<Box<dyn Future<Output = ()> + Send>>> }
struct Cows { a: Cow<'static, str>, b: Cow<'static, [u16]>, c: Cow<'static, u64>, d: Cow<'static, u8>, e: Option<Cow<'static, str>> }
struct Maybe {
    a: Option<Box<u8>>, b: Option<Rc<u8>>, c: Option<Arc<str>>, d: Option<rc::Weak<u8>>, e: Option<Option<Box<u8>>>, f: Option<Box<dyn Fn()>>,
    g: Result<Box<u8>, ()>, h: Result<Box<u8>, Box<u8>>, i: Option<Cow<'static, [u8]>>,
}
enum List { Nil, Cons(u8, Box<List>) }
enum Expression { Number(i64), Add(Box<Expression>, Box<Expression>), Call(Rc<str>, Vec<Expression>), Nothing }
struct Node { value: u32, parent: Option<rc::Weak<std::cell::RefCell<Node>>>, children: Vec<Rc<std::cell::RefCell<Node>>> }
struct Graph { nodes: Vec<Arc<sync::Mutex<Graph>>>, name: Option<Arc<str>> }
enum Result3 { Fine(Box<str>), Wrong(Box<dyn std::error::Error + Send + Sync>), Unknown }
struct Holds { a: std::mem::ManuallyDrop<Box<u8>>, b: Option<std::mem::ManuallyDrop<Box<u8>>>, c: std::mem::MaybeUninit<Box<u8>> }
