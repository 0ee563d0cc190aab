import assert from 'node:assert/strict';
import { parsePlace, placeText } from './mirPlace.ts';
import { RustSource } from './rustSource.ts';

/** The bodies of a text's loops and labelled blocks. */
const bodies = (text: string): string[] => new RustSource(text).loops.map((l) => text.slice(l.body, l.end));

describe('the drops oracle’s view of a source', () => {
  const loops: readonly [string, readonly string[]][] = [
    ['fn f() { loop { a } }', ['{ a }']],
    ['fn f() { while let S { .. } = x { a } }', ['{ a }']],
    ['fn f() { while let A { .. } | B { .. } = x && let C { .. } = y { a } }', ['{ a }']],
    ['fn f() { for S { a, .. } in x { a } &x }', ['{ a }']],
    ['fn f() { while match x { _ => true } { a } }', ['{ a }']],
    ['fn f() { while if x { true } else if y { true } else { false } { a } }', ['{ a }']],
    ['fn f() { for x in y.map(|z| { z }) { a } }', ['{ a }']],
    ['fn f() { while unsafe { x } { a } }', ['{ a }']],
    ["fn f() { 'a: { b } 'c: loop { d } }", ['{ b }', '{ d }']],
    ["impl<T> A for B { } fn f(x: for<'a> fn()) {}", []],
  ];
  for (const [text, expected] of loops) it(text, () => assert.deepEqual(bodies(text), expected));

  it('names fields', () => {
    const source = new RustSource(
      'struct S { pub a: Vec<(u8, u16)>, b: fn() -> u8 } enum E { V { c: u8 }, W(u8) }',
    );
    const set = new Set(['unix', 'feature="a"']);
    const configured =
      'struct S { #[cfg(all(unix, feature = "a"))] a: u8, #[cfg(not(unix))] b: Vec<(u8, u8)>, c: u8 }';
    assert.deepEqual(new RustSource(configured, set).structs[0]?.fields, ['a', 'c']);
    assert.deepEqual(source.structs, [{ path: ['S'], fields: ['a', 'b'] }]);
    assert.deepEqual(source.variants, [{ path: ['E', 'V'], fields: ['c'] }]);
  });

  it('counts columns in characters', () => {
    const source = new RustSource('a\n🦀é x');
    assert.deepEqual(source.position(source.offset(2, 4)), [2, 4]);
    assert.equal(source.text[source.offset(2, 4)], 'x');
  });
});

describe('MIR places', () => {
  for (const text of [
    '_3',
    '(*_1)',
    '((*_1).0: std::string::String)',
    '((_2 as Some).0: (u8, [T; 2]))',
    '_4[1 of 2]',
    '(_5 as variant#3)',
  ]) {
    it(text, () => assert.equal(placeText(parsePlace(text)!), text));
  }
  it('is undefined for other text', () => assert.equal(parsePlace('const 3'), undefined));
});
