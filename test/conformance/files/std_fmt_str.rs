//! Strings, characters, formatting, parsing errors.
#![allow(dead_code)]

use std::{ascii, char, fmt, num, str, string};

struct Formatting { a: fmt::Arguments<'static>, b: fmt::Error, c: fmt::Alignment, d: Option<fmt::Alignment>, e: &'static mut fmt::Formatter<'static> }
struct Builders { a: fmt::DebugStruct<'static, 'static>, b: fmt::DebugList<'static, 'static>, c: fmt::DebugMap<'static, 'static>, d: fmt::DebugTuple<'static, 'static> }
struct Iterators { a: str::Chars<'static>, b: str::CharIndices<'static>, c: str::Bytes<'static>, d: str::Lines<'static>, e: str::SplitWhitespace<'static>, f: str::EncodeUtf16<'static> }
struct Splits { a: str::Split<'static, char>, b: str::Split<'static, &'static str>, c: str::SplitN<'static, char>, d: str::RSplit<'static, char>, e: str::Matches<'static, char>, f: str::SplitTerminator<'static, char> }
struct SplitBy { a: str::Split<'static, fn(char) -> bool>, b: str::Split<'static, &'static [char]>, c: str::Split<'static, [char; 2]> }
struct Characters { a: char::ToUppercase, b: char::EscapeUnicode, c: char::EscapeDebug, d: ascii::EscapeDefault, e: char::DecodeUtf16<std::vec::IntoIter<u16>> }
struct Errors { a: str::Utf8Error, b: string::FromUtf8Error, c: num::ParseIntError, d: num::ParseFloatError, e: str::ParseBoolError, f: char::ParseCharError, g: num::TryFromIntError }
struct MoreErrors { a: string::FromUtf16Error, b: char::CharTryFromError, c: num::IntErrorKind, d: Option<num::IntErrorKind>, e: num::FpCategory, f: Option<num::ParseIntError> }
struct Results { a: Result<u32, num::ParseIntError>, b: Result<String, string::FromUtf8Error>, c: Result<&'static str, str::Utf8Error>, d: Result<f64, num::ParseFloatError> }
struct Drains { a: string::Drain<'static>, b: string::ParseError, c: str::EscapeDefault<'static> }
