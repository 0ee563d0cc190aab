//! The classic table of a lesson on Rust's memory: the size of T, `Option<T>` and `Result<T, io::Error>`.
#![allow(dead_code)]

use std::collections::HashMap;
use std::io::Error;

struct Byte(u8, Option<u8>);
struct ByteResult(Result<u8, Error>);
struct Float(f64, Option<f64>);
struct FloatResult(Result<f64, Error>);
struct Reference(&'static u8, Option<&'static u8>);
struct ReferenceResult(Result<&'static u8, Error>);
struct Boxed(Box<u8>, Option<Box<u8>>);
struct BoxedResult(Result<Box<u8>, Error>);
struct Slice(&'static [u8], Option<&'static [u8]>);
struct SliceResult(Result<&'static [u8], Error>);
struct Text(String, Option<String>);
struct TextResult(Result<String, Error>);
struct List(Vec<u8>, Option<Vec<u8>>);
struct ListResult(Result<Vec<u8>, Error>);
struct Map(HashMap<String, String>, Option<HashMap<String, String>>);
struct MapResult(Result<HashMap<String, String>, Error>);

enum E { A(f64), B(HashMap<String, String>), C(Result<Vec<u8>, String>) }
struct OfE(E, Option<E>, Result<E, Error>);

struct S1 { a: u8, b: u16, c: u8 }
struct S2 { a: u8, c: u8, b: u16 }
#[repr(C)]
struct S1InC { a: u8, b: u16, c: u8 }
#[repr(C)]
struct S2InC { a: u8, c: u8, b: u16 }

struct Student { name: String, age: u8, scores: HashMap<String, f32> }
