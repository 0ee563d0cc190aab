//! Locks, atomics and channels: what differs between platforms shows in the truth of each.
#![allow(dead_code)]

use std::sync::atomic::*;
use std::sync::*;

struct Atomics { a: AtomicBool, b: AtomicU8, c: AtomicU16, d: AtomicU32, e: AtomicUsize, f: AtomicIsize, g: AtomicPtr<u8>, h: Ordering }
struct NoNiche { a: Option<AtomicBool>, b: Option<AtomicPtr<u8>>, c: Option<Ordering> }
struct Locks { a: Mutex<u8>, b: Mutex<String>, c: RwLock<u8>, d: RwLock<Vec<u8>>, e: Condvar, f: Barrier, g: Once }
struct Lazy { a: OnceLock<u8>, b: OnceLock<String>, c: LazyLock<u8>, d: LazyLock<String, fn() -> String> }
struct Guards { a: MutexGuard<'static, u8>, b: RwLockReadGuard<'static, str>, c: RwLockWriteGuard<'static, u8>, d: Option<MutexGuard<'static, u8>> }
struct Outcomes { a: LockResult<MutexGuard<'static, u8>>, b: TryLockResult<MutexGuard<'static, u8>>, c: PoisonError<u8>, d: TryLockError<u8>, e: BarrierWaitResult, f: WaitTimeoutResult }
struct Channels { a: mpsc::Sender<u8>, b: mpsc::SyncSender<u8>, c: mpsc::Receiver<String>, d: Option<mpsc::Sender<u8>>, e: mpsc::SendError<u8>, f: mpsc::RecvError, g: mpsc::TryRecvError, h: mpsc::RecvTimeoutError }
struct Shared { a: Arc<Mutex<Vec<u8>>>, b: Arc<AtomicUsize>, c: Weak<RwLock<u8>>, d: Option<Arc<Mutex<u8>>> }
struct MaybeLocks { a: Option<Mutex<u8>>, b: Option<Mutex<bool>>, c: Option<RwLock<&'static u8>>, d: Option<OnceLock<u8>>, e: Option<Condvar> }
#[cfg(target_has_atomic = "64")]
struct Atomics64 { a: AtomicU64, b: u8, c: AtomicI64 }
struct Counter { hits: AtomicU32, name: &'static str, on: AtomicBool }
