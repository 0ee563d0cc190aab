//! Parameters that are values.
#![no_std]
#![allow(dead_code)]

const LEN: usize = 7;

struct Buffer<const N: usize> { len: u8, data: [u8; N] }
struct Matrix<T, const ROWS: usize, const COLUMNS: usize>([[T; COLUMNS]; ROWS]);
struct Flagged<const ON: bool, T> { value: T, on: [(); 1] }
struct Lettered<const C: char>(u16);
struct Signed<const N: i64>(u8);
struct Defaulted<T, const N: usize = 4> { items: [T; N], len: usize }
enum Small<T, const N: usize> { Inline([T; N], u8), Heap(*const [T]) }
type Line<T> = Matrix<T, 1, 8>;

struct Buffers(Buffer<0>, Buffer<1>, Buffer<16>, Buffer<LEN>, Buffer<{ LEN * 2 }>, Buffer<{ size_of::<u32>() }>);
struct Matrices(Matrix<f32, 3, 3>, Matrix<u8, 2, 5>, Matrix<bool, 1, 1>, Line<u16>, Option<Matrix<bool, 2, 2>>);
struct Flags(Flagged<true, u8>, Flagged<false, u32>, Flagged<{ LEN > 3 }, char>);
struct Others(Lettered<'x'>, Signed<-1>, Signed<{ -(LEN as i64) }>);
struct Defaults(Defaulted<u8>, Defaulted<u32, 2>, Defaulted<u16, { LEN }>);
struct Smalls(Small<u8, 15>, Small<u8, 23>, Small<u32, 4>, Option<Small<bool, 3>>);

trait Sized2 { const SIZE: usize; type Store; }
struct Slot<const N: usize>;
impl<const N: usize> Sized2 for Slot<N> { const SIZE: usize = N + 1; type Store = [u16; N]; }
struct Stores([u8; <Slot<4> as Sized2>::SIZE], <Slot<3> as Sized2>::Store, Buffer<{ <Slot<9> as Sized2>::SIZE }>);

impl<const N: usize> Buffer<N> { const CAPACITY: usize = N * 8; }
struct Capacities([u8; Buffer::<3>::CAPACITY]);

struct Nested<const N: usize> { inner: Buffer<N>, more: [Buffer<N>; 2] }
struct NestedUse(Nested<3>, Nested<8>);
