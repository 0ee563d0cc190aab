//! Tagged enums: how wide the tag is, where it lies, and what stands beside it.
#![no_std]
#![allow(dead_code)]

enum One { A }
enum Two { A, B }
enum OneWithData { A(u32, u8) }
enum Pair { A(u8), B(u8) }
enum Quad { A(u32), B(u32), C(u32), D(u32) }
enum Mixed { Empty, Byte(u8), Word(u16), Long(u64), Text(&'static str) }
enum SameSize { A(u64), B(i64), C(f64) }

// The tag may grow to the alignment of what follows it.
enum Gap16 { A(u16), B(u16) }
enum Gap64 { A(u64), B }
enum NoGap { A(u8, u64), B(u16, u32) }
enum Bytes { A([u8; 7]), B([u8; 3]), C }
enum BytesAndWords { A([u8; 5]), B(u16), C }
enum TagThenSmall { A { a: u8, b: u32 }, B { a: u16, b: u8 }, C { a: [u8; 3] } }

struct Holder { a: Mixed, b: Option<Mixed>, c: Option<Option<Mixed>>, d: [Mixed; 2] }
struct OfQuad(Option<Quad>, Result<Quad, u8>, Option<Result<Quad, Quad>>);

enum Nested { A(Mixed), B(Quad), C(Gap64) }
enum Wide { A(u128), B(u8) }
enum Everything { A(bool, char), B(Option<u8>, [u16; 3]), C { a: (u8, u32), b: () }, D(One), E(Two) }

// More variants than a byte can tell apart.
macro_rules! sixteen { ($($name:ident),*) => { enum Sixteen { $($name),* } }; }
sixteen!(A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P);
struct OfSixteen(Sixteen, Option<Sixteen>);

// Scalars in every variant at one place make the whole enum a pair of scalars: this changes where a niche is found.
enum ScalarPair { A(u32), B(u32), C }
enum ScalarPairPointers { A(&'static u8), B(&'static u8) }
enum ScalarPairMixed { A(u32), B(f32) }
enum PairOfPointers { A(&'static u8), B(usize) }
struct Uses { a: Option<ScalarPair>, b: Option<ScalarPairPointers>, c: Option<ScalarPairMixed>, d: Option<PairOfPointers> }
