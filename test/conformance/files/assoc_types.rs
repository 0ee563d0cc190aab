//! Associated types: the impl decides.
#![allow(dead_code)]

use std::ops::{Add, Deref, Index};

trait Storage { type Item; type Index; }
struct Small;
struct Large;
impl Storage for Small { type Item = u8; type Index = u16; }
impl Storage for Large { type Item = [u64; 2]; type Index = usize; }

struct Cell<S: Storage> { item: S::Item, index: S::Index }
struct Qualified<S: Storage> { item: <S as Storage>::Item, list: [<S as Storage>::Item; 2] }
struct Maybe<S: Storage>(Option<S::Item>, Option<S::Index>);
struct Cells(Cell<Small>, Cell<Large>, Qualified<Small>, Qualified<Large>, Maybe<Small>, Maybe<Large>);
struct Direct(<Small as Storage>::Item, <Large as Storage>::Index);

// Blanket and generic impls, references, arrays, tuples.
trait Owned { type Out; }
impl<T: Clone> Owned for &T { type Out = T; }
impl<T, const N: usize> Owned for [T; N] { type Out = (T, [u8; N]); }
impl<A, B> Owned for (A, B) { type Out = B; }
impl<T> Owned for Option<T> { type Out = Vec<T>; }
impl Owned for str { type Out = String; }
struct Out<T: Owned + ?Sized>(T::Out);
struct Outs(Out<&'static u32>, Out<[u16; 3]>, Out<(u64, bool)>, Out<Option<u8>>, Out<str>);

// One associated type through another.
trait Family { type Member: Storage; type Other: Family; }
struct Root;
impl Family for Root { type Member = Small; type Other = Branch; }
struct Branch;
impl Family for Branch { type Member = Large; type Other = Root; }
struct Chain<F: Family> { a: <F::Member as Storage>::Item, b: <<F as Family>::Other as Family>::Other, c: <<F::Other as Family>::Member as Storage>::Index }
struct Chains(Chain<Root>, Chain<Branch>);

// Of the standard library's traits.
struct Sum<A: Add<B>, B> { value: A::Output, rhs: B }
struct Sums(Sum<u8, u8>, Sum<std::time::Duration, std::time::Duration>, Sum<&'static i32, i32>, Sum<String, &'static str>);
struct Items<I: Iterator>(Option<I::Item>, I);
struct Iterators(Items<std::ops::Range<u8>>, Items<std::vec::IntoIter<u32>>, Items<std::str::Chars<'static>>, Items<std::slice::Iter<'static, u64>>);
struct Into<C: IntoIterator>(C::IntoIter, Option<<C as IntoIterator>::Item>);
struct Intos(Into<Vec<u8>>, Into<[u16; 2]>, Into<Option<char>>, Into<&'static [u8]>);
struct Target<P: Deref>(*const P::Target);
struct Targets(Target<Box<u8>>, Target<String>, Target<std::rc::Rc<[u8]>>);
struct Indexed<T: Index<usize> + ?Sized>(*const T::Output);
struct Indexes(Indexed<Vec<u8>>, Indexed<[[u8; 4]]>);
struct Parsed<T: std::str::FromStr>(Result<T, T::Err>);
struct Parses(Parsed<u32>, Parsed<String>, Parsed<bool>, Parsed<char>);
struct Owning<T: ToOwned + ?Sized>(T::Owned);
struct Ownings(Owning<str>, Owning<[u8]>, Owning<u32>);

// Generic associated types, and associated types in an object's bounds.
trait Lender { type Lent<'a, T: 'a> where Self: 'a; }
impl Lender for Small { type Lent<'a, T: 'a> = &'a [T]; }
impl Lender for Large { type Lent<'a, T: 'a> = (T, u8); }
struct Lents(<Small as Lender>::Lent<'static, u8>, <Large as Lender>::Lent<'static, u32>);
struct Objects(Box<dyn Iterator<Item = u8>>, &'static dyn Fn(u8) -> String, Option<Box<dyn Storage<Item = u8, Index = u8>>>);

// Defaults of constants, and an impl's own constant.
trait Sized3 { const N: usize; type Array; }
impl Sized3 for Small { const N: usize = 3; type Array = [u8; <Self as Sized3>::N]; }
struct Arrays(<Small as Sized3>::Array);
