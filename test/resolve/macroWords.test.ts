import assert from 'node:assert/strict';
import { MacroExpander } from '../../server/src/resolve/macros/macroExpander.ts';
import { shown, testResolver } from '../support/resolve.ts';

/** What a name of the root means, and which macros were expanded to find it. */
async function expansions(fixture: string, name: string) {
  const { resolver, scope } = await testResolver(fixture);
  const expand = MacroExpander.prototype.expand;
  const called: string[] = [];
  MacroExpander.prototype.expand = function (macro, ...rest) {
    called.push(macro.name);
    return expand.call(this, macro, ...rest);
  };
  try {
    return { meaning: shown(resolver.resolveNames(scope(), [name], 'type')), called };
  } finally {
    MacroExpander.prototype.expand = expand;
  }
}

async function check(fixture: string, name: string, meaning: string, ...called: string[]) {
  assert.deepEqual(await expansions(fixture, name), { meaning, called });
}

const makes = 'macro_rules! makes { ($n:ident) => { struct $n; } }';
const none = (name: string) => `unknown: there is no name \`${name}\` in crate \`main\``;

describe('macro calls expanded for a name', () => {
  it('are those with the name in their arguments', () =>
    check(`${makes} makes!(A); makes!(B); makes!(C);`, 'B', 'struct main::B', 'makes'));
  it('are those of macros with the name in their rules', () =>
    check(`${makes} macro_rules! b { () => { struct B; } } makes!(A); b!();`, 'B', 'struct main::B', 'b'));
  it('are those of macros that call one with the name', () =>
    check(
      `${makes} macro_rules! b { () => { struct B; } } macro_rules! c { () => { b!(); } } makes!(A); c!();`,
      'B',
      'struct main::B',
      'c',
      'b',
    ));
  it('are those of thousands of macros in a row, as far as rustc follows them', async () => {
    const chain = Array.from({ length: 5000 }, (_, i) => `macro_rules! m${i + 1} { () => { m${i}!(); } }`);
    const { meaning } = await expansions(
      `macro_rules! m0 { () => { struct A; } } ${chain.join(' ')} m5000!();`,
      'A',
    );
    assert.match(meaning, /recursion limit reached while expanding/);
  });
  it('are those of which the macro is not known by its name', () =>
    check(`mod a { ${makes} pub(crate) use makes; } use a::makes; makes!(A);`, 'B', none('B'), 'makes'));
  it('are those whose macro may be an argument', () =>
    check(
      `${makes} macro_rules! b { ($n:ident) => { struct B; } } macro_rules! call { ($m:ident) => { $m!(A); } } call!(b);`,
      'B',
      'struct main::B',
      'call',
      'b',
    ));
  it('are those that import everything from somewhere', () =>
    check(
      `${makes} mod a { pub struct B; } macro_rules! all { ($m:ident) => { use $m::*; } } makes!(A); all!(a);`,
      'B',
      'struct main::a::B',
      'all',
    ));
  it('are those that define the macro of another one that is expanded', () =>
    check(
      `macro_rules! defines { ($m:ident $n:ident) => { macro_rules! $m { () => { struct $n; } } } }
       defines!(a A); defines!(b B); a!(); b!();`,
      'B',
      'struct main::B',
      'defines',
      'defines',
      'b',
    ));
  it('are those with a module whose macros are used behind it', () =>
    check(
      `//- /main.rs
       macro_rules! all { ($($i:item)*) => { $($i)* } } macro_rules! own { () => { struct A; } }
       all! { #[macro_use] mod inner; } own!();
//- /inner.rs
       macro_rules! own { () => { struct B; } }`,
      'B',
      'struct main::B',
      'all',
      'own',
    ));
  it('leave macros alone that repeat, point and multiply', () =>
    check(
      'macro_rules! m { ($($n:ident),*) => { $( struct $n { p: *mut u8 } )* } } m!(A, C);',
      'B',
      none('B'),
    ));
});
