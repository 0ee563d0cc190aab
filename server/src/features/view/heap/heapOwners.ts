/** How a block on the heap is made up; `content` numbers the generic argument of the owner that lies in it. */
export type HeapBlock =
  /** One value. */
  | { readonly kind: 'value'; readonly content: number }
  /** As many elements as the capacity says. */
  | { readonly kind: 'buffer'; readonly content: number }
  /** One value behind a strong and a weak count, a word each. */
  | { readonly kind: 'counted'; readonly content: number }
  /** Buckets, and a control byte for each. */
  | { readonly kind: 'table'; readonly content: number }
  /** Nodes, each a block of its own. */
  | { readonly kind: 'nodes'; readonly contents: readonly number[] };

/**
 * The types of the standard library that own blocks on the heap themselves, by path. Every other type owns what
 * its fields own: `String` by its `Vec<u8>`, that by its `RawVec`; `HashMap` by hashbrown's `RawTable`.
 */
export const heapOwners: ReadonlyMap<string, HeapBlock> = new Map<string, HeapBlock>([
  ['alloc::boxed::Box', { kind: 'value', content: 0 }],
  ['alloc::raw_vec::RawVec', { kind: 'buffer', content: 0 }],
  ['alloc::rc::Rc', { kind: 'counted', content: 0 }],
  ['alloc::sync::Arc', { kind: 'counted', content: 0 }],
  ['hashbrown::raw::RawTable', { kind: 'table', content: 0 }],
  ['alloc::collections::btree::map::BTreeMap', { kind: 'nodes', contents: [0, 1] }],
  ['alloc::collections::linked_list::LinkedList', { kind: 'nodes', contents: [0] }],
]);
