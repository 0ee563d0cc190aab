//! Closures and functions as values: behind pointers, and through generics.
#![allow(dead_code)]

use std::future::Future;

type Callback = Box<dyn FnMut(u32) -> bool + Send>;
type Handler<T> = fn(&T) -> Result<(), String>;

struct Holder<F> { run: F, count: u32 }
struct Handlers { a: Holder<fn()>, b: Holder<Box<dyn Fn()>>, c: Holder<Option<Callback>>, d: Holder<Handler<u8>>, e: Holder<&'static dyn Fn(u8) -> u8> }
struct Lazy<T, F = fn() -> T> { value: Option<T>, make: Option<F> }
struct Lazies(Lazy<u8>, Lazy<String>, Lazy<bool, Box<dyn FnOnce() -> bool>>);
enum Step { Call(Callback), Jump(fn(u8)), Named(&'static str, Handler<Step>), Stop }
struct Table { entries: [(&'static str, fn(f64) -> f64); 3], fallback: Option<unsafe extern "C" fn(*const u8) -> i32> }
struct Chain { next: Option<Box<Chain>>, action: std::rc::Rc<dyn Fn(&Chain) -> Option<u8>> }
struct Futures { a: std::pin::Pin<Box<dyn Future<Output = Result<(), String>> + Send>>, b: fn() -> std::future::Ready<u8> }
