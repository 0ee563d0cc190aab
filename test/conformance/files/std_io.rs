//! `std::io`.
#![allow(dead_code)]

use std::io::*;

struct Errors { a: Error, b: ErrorKind, c: Option<Error>, d: Result<()>, e: Result<u8>, f: Result<usize>, g: Result<String> }
struct MoreErrors { a: Option<ErrorKind>, b: std::result::Result<ErrorKind, Error>, c: Result<Option<Vec<u8>>>, d: Result<&'static str>, e: Result<bool> }
struct Standard { a: Stdin, b: Stdout, c: Stderr, d: StdinLock<'static>, e: StdoutLock<'static> }
struct Buffered { a: BufReader<Empty>, b: BufWriter<Sink>, c: LineWriter<Vec<u8>>, d: BufReader<Cursor<Vec<u8>>>, e: BufWriter<Vec<u8>> }
struct Adaptors { a: Cursor<&'static [u8]>, b: Take<Empty>, c: Chain<Empty, Cursor<Vec<u8>>>, d: Bytes<Empty>, e: Lines<StdinLock<'static>>, f: Split<Empty>, g: Repeat, h: Empty, i: Sink }
struct Slices { a: IoSlice<'static>, b: IoSliceMut<'static>, c: SeekFrom, d: Option<SeekFrom> }
struct Inner { a: IntoInnerError<BufWriter<Vec<u8>>>, b: Option<BufReader<Empty>> }
struct Dynamic { a: Box<dyn Read>, b: Option<Box<dyn Write + Send>>, c: BufReader<Box<dyn Read>> }
enum Failure { Io(Error), Parse(std::num::ParseIntError), Utf8(std::string::FromUtf8Error), Other(String), Nothing }
