import assert from 'node:assert/strict';
import type { Edition } from '../../../server/src/syntax/tokens.ts';
import { expandOne, shown } from './expandOne.ts';

function check(rules: string, input: string, expected: string, edition?: Edition): void {
  it(`${rules} on ${input}`, () => assert.equal(shown(expandOne(rules, input, edition)), expected));
}

describe('expandMacro', () => {
  describe('rules and repetitions', () => {
    check('() => {a}; (b) => {c}', 'b', 'c');
    check('($($x:ident),* $(,)?) => { $($x;)* }', 'a, b,', 'a ; b ;');
    check('($($x:ident),+) => { $($x)|+ }', 'a, b, c', 'a | b | c');
    check('($a:ident $(= $b:tt)?) => { $a $($b)? }', 'x = 1', 'x 1');
    check('($($k:ident [$($v:tt)*])*) => { $($k $(< $v >)*)* }', 'a [1 2] b []', 'a < 1 > < 2 > b');
    check('($h:tt $($t:tt)*) => { m!($($t)*) }', '(a b) >> c', 'm ! ( >> c )');
    check(
      '($($a:ident)*; $($b:ident)*) => { $($a $b)* }',
      'x y; z',
      'error: `m!`: `a` repeats 2 times, but `b` repeats 1 times',
    );
    check('($($a:ident)*) => { $a }', 'x', 'error: `m!`: variable `a` is still repeating at this depth');
    check(
      '($($($x:ident)+ ;)*) => { $( ${count($x)} $( ${index()} ${len()} $x )+ )* }',
      'a b; c;',
      '2 0 2 a 1 2 b 1 0 1 c',
    );
    check('($($x:ident)*) => { $( ${ignore($x)} 1 + )* 0 }', 'a b', '1 + 1 + 0');
    check('($x:ident) => { $$x ${concat(get_, $x)} }', 'y', '$ x get_y');
  });
  describe('no match', () => {
    check('(a) => {}', 'b', 'error: `m!`: no rule matches: expected `a`, found `b`');
    check('(a, b) => {}; (x) => {}', 'a; b', 'error: `m!`: no rule matches: expected `,`, found `;`');
    check(
      '($e:expr) => {}',
      '1 +',
      'error: `m!`: `$e:expr` doesn’t fit: expected an expression, found the end',
    );
    check('($e:expr; a) => {}; ($($t:tt)*) => {ok}', 'fn; a', 'ok');
    check(
      '($($a:ident)* $b:ident) => {}',
      'x',
      'error: `m!`: local ambiguity: the matcher allows several fragments here',
    );
    check('', '', 'error: a macro must contain at least one rule');
    check('($x) => {}', '', 'error: missing fragment specifier of `$x`');
  });
  describe('expression extents', () => {
    const list = '($($e:expr),* $(; $($r:tt)*)?) => { $(<$e>)* $($($r)*)? }';
    for (const one of [
      '1 + 2 * 3',
      '| x : u8 | x + 1',
      'move || -> u8 { 1 } + 2',
      'if a { 1 } else if b { 2 } else { 3 } + 4',
      'match x { _ => 1 } . y ( )',
      'S { a : 1 , .. b } . c',
      'a :: < u8 > :: b :: < Vec < Vec < u8 >> > ( )',
      '< T as U > :: V ( x ) ?',
      'x as usize + 1',
      '& raw const x . y',
      '& mut * y',
      '..',
      'a ..',
      '..= 5',
      'return',
      'return 1 + 2',
      "break 'a 5",
      "'l : loop { }",
      'unsafe { 1 } . await',
      'async move { 1 }',
      'x . 0.1 . f :: < u8 > ( )',
      'm ! [ 1 ] [ 0 ]',
    ]) {
      it(one, () => assert.equal(shown(expandOne(list, `${one}, 2; r`)), `< ⟨ ${one} ⟩ > < ⟨ 2 ⟩ > r`));
    }
    check('($e:expr) => {expr}; (let $($t:tt)*) => {other}', 'let x = 1', 'other');
    check('($e:expr) => {expr}; (const $($t:tt)*) => {other}', 'const { 1 }', 'other');
    check('($e:expr) => {expr}; (const $($t:tt)*) => {other}', 'const { 1 }', 'expr', 2024);
    check('(_) => {wild}; ($e:expr) => {expr}', '_', 'wild');
  });
  describe('types, patterns, paths, items', () => {
    const type = '(: $t:ty ;) => { $t }';
    for (const one of [
      'Vec < Vec < u8 >>',
      "& 'a mut [ u8 ; 4 ]",
      'dyn A + B',
      "for < 'a > fn ( & 'a u8 ) -> & 'a u8",
      'unsafe extern "C" fn ( )',
      'Box < dyn Fn ( u8 ) -> u8 + Send >',
      '< T as I > :: Item',
      "impl I < Item = u8 > + '_",
      'A < 3 , - 1 , { N } , X = Y >',
      '* const !',
    ]) {
      it(one, () => assert.equal(shown(expandOne(type, `: ${one};`)), `⟨ ${one} ⟩`));
    }
    check('($p:pat) => {$p}', 'A | B', '⟨ A | B ⟩');
    check('($p:pat | $q:pat) => {$p}', 'A | B', '⟨ A ⟩', 2018);
    check('($p:pat_param | $q:pat) => {$p}', 'A(x) | B', '⟨ A ( x ) ⟩');
    check('($p:pat if $e:expr) => {$p $e}', 'ref mut x @ 1..=5 if a', '⟨ ref mut x @ 1 ..= 5 ⟩ ⟨ a ⟩');
    check('($p:path : $l:literal) => {$p $l}', 'a::b<C>::D : -1', '⟨ a :: b < C > :: D ⟩ ⟨ - 1 ⟩');
    check('($v:vis $i:ident) => {$v $i}', 'x', '⟨ ⟩ x');
    check('($v:vis ($t:ty)) => {$v $t}', 'pub(in a::b) (u8)', '⟨ pub ( in a :: b ) ⟩ ⟨ u8 ⟩');
    check(
      '($(@[$m:meta])*; $i:item) => {$($m)* $i}',
      '@[a = 1] @[b(c)]; struct S<T>(T) where T: X; ',
      '⟨ a = 1 ⟩ ⟨ b ( c ) ⟩ ⟨ struct S < T > ( T ) where T : X ; ⟩',
    );
    check(
      '($($i:item)*) => {$($i)*}',
      'fn f() -> u8 {} use a::{b}; m!{} ',
      '⟨ fn f ( ) -> u8 { } ⟩ ⟨ use a :: { b } ; ⟩ ⟨ m ! { } ⟩',
    );
    check(
      '($s:stmt; $b:block) => {$s $b}',
      'let Some(x) = y else { z }; {1}',
      '⟨ let Some ( x ) = y else { z } ⟩ ⟨ { 1 } ⟩',
    );
    check(
      '($l:lifetime $x:tt) => {$l $x}',
      "'a /// d\n",
      'error: `m!`: no rule matches: expected the end, found `[`',
    );
  });
  check(
    '($(#[$m:meta])* $i:item) => {}',
    '#[a] fn f() {}',
    'error: `m!`: local ambiguity: the matcher allows several fragments here',
  );
  it('keeps a captured fragment from being matched token by token', () => {
    const inner = expandOne('($e:expr) => { $e }', '1 + 2');
    assert.equal(shown(inner), '⟨ 1 + 2 ⟩');
  });
  it('marks its own names, not the caller’s, and says the crate of $crate', () => {
    const result = expandOne('($x:ident) => { let y = $x + $crate::Y; }', 'y');
    assert.ok(result.kind === 'expanded');
    const names = result.stream.tokens.filter((t) => t.text === 'y');
    assert.deepEqual(
      names.map((t) => t.mark),
      [1, 0],
    );
    assert.equal(result.stream.tokens.find((t) => t.text === '$crate')?.crateId, 'here');
  });
});
