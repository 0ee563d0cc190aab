import assert from 'node:assert/strict';
import {
  crateOfHead,
  type ExpandedText,
  expandText,
  groupAt,
  originAt,
  readable,
} from '../../../server/src/syntax/macros/expandText.ts';
import { expandOne } from './expandOne.ts';

function text(rules: string, input: string): ExpandedText {
  const result = expandOne(rules, input);
  assert.ok(result.kind === 'expanded', result.kind === 'error' ? result.reason : '');
  return expandText(result.stream);
}

describe('expandText', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['($e:expr) => { const X: u8 = $e * 2; }', '1 + 2', 'const X:u8=(1+2)* 2;'],
    ['($e:expr) => { f($e, $e) }', '1 + 2', 'f(1+2,1+2)'],
    ['($n:expr) => { A<$n> }', '3', 'A<3>'],
    ['($t:ty) => { $t::new() }', 'Vec<u8>', '<Vec<u8>>::new()'],
    ['($t:ty) => { &$t }', 'dyn A + B', '&(dyn A+B)'],
    ['($t:ty) => { Box<$t> }', 'dyn A + B', 'Box<dyn A+B>'],
    ['($p:pat) => { let $p = x; }', 'A | B', 'let(A|B)=x;'],
    ['($s:stmt) => { $s x }', 'let y = 1', 'let y=1; x'],
    ['() => { $crate::a::B }', '', '__rml_crate_0::a::B'],
    ['($x:tt) => { t.$x.1 }', '0', 't.0 .1'],
    ['($x:ident) => { -(-1) && &$x }', 'x', '-(-1)&& &x'],
  ];
  for (const [rules, input, expected] of cases) {
    it(expected, () => {
      const found = text(rules, input).text;
      assert.equal(found.replaceAll(' ', ''), expected.replaceAll(' ', ''), found);
    });
  }

  it('leads a place back to where it was written', () => {
    const expanded = text('($n:ident) => { struct $n { a: u8 } }', '  Foo');
    const at = expanded.text.indexOf('Foo');
    assert.deepEqual(originAt(expanded, at + 1), { source: 2, offset: 3, mark: 0 });
    assert.equal(originAt(expanded, expanded.text.indexOf('u8'))?.source, 1);
    assert.equal(originAt(expanded, 0)?.mark, 1);
  });

  it('gives the input of a nested call with its captured fragments', () => {
    const expanded = text('($e:expr) => { $crate::n!($e) }', '1 + 2');
    assert.equal(crateOfHead(expanded, '__rml_crate_0'), 'here');
    const group = groupAt(expanded, expanded.text.indexOf('('));
    assert.equal(group?.tokens[0]?.fragment, 'expr');
  });
});

describe('readable', () => {
  it('has `$crate` as the rules of the macro have it', () =>
    assert.equal(readable('[u8; __rml_crate_0::N + __rml_crate_12::M]'), '[u8; $crate::N + $crate::M]'));
});
