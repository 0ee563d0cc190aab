//! Variants that cannot exist, and enums without values.
#![no_std]
#![allow(dead_code)]

use core::convert::Infallible;
use core::marker::PhantomData;

enum Void {}
struct HoldsVoid(Void);
struct HoldsVoidAndMore { a: u32, b: Void, c: u8 }
struct Halves(u64, Infallible);

enum AllGone { A(Void), B(Infallible) }
enum AllGoneWithData { A(u32, Void), B(u8, Void) }
enum OneLeft { Gone(Void), Kept(u32, u8) }
enum OneLeftUnit { Gone(Void), Kept }
enum Absent { Gone(Void), Kept(u32), Plain(u16) }
enum NotAbsent { SizedGone(u64, Void), Kept(u32), Plain(u16) }
enum NotAbsentSmall { SizedGone(u8, Void), Kept(u32) }
enum ZeroSizedGone { A((), Void), B(u8), C(u8) }
enum FirstGone { Gone(Void), A, B, C }
enum MiddleGone { A, Gone(Void), B }
enum LastGone { A, B, Gone(Void) }
enum Explicit { A = 10, Gone = 200, B = 11 }

struct NeverFails { a: Result<u32, Void>, b: Result<Void, u8>, c: Result<(), Infallible>, d: Option<Void> }
struct NeverSome(Option<Option<Void>>, Option<(Void, u32)>, Option<HoldsVoidAndMore>);
struct References(&'static Void, Option<&'static Void>, *const Void);
struct Arrays([Void; 0], [Void; 2], [u8; 0]);
struct Phantom(PhantomData<Void>, u8);

enum NicheAndGone { A(bool), B, Gone(Void), C }
enum DataAndGone { A(&'static u8), Gone(u8, Void) }
#[repr(u8)]
enum ReprAndGone { A, Gone(Void) }
#[repr(C)]
enum CAndGone { A(u8), Gone(u32, Void) }
#[repr(u8)]
enum ReprOneGone { Gone(Void) }
union WithVoidInside { a: u8, b: core::mem::ManuallyDrop<(u32, Void)> }
struct OfUnion(Option<WithVoidInside>);
