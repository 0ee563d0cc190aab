//! `std::time`: nanoseconds below 1 000 000 000 leave a niche.
#![allow(dead_code)]

use std::time::*;

struct Durations { a: Duration, b: Option<Duration>, c: Option<Option<Duration>>, d: (Duration, bool), e: [Duration; 2] }
struct Clocks { a: Instant, b: SystemTime, c: Option<Instant>, d: Option<SystemTime>, e: Result<Duration, SystemTimeError> }
struct Errors { a: SystemTimeError, b: TryFromFloatSecsError }
enum Timeout { Never, After(Duration), At(Instant) }
enum When { Now, In(Duration), Known(SystemTime), Between(Duration, Duration) }
struct Timer { start: Instant, limit: Option<Duration>, fired: bool }
