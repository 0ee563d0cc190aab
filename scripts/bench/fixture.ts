import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface Fixture {
  /** The crate's folder. */
  readonly folder: string;
  /** What is removed afterwards. */
  readonly root: string;
  /** The file with all the types. */
  readonly file: string;
  readonly text: string;
  /** Zero-based lines of the names of the structs, each at column 11. */
  readonly structLines: readonly number[];
}

/** Column at which the name stands in `pub struct Name`. */
export const nameColumn = 11;

/** Writes a crate whose one file has at least so many lines, of structs, enums and functions. */
export async function writeFixture(lines: number): Promise<Fixture> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-'));
  const file = path.join(folder, 'src/lib.rs');
  const text = typesText(lines);
  await mkdir(path.dirname(file));
  await writeFile(
    path.join(folder, 'Cargo.toml'),
    '[package]\nname = "bench"\nversion = "0.1.0"\nedition = "2021"\n',
  );
  await writeFile(file, text);
  const structLines = text.split('\n').flatMap((line, at) => (line.startsWith('pub struct ') ? [at] : []));
  return { folder, root: folder, file, text, structLines };
}

/** At least so many lines of structs, enums and functions. */
export function typesText(lines: number): string {
  let text = 'use std::collections::HashMap;\nuse std::sync::{Arc, Mutex};\n';
  for (let number = 0; text.split('\n').length <= lines; number++) text += group(number);
  return text;
}

/** 29 lines: what code is made of, with a hole in the struct, types of the group before in it, and a drop in the function. */
function group(number: number): string {
  const previous = number === 0 ? 'u32' : `Kind${number - 1}`;
  return `
/// Number ${number}.
#[derive(Clone)]
pub struct Record${number} {
    pub id: u64,
    pub flag: bool,
    pub name: String,
    pub tags: Vec<Option<char>>,
    pub kind: ${previous},
    pub index: HashMap<String, u32>,
    pub shared: Arc<Mutex<Vec<u8>>>,
}

#[derive(Clone)]
pub enum Kind${number} {
    None,
    Small(u8, u16),
    Named { name: String, previous: Option<Box<${previous}>> },
}

impl Record${number} {
    pub fn describe(&self, limit: usize) -> String {
        let mut text = String::with_capacity(limit);
        let tags = self.tags.clone();
        for (at, tag) in tags.iter().enumerate().take(limit) {
            text.push_str(&format!("{at}: {tag:?} of {}", self.name));
        }
        text
    }
}
`;
}
