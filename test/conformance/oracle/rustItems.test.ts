import assert from 'node:assert/strict';
import { lastSegment } from './collectLayouts.ts';
import { parseDebug } from './debugText.ts';
import { findItems } from './rustItems.ts';
import { tokenize } from './rustTokens.ts';

const texts = (source: string): string[] => tokenize(source).map((t) => t.text);
const latin1 = (source: string): string => Buffer.from(source).toString('latin1');

/** `kind name:line`, with `<>` behind a generic one and the macro that it stands in. */
const items = (source: string): string[] =>
  findItems(latin1(source)).map(
    (i) => `${i.kind} ${i.name}${i.generic ? '<>' : ''}:${i.line}${i.macro ? ` in ${i.macro.name}` : ''}`,
  );

describe('the oracle’s lexer', () => {
  it('reads characters, lifetimes, strings and raw identifiers', () => {
    const source = "'a' 'a b'\\'' '\\u{1F}' r#type r#\"a\"b\"# b'\"' c\"x\" 1..2 '_ 'static";
    const expected = [
      "'a'",
      "'a",
      "b'\\''",
      "'\\u{1F}'",
      'r#type',
      'r#"a"b"#',
      "b'\"'",
      'c"x"',
      '1',
      '.',
      '.',
      '2',
      "'_",
      "'static",
    ];
    assert.deepEqual(texts(source), expected);
  });

  it('drops comments, nested ones too', () =>
    assert.deepEqual(texts('/* a /* b */ c */ x // y\nz'), ['x', 'z']));

  it('tells a character from a lifetime beyond ASCII, in both encodings', () => {
    assert.equal(texts("'é' 'é: x").length, 4);
    assert.equal(texts(latin1("'é' 'é: x")).length, 4);
    assert.equal(texts("'🦀' x").length, 2);
  });

  it('skips a shebang line, which an inner attribute is not', () => {
    assert.deepEqual(texts('#!/bin/x struct\nA'), ['A']);
    assert.equal(texts('#![a]').length, 5);
  });
});

describe('the oracle’s item finder', () => {
  const cases: readonly [string, readonly string[]][] = [
    ['struct A;\nenum B {}\nunion C { a: u8 }', ['struct A:1', 'enum B:2', 'union C:3']],
    ['fn union(union: u8) { let union = union; }', []],
    [
      "struct A<T>(T); struct B<const N: usize>; struct C<'a, 'b: 'a>(&'a &'b u8);",
      ['struct A<>:1', 'struct B<>:1', 'struct C:1'],
    ],
    ['fn f() { || { struct Local; } }', ['struct Local:1']],
    ['m! { struct A { x: u8 } } macro_rules! n { () => { struct B; } }', ['struct A:1 in m']],
    ['m!(struct A, "struct B {"); #[doc = "struct C {}"] struct D;', ['struct D:1']],
    ['// é\nstruct Größe;', ['struct Größe:2']],
  ];
  for (const [source, expected] of cases) it(source, () => assert.deepEqual(items(source), expected));

  it('puts attributes before the visibility', () => {
    const source = 'pub(in crate::a) struct A;';
    assert.deepEqual(
      findItems(source).map((i) => [i.insert, i.keyword]),
      [[0, 17]],
    );
  });
});

describe('the oracle’s reading of rustc', () => {
  it('parses Debug text', () => {
    const node = (name: string, fields: object): object => ({ kind: 'node', name, fields });
    const text =
      'A { b: Size(4 bytes), c: [\n 1,\n (..=0) | (1..),\n], d: Some(\n X {\n v: 0..=2,\n },\n), e: None }';
    assert.deepEqual(
      parseDebug(text),
      node('A', {
        b: node('Size', { 0: '4' }),
        c: ['1', '(..=0) | (1..)'],
        d: node('Some', { 0: node('X', { v: '0..=2' }) }),
        e: node('None', {}),
      }),
    );
  });

  for (const [path, name] of [
    ['a::B', 'B'],
    ['B<u8, fn(u8) -> C<u8>>', 'B'],
    ['<a::S as T<u8>>::f::Local', 'Local'],
    ['r#type', 'type'],
  ] as const) {
    it(`names ${path}`, () => assert.equal(lastSegment(path), name));
  }
});
