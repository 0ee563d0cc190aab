//! Lifetimes never change a layout; bounds and where clauses neither.
#![allow(dead_code)]

use std::borrow::Cow;
use std::fmt::Debug;

struct One<'a>(&'a str, u8);
struct Two<'a, 'b: 'a> { a: &'a [u8], b: &'b mut String, c: u16 }
struct Bounded<'a, T: Debug + ?Sized + 'a>(&'a T);
struct Wheres<'a, T> where T: Clone + 'a, Option<T>: Debug { value: Option<&'a T>, copy: T }
enum Borrowed<'a> { Text(&'a str), Bytes(&'a [u8]), Number(u64), Nothing }
struct Parser<'s, 't> { source: &'s str, tokens: Vec<Token<'s>>, context: Option<&'t Parser<'s, 't>>, at: usize }
enum Token<'s> { Word(&'s str), Number(f64), Quoted(Cow<'s, str>), Punct(char), End }
struct Instances<'x> { a: Bounded<'x, str>, b: Bounded<'x, u8>, c: Wheres<'x, u32>, d: Bounded<'static, dyn Debug>, e: Option<Two<'x, 'x>> }
struct Elided(Box<dyn Fn(&str) -> &str>, for<'a> fn(&'a u8, &u8) -> &'a u8);
struct Phantom<'a, T> { marker: std::marker::PhantomData<&'a mut T>, count: u32 }
struct OfPhantom<'a>(Phantom<'a, String>, Option<Phantom<'a, u8>>);
