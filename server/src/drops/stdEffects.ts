/**
 * What dropping a type of std gives back, by its public path. Types that are not listed are followed field by
 * field, as any other type. `content` says what is dropped before: of which type argument, and how many.
 */
export interface StdEffect {
  readonly gives: 'heap' | 'file' | 'lock' | 'thread' | 'borrow' | 'channel' | 'count';
  readonly text: string;
  readonly content?: readonly StdContent[];
  /** The block on the heap: one value of the content, or as many as the capacity. */
  readonly block?: 'value' | 'elements' | 'entries';
  /** The field that points to the block, where std wraps the content in a type of its own (`NonNull<RcInner<T>>`). */
  readonly pointer?: string;
}

export interface StdContent {
  /** Number of the type argument. */
  readonly argument: number;
  readonly label: string;
  /** The content goes only with the last owner. */
  readonly last?: true;
}

const value = (label = 'the value'): readonly StdContent[] => [{ argument: 0, label }];
const elements = value('each element');
const entries: readonly StdContent[] = [
  { argument: 0, label: 'each key' },
  { argument: 1, label: 'each value' },
];
const counted: readonly StdContent[] = [{ argument: 0, label: 'the value', last: true }];
const buffer = (text: string): StdEffect => ({ gives: 'heap', text, content: elements, block: 'elements' });
const lock = (text: string): StdEffect => ({ gives: 'lock', text });
const channel = (text: string): StdEffect => ({ gives: 'channel', text });

export const stdEffects: Readonly<Record<string, StdEffect>> = {
  'alloc::boxed::Box': { gives: 'heap', text: 'frees its heap block', content: value(), block: 'value' },
  'alloc::vec::Vec': buffer('frees its buffer'),
  'alloc::vec::IntoIter': buffer('frees the buffer of the `Vec`'),
  'alloc::collections::VecDeque': buffer('frees its buffer'),
  'alloc::collections::BinaryHeap': buffer('frees its buffer'),
  'alloc::collections::LinkedList': { gives: 'heap', text: 'frees each node', content: elements },
  'alloc::collections::BTreeMap': { gives: 'heap', text: 'frees its nodes', content: entries },
  'alloc::collections::BTreeSet': { gives: 'heap', text: 'frees its nodes', content: elements },
  'std::collections::HashMap': { gives: 'heap', text: 'frees its table', content: entries, block: 'entries' },
  'std::collections::HashSet': {
    gives: 'heap',
    text: 'frees its table',
    content: elements,
    block: 'entries',
  },
  'alloc::rc::Rc': {
    gives: 'count',
    text: 'counts one owner less; the last one drops the value, and frees the block if no `Weak` is left',
    content: counted,
    block: 'value',
    pointer: 'ptr',
  },
  'alloc::sync::Arc': {
    gives: 'count',
    text: 'counts one owner less, atomically; the last one drops the value, and frees the block if no `Weak` is left',
    content: counted,
    block: 'value',
    pointer: 'ptr',
  },
  'alloc::rc::Weak': { gives: 'count', text: 'counts one `Weak` less; the last one frees the block' },
  'alloc::sync::Weak': { gives: 'count', text: 'counts one `Weak` less; the last one frees the block' },
  'alloc::ffi::CString': { gives: 'heap', text: 'clears its first byte and frees its bytes' },
  'std::os::fd::OwnedFd': { gives: 'file', text: 'closes the file descriptor' },
  'std::os::windows::io::OwnedHandle': { gives: 'file', text: 'closes the handle' },
  'std::os::windows::io::OwnedSocket': { gives: 'file', text: 'closes the socket' },
  'std::fs::ReadDir': { gives: 'file', text: 'closes the directory once no entry of it is left' },
  'std::sync::MutexGuard': lock('unlocks the mutex'),
  'std::sync::RwLockReadGuard': lock('ends its read lock'),
  'std::sync::RwLockWriteGuard': lock('unlocks the lock for writing'),
  'std::sync::MappedMutexGuard': lock('unlocks the mutex'),
  'std::sync::ReentrantLockGuard': lock('unlocks once for each time it was locked'),
  'std::io::StdoutLock': lock('unlocks standard output'),
  'std::io::StdinLock': lock('unlocks standard input'),
  'std::io::StderrLock': lock('unlocks standard error'),
  'core::cell::Ref': { gives: 'borrow', text: 'ends a shared borrow of the `RefCell`' },
  'core::cell::RefMut': { gives: 'borrow', text: 'ends the mutable borrow of the `RefCell`' },
  'std::thread::JoinHandle': { gives: 'thread', text: 'detaches the thread, which goes on running' },
  'std::thread::ScopedJoinHandle': {
    gives: 'thread',
    text: 'leaves the thread to the scope, which waits for it',
  },
  'std::sync::mpsc::Sender': channel('disconnects the channel with the last sender'),
  'std::sync::mpsc::SyncSender': channel('disconnects the channel with the last sender'),
  'std::sync::mpsc::Receiver': channel('disconnects the channel, and drops what is still in it'),
  'std::process::Child': { gives: 'file', text: 'closes the pipes; the process goes on running' },
};
