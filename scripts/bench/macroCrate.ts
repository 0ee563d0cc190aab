import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Fixture } from './fixture.ts';

/** Types that each file has. */
const typesEach = 20;

const macros = `
macro_rules! cfg_all { ($($item:item)*) => { $( #[cfg(all())] $item )* } }
macro_rules! record {
    ($(#[$meta:meta])* pub struct $name:ident { $($field:ident : $ty:ty,)* }) => {
        $(#[$meta])* pub struct $name { $(pub $field: $ty,)* }
        described!($name: $($field)*);
    };
}
macro_rules! described {
    ($name:ident : $($field:ident)*) => {
        impl $name { pub const FIELDS: &'static [&'static str] = &[$(stringify!($field)),*]; }
        impl Describe for $name { fn describe(&self) -> String { let mut text = String::new(); $( text.push_str(stringify!($field)); )* text } }
    };
}
macro_rules! marked { ($($name:ident)*) => { $( impl Marker for $name {} )* } }
`;

/**
 * Writes a crate of so many files in which every type, trait impl and many a module comes out of a macro call, and
 * whose one plain struct holds types of the last of them.
 */
export async function writeMacroCrate(files: number): Promise<Fixture> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-macros-'));
  await mkdir(path.join(folder, 'src'));
  await writeFile(
    path.join(folder, 'Cargo.toml'),
    '[package]\nname = "macros"\nversion = "0.1.0"\nedition = "2021"\n',
  );
  for (let number = 0; number < files; number++)
    await writeFile(path.join(folder, `src/part${number}.rs`), partText(number));
  const last = files - 1;
  const asked = `pub struct Asked {\n    pub flag: bool,\n    pub record: part${last}::Record${last}x${typesEach - 1},\n    pub count: u32,\n}\n`;
  const modules = Array.from({ length: files }, (_, number) => `    pub mod part${number};`).join('\n');
  const traits = 'pub trait Describe { fn describe(&self) -> String; }\npub trait Marker {}\n';
  const text = `${asked}${traits}${macros}cfg_all! {\n${modules}\n}\n`;
  const file = path.join(folder, 'src/lib.rs');
  await writeFile(file, text);
  return { folder, root: folder, file, text, structLines: [0] };
}

function partText(number: number): string {
  let text = 'use crate::{Describe, Marker};\n';
  for (let type = 0; type < typesEach; type++) {
    const previous = type === 0 ? 'u32' : `Box<Record${number}x${type - 1}>`;
    text += `
record! {
    /// Number ${type}.
    #[derive(Clone)]
    pub struct Record${number}x${type} {
        id: u64,
        flag: bool,
        name: String,
        tags: Vec<Option<char>>,
        previous: ${previous},
    }
}
marked!(Record${number}x${type});
impl Drop for Record${number}x${type} { fn drop(&mut self) { self.id = 0; } }
cfg_all! {
    pub fn make${type}() -> u32 { let list = vec![${type}, 1, 2]; assert!(list.len() == 3); list[0] }
    impl Record${number}x${type} { pub fn tag(&self) -> Option<char> { self.tags.first().copied().flatten() } }
}
`;
  }
  return text;
}
