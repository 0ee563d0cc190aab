import assert from 'node:assert/strict';
import { callNodes } from '../../server/src/syntax/callNodes.ts';
import { skim } from '../../server/src/syntax/skim.ts';
import type { SyntaxNode } from '../../server/src/syntax/syntaxNode.ts';
import { testParser } from '../support/parser.ts';

/** The text that is left, runs of blanks as one `_` each. */
function left(text: string): string {
  const skimmed = skim(text);
  assert.equal(skimmed.length, text.length);
  return skimmed.replace(/ +/g, (run, at) => (text.startsWith(run, at) ? run : '_'));
}

describe('skimming a text for its items', () => {
  const cases: readonly (readonly [what: string, text: string, expected: string])[] = [
    ['comments', 'struct /* a { */ A; // {', 'struct_A;_'],
    ['documentation', '#[doc = "{"] #[repr(C)] struct A;', '_#[repr(C)] struct A;'],
    ['attributes that change nothing', '#[inline] #[cfg_attr(a, doc(cfg(b)))] struct A;', '_struct A;'],
    [
      'no other attributes',
      '#[cfg_attr(a, doc = "b", repr(C))] #[inlined] struct A;',
      '#[cfg_attr(a, doc = "b", repr(C))] #[inlined] struct A;',
    ],
    ['bodies', 'fn f() -> u8 { { 1 } }', 'fn f() -> u8 {_}'],
    ['bodies behind a where clause', 'fn f<T>() where T: A<u8>, { g() }', 'fn f<T>() where T: A<u8>, {_}'],
    ['methods of traits', 'trait A { fn f(&self) { a } fn g(); }', 'trait A { fn f(&self) {_} fn g(); }'],
    [
      'impls',
      'impl<const N: u8> A<{ 1 }> for B { fn f(&self) { a } }',
      'impl<const N: u8> A<{ 1 }> for B {_}',
    ],
    [
      'impls in modules',
      'mod a { impl A {} impl dyn B + C { type D = u8; } }',
      'mod a { impl A {} impl dyn B + C {_} }',
    ],
    [
      'opaque types',
      'type A = impl B; fn f() -> impl C { a } struct D;',
      'type A = impl B; fn f() -> impl C {_} struct D;',
    ],
    ['the never type', 'fn f() -> ! { loop {} }', 'fn f() -> ! {_}'],
    ['const arguments, which are no bodies', 'fn f() -> A<{ 1 }> { a }', 'fn f() -> A<{ 1 }> {_}'],
    [
      'types of function pointers',
      'struct A { f: fn(u8) -> u8, g: u8 }',
      'struct A { f: fn(u8) -> u8, g: u8 }',
    ],
    [
      'lifetimes',
      "fn f<'a>(x: &'a T) { 'x' } struct A<'a>(&'a u8);",
      "fn f<'a>(x: &'a T) {_} struct A<'a>(&'a u8);",
    ],
    ['macro calls', 'm!{ struct A; } a::m![x]; m!();', 'm!{_} a::m![_]; m!();'],
    ['definitions of macros', 'macro_rules! m { () => {} }', 'macro_rules! m {_}'],
    ['a macro call as a type', 'fn f() -> m! { a } { b }', 'fn f() -> m! { a } {_}'],
    ['negations', 'struct A([u8; if !(B) { 1 } else { 2 }]);', 'struct A([u8; if !(B) { 1 } else { 2 }]);'],
    [
      'arrays of constants',
      'static A: &[u8] = &[1, 2]; const B: [u8; 1] = [1];',
      'static A: &[u8] = &[_]; const B: [u8; 1] = [_];',
    ],
    [
      'other constants',
      'const A: u8 = [1][0]; const B: C = C { d: 1 };',
      'const A: u8 = [_][0]; const B: C = C { d: 1 };',
    ],
    [
      'parameters',
      'struct A<const N: usize>([u8; N]); const B: [u8; 1] = [2];',
      'struct A<const N: usize>([u8; N]); const B: [u8; 1] = [_];',
    ],
    ['strings', 'const A: &str = "fn f() {"; fn g() { r#"}"# }', 'const A: &str = "fn f() {"; fn g() {_}'],
    ['a text without end as it is', 'fn f() { a', 'fn f() { a'],
  ];
  for (const [what, text, expected] of cases) it(what, () => assert.equal(left(text), expected));
});

describe('texts of macro calls alone', () => {
  let parse: (text: string) => readonly SyntaxNode[];
  before(async () => {
    const parser = await testParser();
    parse = (text) => parser.nodes(text);
  });

  for (const text of ['m!{}', ' a::b! [  ] ;c!( );', 'm!{} m!{}', ''])
    it(`are read as the parser reads them: \`${text}\``, () =>
      assert.deepEqual(callNodes(text), parse(text)));

  for (const text of ['m!{ a }', 'crate::m!{}', '#[a] m!{}', 'struct A;', 'macro_rules! m {}', 'm!{'])
    it(`are told from others: \`${text}\``, () => assert.equal(callNodes(text), undefined));
});
