//! Tuples are laid out as structs are.
#![no_std]
#![allow(dead_code)]

struct Plain((u8, u32), (u32, u8), (u8, u32, u8), (u8,), ());
struct Niches((bool, u32), Option<(u32, bool)>, Option<(u8, char, u16)>, Option<((), &'static u8)>);
struct Nested(((u8, u16), u8), (u8, (u8, (u8, u32))), [(u16, u8); 3]);
struct Long((u8, u16, u32, u64, u8, u16, u32, u64, u8, u16, u32, u64));
struct Options((Option<u8>, Option<u32>), Option<(Option<u8>, u8)>, Option<(Option<bool>, Option<bool>)>);
struct Empty(((), ()), Option<((), ())>, [((), u8); 2]);
enum Variants { A((u8, u32)), B(u8, u32), C { x: (u16, u8) } }
type Point = (f32, f32);
struct Lines(Point, [Point; 2], Option<Point>, (Point, bool));
