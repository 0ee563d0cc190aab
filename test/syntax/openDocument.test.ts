import assert from 'node:assert/strict';
import type { Item } from '../../server/src/syntax/ast.ts';
import { OpenDocument } from '../../server/src/syntax/openDocument.ts';
import type { SourceParser } from '../../server/src/syntax/sourceParser.ts';
import { testParser, testTrees } from '../support/parser.ts';
import { plainSyntax } from '../support/printSyntax.ts';
import { wholeItems } from '../support/wholeItems.ts';

const TEXT = `//! Doc.
#![no_builtins]
use std::fmt;

/// A struct.
#[derive(Debug)]
pub struct A<'a, T: fmt::Debug> {
    #[cfg(unix)] a: &'a [T; { 1 + 2 }],
    b: Option<Box<Self>>,
}

enum E { X = 'x' as isize, Y(u8) = 7 }
mod m { pub(super) fn f(x: u8) -> u8 { struct Inner(u8); x? } impl Tr for B { type T = u8; const N: usize = 3; } }
macro_rules! mac { ($x:expr) => { $x } }
mac! { struct C; }
impl<T> A<'_, T> where T: Clone { fn g(&self) {} }
`;

interface Change {
  /** Taken modulo the length of the text. */
  readonly at: number;
  readonly removed: number;
  readonly added: string;
}

interface Opened {
  type(at: string, text: string, replaced?: number): readonly Item[];
  /** Several changes before somebody asks. */
  edit(changes: readonly Change[]): readonly Item[];
}

async function open(): Promise<Opened> {
  const parser = await testParser();
  const document = new OpenDocument(await testTrees(), parser);
  let text = TEXT;
  document.update(text, []);
  const change = (changes: readonly Change[]): readonly Item[] => {
    const before = text;
    const edits = changes.map(({ at, removed, added }) => {
      const start = at % (text.length + 1);
      const oldEnd = Math.min(text.length, start + removed);
      text = text.slice(0, start) + added + text.slice(oldEnd);
      return { start, oldEnd, newEnd: start + added.length };
    });
    const parsed = document.update(text, edits);
    const fresh = { ...parser.items(text), items: wholeItems(parser, text) };
    const items = parsed.items.map((item) => whole(item, parser, text));
    assert.deepEqual(
      plainSyntax({ ...parsed, items }),
      plainSyntax(fresh),
      JSON.stringify({ before, changes }),
    );
    return parsed.items;
  };
  return {
    type: (at, added, removed = 0) => change([{ at: text.indexOf(at), removed, added }]),
    edit: change,
  };
}

/** An impl with what stands in it, which is read on demand. Items that have moved have their fields by inheritance. */
function whole(item: Item, parser: SourceParser, text: string): Item {
  const copy: Record<string, unknown> = {};
  for (const key in item) copy[key] = item[key as keyof Item];
  if (item.kind === 'mod' && item.items) copy.items = item.items.map((inside) => whole(inside, parser, text));
  if (item.kind === 'impl' && item.body !== undefined) {
    delete copy.body;
    copy.items = parser.members(item, { text });
  }
  return copy as unknown as Item;
}

describe('open document', () => {
  it('lowers an item again whose attributes alone have changed', async () => {
    const document = await open();
    const shown = (items: readonly Item[]) => items.map(({ attrs }) => attrs.map((a) => a.path).join());
    assert.equal(shown(document.type('enum E', '#[repr(u8)]\n'))[2], 'repr');
    document.type('#![no_b', '#![feature(x)]\n');
    assert.equal(shown(document.type('#[derive(Debug)]', '#[repr(C)]\n'))[1], 'repr,derive');
  });
  it('has the syntax of its text after each edit', async () => {
    const document = await open();
    document.type('use std', '\n\n// 𝒳\n');
    document.type('a: &', 'longer_');
    document.type('struct A', 'en');
    document.type('enstruct A', '', 2);
    document.type('enum E {', '', 8);
    document.type(" X = 'x'", 'enum E {');
    document.type('/// A struct.\n', 'struct B;\n');
    document.type('struct B;\n', '', 10);
    document.type('impl<T> A', 'struct Twice;\nstruct Twice;\n');
    document.type('use std', 'x');
  });

  it('keeps the items that did not move', async () => {
    const document = await open();
    const before = document.type('fn g', 'pub ');
    const after = document.type('pub fn g', 'pub ', 4);
    assert.equal(before.length, after.length);
    assert.ok(before.slice(0, -1).every((item, i) => item === after[i]));
  });

  it('has the syntax of its text after edits of any kind', async () => {
    const random = seeded(7);
    for (let round = 0; round < 4; round++) {
      const document = await open();
      for (let edit = 0; edit < 20; edit++) {
        const edits = Array.from({ length: 1 + random(2) }, () => ({
          at: random(10_000),
          removed: random(3) === 0 ? random(12) : 0,
          added: random(4) === 0 ? '' : pieces[random(pieces.length)]!,
        }));
        document.edit(edits);
      }
    }
  });
});

/** What tears code apart when it is typed somewhere. */
const pieces = [
  ...'{}()"\'#;,<>/',
  '/*',
  '*/',
  '//',
  '\n',
  '#[a]',
  'struct Z;',
  'fn g() {',
  'r#"',
  '::<',
  ' -1',
  'mod n {',
  'pub ',
];

/** Numbers below a bound, the same ones each time. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}
