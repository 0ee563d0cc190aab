//! Generic types with their parameters filled in.
#![no_std]
#![allow(dead_code)]

use core::marker::PhantomData;

struct Pair<A, B> { first: A, second: B }
struct Defaulted<T, U = u16, V = Pair<T, U>> { a: T, b: U, c: V }
struct Tagged<T, Tag> { value: T, tag: PhantomData<Tag> }
struct Ref<'a, T: ?Sized> { inner: &'a T }
enum Either<L, R> { Left(L), Right(R) }
enum Tree<T> { Leaf, Node(T, *const Tree<T>) }
struct Where<T> where T: Clone { a: u8, b: T }
union Both<A: Copy, B: Copy> { a: A, b: B }
type Twin<T> = Pair<T, T>;
type Flag<T> = Either<T, bool>;
type Swapped<A, B> = Pair<B, A>;

struct Pairs { a: Pair<u8, u32>, b: Pair<u32, u8>, c: Pair<Pair<u8, u16>, Pair<u16, u8>>, d: Twin<u8>, e: Swapped<u8, u64> }
struct Defaults { a: Defaulted<u8>, b: Defaulted<u32, u8>, c: Defaulted<u8, u64, bool> }
struct Tags { a: Tagged<u32, u64>, b: Tagged<(), Pair<u8, u8>>, c: Option<Tagged<bool, u8>> }
struct Refs<'a> { a: Ref<'a, u8>, b: Ref<'a, str>, c: Option<Ref<'a, [u8]>>, d: Ref<'static, dyn Send> }
struct Eithers { a: Either<u8, u8>, b: Either<bool, ()>, c: Either<Either<u8, bool>, char>, d: Flag<u32>, e: Flag<()>, f: Either<&'static u8, ()> }
struct Trees(Tree<u8>, Tree<bool>, Tree<&'static str>, Option<Tree<u64>>);
struct Wheres(Where<u32>, Where<[u8; 3]>);
struct Boths(Both<u8, u32>, Both<bool, bool>, Option<Both<u8, u8>>);

// The same generic is laid out anew for each set of arguments.
struct Order<A, B, C> { a: A, b: B, c: C }
struct Orders { a: Order<u8, u32, u16>, b: Order<u32, u8, u16>, c: Order<bool, u8, u8>, d: Order<u8, u8, bool>, e: Order<(), u8, [u64; 0]> }

struct Wrap<T>(T);
impl<T> Wrap<T> { const WIDTH: usize = size_of::<T>(); }
struct Widths([u8; Wrap::<u64>::WIDTH], [u8; Wrap::<Pair<u8, u16>>::WIDTH]);

struct HigherRanked { a: for<'a> fn(&'a u8) -> Ref<'a, u8>, b: &'static dyn for<'a> Fn(&'a str) -> &'a str }
struct Recursive<T> { value: T, next: Option<core::ptr::NonNull<Recursive<T>>> }
struct Lists(Recursive<u8>, Recursive<Option<bool>>);
