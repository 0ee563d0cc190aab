//! The standard library's collections.
#![allow(dead_code)]

use std::collections::*;

struct Vectors { a: Vec<u8>, b: Vec<u64>, c: Vec<()>, d: VecDeque<u16>, e: Vec<Vec<u8>> }
struct Maps { a: HashMap<u8, u8>, b: HashMap<String, Vec<u8>>, c: BTreeMap<u8, u64>, d: BTreeMap<String, String> }
struct Sets { a: HashSet<u32>, b: BTreeSet<char> }
struct Others { a: LinkedList<u8>, b: BinaryHeap<u32>, c: BinaryHeap<std::cmp::Reverse<u8>> }
struct Hashers { a: HashMap<u8, u8, std::hash::BuildHasherDefault<hash_map::DefaultHasher>>, b: hash_map::RandomState, c: hash_map::DefaultHasher }
struct Strings { a: String, b: Box<str>, c: std::borrow::Cow<'static, str>, d: std::borrow::Cow<'static, [u8]> }

struct OptionVec(Option<Vec<u8>>);
struct OptionString(Option<String>, Option<Option<String>>);
struct OptionMap(Option<HashMap<u8, u8>>, Option<BTreeMap<u8, u8>>, Option<LinkedList<u8>>, Option<VecDeque<u8>>, Option<BinaryHeap<u8>>);
struct OptionSets(Option<HashSet<u8>>, Option<BTreeSet<u8>>);
enum Value { Null, Flag(bool), Number(f64), Text(String), List(Vec<Value>), Object(BTreeMap<String, Value>) }
enum Hashed { Nothing, Map(HashMap<String, Hashed>), One(Box<Hashed>) }

struct Iterators { a: hash_map::Iter<'static, u8, u8>, b: hash_map::IntoIter<u8, String>, c: btree_map::Iter<'static, u8, u8>, d: btree_map::IntoIter<u8, u8> }
struct MoreIterators { a: std::vec::IntoIter<u8>, b: std::vec::Drain<'static, u8>, c: vec_deque::Iter<'static, u8>, d: linked_list::Iter<'static, u8>, e: binary_heap::IntoIter<u8> }
struct SetIterators { a: hash_set::Iter<'static, u8>, b: btree_set::Range<'static, u8>, c: hash_set::Union<'static, u8, hash_map::RandomState>, d: btree_map::Range<'static, u8, u8> }
struct Entries { a: hash_map::Entry<'static, u8, u16>, b: btree_map::Entry<'static, String, u8>, c: hash_map::OccupiedEntry<'static, u8, u8>, d: hash_map::VacantEntry<'static, String, u8> }
struct KeysAndValues { a: hash_map::Keys<'static, u8, u8>, b: hash_map::ValuesMut<'static, u8, u8>, c: btree_map::Values<'static, u8, u8>, d: hash_map::Drain<'static, u8, u8> }
struct Errors { a: TryReserveError, b: Option<TryReserveError> }
struct Student { name: String, age: u8, scores: HashMap<String, f32>, friends: Vec<Box<Student>> }
