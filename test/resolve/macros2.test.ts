import assert from 'node:assert/strict';
import { meaning, testResolver } from '../support/resolve.ts';

async function check(fixture: string, path: string, expected: string) {
  assert.equal(await meaning(fixture, path), expected);
}

describe('macros 2.0', () => {
  it('with parameters and a body', () =>
    check('macro makes($n:ident) { pub struct $n; } makes!(S);', 'S', 'struct main::S'));
  it('with rules', () =>
    check(
      'macro makes { (a) => { struct A; }, ($n:ident) => { struct $n; } } makes!(B);',
      'B',
      'struct main::B',
    ));
  it('are items of their modules: named by paths, also before they are declared', () =>
    check('a::makes!(S); mod a { pub macro makes($n:ident) { pub struct $n; } }', 'S', 'struct main::S'));
  it('are imported like other items', () =>
    check('use a::*; makes!(S); mod a { pub macro makes($n:ident) { struct $n; } }', 'S', 'struct main::S'));
  it('stand behind attributes and visibilities', () =>
    check(
      '#[rustc_macro_transparency = "semitransparent"] pub(crate) macro makes($n:ident) { struct $n; } makes!(S);',
      'S',
      'struct main::S',
    ));
  it('leave what follows as it is', () =>
    check('macro m($($t:tt)*) { { "}" } } struct Behind;', 'Behind', 'struct main::Behind'));
  it('come out of expansions', () =>
    check(
      'macro_rules! outer { ($m:ident) => { macro $m($n:ident) { struct $n; } } } outer!(inner); inner!(S);',
      'S',
      'struct main::S',
    ));
  it('name what is in scope where they are declared', () =>
    check(
      'mod a { pub mod hidden { pub struct Inner; } pub macro makes($n:ident) { pub use hidden::Inner as $n; } } a::makes!(S);',
      'S',
      'struct main::a::hidden::Inner',
    ));
  it('are not taken for those in comments and strings', () =>
    check('// a macro like (this {\nconst T: &str = "macro m {"; struct S;', 'S', 'struct main::S'));
  it('may be a name of something else', async () => {
    const { resolver, main } = await testResolver('mod r#macro { pub struct S; } use r#macro::S as T;');
    assert.deepEqual(resolver.gapsIn(main), []);
  });
});
