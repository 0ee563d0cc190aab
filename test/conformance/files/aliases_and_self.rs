//! Type aliases, `Self`, and types named through impls.
#![allow(dead_code)]

type Id = u32;
type Pair<T> = (T, T);
type Table<K, V = String> = std::collections::HashMap<K, Vec<V>>;
type Fallible<T> = Result<T, Box<dyn std::error::Error>>;
type Nested = Pair<Pair<Id>>;
type Array<T, const N: usize> = [Option<T>; N];
type Chained = Other;
type Other = Last;
type Last = &'static [u8];

struct Aliased { a: Id, b: Pair<u8>, c: Nested, d: Array<bool, 3>, e: Chained }
struct Bigger { a: Table<u8>, b: Table<u8, u16>, c: Fallible<()>, d: Fallible<String>, e: Option<Fallible<u8>> }
struct OwnSelf { next: Option<Box<Self>>, all: Vec<Self>, visit: fn(&Self) -> Self }
enum EnumSelf { Leaf, Both(Box<(Self, Self)>), Many(Vec<Self>) }
union UnionSelf { pointer: *const Self, raw: usize }
struct GenericSelf<T> { value: T, parent: Option<std::rc::Rc<Self>> }
struct OfGenericSelf(GenericSelf<u8>, GenericSelf<u64>);

mod hidden {
    pub type Public = Private;
    pub struct Private { a: u8, b: u16 }
    pub type Aliases<T> = super::Pair<Option<T>>;
}
struct Across(hidden::Public, hidden::Aliases<char>);

struct Meters(f64);
impl Meters { const WIDTH: usize = size_of::<Self>(); }
struct ByImpl([u8; Meters::WIDTH], [u8; <Meters>::WIDTH]);
