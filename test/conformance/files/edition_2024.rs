// edition: 2024
//! What is new in edition 2024: the prelude holds `Future`, `gen` is a keyword, `unsafe extern`, let chains in constants.
#![allow(dead_code)]

struct Async { task: Box<dyn Future<Output = u8>>, other: Option<Box<dyn IntoFuture<Output = (), IntoFuture = std::future::Ready<()>>>> }
struct r#gen { r#type: u8, r#match: u32 }
struct UsesRaw(r#gen, Option<r#gen>);
unsafe extern "C" { safe fn outside(x: u8) -> u8; }
struct Outside(unsafe extern "C" fn(u8) -> u8);
const fn chained(x: Option<usize>) -> usize { if let Some(n) = x && n > 3 { n } else { 1 } }
struct Chained([u8; chained(Some(5))], [u8; chained(None)]);
struct Trait(Box<dyn Fn(&str) -> Box<dyn Iterator<Item = char> + '_>>);
#[unsafe(no_mangle)]
static EXPORTED: u8 = 1;
struct Inferred<'a> { a: &'a str, b: std::slice::Iter<'a, u8> }
