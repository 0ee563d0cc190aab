//! `std::process`, `std::thread`, `std::env`.
#![allow(dead_code)]

use std::{any, backtrace, env, panic, process, thread};

struct Processes { a: process::Child, b: process::ExitStatus, c: process::Output, d: process::Stdio, e: process::ExitCode }
struct Pipes { a: process::ChildStdin, b: Option<process::ChildStdout>, c: Option<process::ChildStderr> }
struct Commands { a: process::Command, b: Option<Box<process::Command>> }
struct Threads { a: thread::Thread, b: thread::ThreadId, c: thread::JoinHandle<u8>, d: thread::Builder, e: Option<thread::ThreadId>, f: Option<thread::JoinHandle<()>> }
struct Scoped { a: thread::ScopedJoinHandle<'static, u8>, b: thread::Result<u8>, c: thread::AccessError }
struct Locals { a: thread::LocalKey<u8>, b: &'static thread::LocalKey<String> }
struct Environment { a: env::Args, b: env::VarError, c: env::Vars, d: env::JoinPathsError }
struct Anything { a: any::TypeId, b: Option<any::TypeId>, c: Box<dyn any::Any>, d: Result<u8, Box<dyn any::Any + Send>> }
struct Panics { a: panic::AssertUnwindSafe<bool>, b: panic::Location<'static>, c: &'static panic::Location<'static>, d: backtrace::BacktraceStatus }
struct Worker { handle: Option<thread::JoinHandle<Result<(), std::io::Error>>>, name: String, id: u32 }
