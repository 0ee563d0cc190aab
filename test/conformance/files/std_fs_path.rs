//! Files, paths and the operating system's strings.
#![allow(dead_code)]

use std::ffi::*;
use std::fs::*;
use std::path::*;

struct Strings { a: OsString, b: &'static OsStr, c: CString, d: &'static CStr, e: Box<OsStr>, f: PathBuf, g: &'static Path, h: Box<Path> }
struct Maybe { a: Option<OsString>, b: Option<CString>, c: Option<PathBuf>, d: Option<&'static CStr>, e: Option<Box<Path>> }
struct Files { a: File, b: Option<File>, c: OpenOptions, d: Metadata, e: Permissions, f: FileType, g: DirEntry, h: ReadDir, i: FileTimes, j: DirBuilder }
struct Parts { a: Component<'static>, b: Components<'static>, c: Option<Component<'static>>, d: Prefix<'static>, e: Ancestors<'static>, f: Display<'static>, g: StripPrefixError, h: Iter<'static> }
struct Errors { a: NulError, b: FromBytesWithNulError, c: IntoStringError, d: FromVecWithNulError, e: FromBytesUntilNulError }
struct Numbers { a: c_char, b: c_int, c: c_long, d: c_ulonglong, e: c_double, f: *mut c_void, g: c_short }
enum Source { Stdin, File(PathBuf, File), Memory(Vec<u8>) }
struct Copying { from: std::io::BufReader<File>, to: Option<std::io::BufWriter<File>>, done: u64 }
