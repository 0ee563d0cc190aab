import assert from 'node:assert/strict';
import { dropsOf } from '../../server/src/engine/drops.ts';
import { listDrops } from '../../server/src/features/drops/dropsListing.ts';
import { listLayouts } from '../../server/src/features/layoutJson.ts';
import { openAnalysis } from '../support/features.ts';
import { memoryFiles } from '../support/memoryFiles.ts';

/** Everything that is said of a crate's types and functions: sizes, and reasons where there are none. */
async function answers(source: string): Promise<{ sizes: Record<string, number>; reasons: string }> {
  const text = source.startsWith('//-') ? source : `//- /main.rs\n${source}`;
  const { engine, project } = await openAnalysis(memoryFiles(text), '/main.rs');
  const crate = project.graph.roots[0]!;
  const { types, unresolved } = listLayouts(crate, engine, (path) => path);
  const { schedules } = dropsOf(engine);
  const drops = listDrops(engine.resolver.functionsIn(crate), schedules, (path) => path);
  const reasons = [...unresolved, ...drops.unresolved].map(({ reason }) => reason).join('\n');
  assert.doesNotMatch(reasons, /a defect of/);
  return { sizes: Object.fromEntries(types.map(({ name, size }) => [name, size])), reasons };
}

/** The type `S` beside what is hostile is answered, and a reason given. */
async function holds(source: string, reason = /(?:)/): Promise<void> {
  const { sizes, reasons } = await answers(`${source}\nstruct S(u8);`);
  assert.equal(sizes.S, 1);
  assert.match(reasons, reason);
}

describe('code that would never end', function () {
  this.timeout(60_000);
  const limit = /recursion limit reached while expanding `m!`/;

  it('a macro that doubles modules', () =>
    holds('macro_rules! m { () => { mod x { m!(); m!(); } } } m!();', limit));
  it('a macro that doubles blocks of a body', () =>
    holds('macro_rules! m { () => { { m!(); m!(); } } } fn f() { let s = String::new(); m!(); }', limit));
  it('a macro that doubles functions in functions', () =>
    holds('macro_rules! m { () => { fn f() { m!(); m!(); } } } m!();', limit));
  it('a macro that doubles impls in methods', () =>
    holds(
      'macro_rules! m { ($t:ident) => { struct $t; impl $t { fn f() { m!($t); m!($t); } } } } m!(A);',
      limit,
    ));
  it('a macro that doubles the members of an impl', () =>
    holds('macro_rules! m { () => { m!(); m!(); } } struct A; impl A { m!(); }'));
  it('a macro that doubles constants, patterns and types', () =>
    holds(`macro_rules! m { () => { m!() + m!() } } const A: usize = m!(); struct B([u8; A]);
      macro_rules! t { () => { (t!(), t!()) } } struct C(t!());
      macro_rules! p { () => { (p!(), p!()) } } fn f(x: (u8, u8)) { let p!() = x; }`));
  it('hundreds of such macros', () =>
    holds(
      `macro_rules! m { ($($x:tt)*) => { mod x { m!($($x)* a); m!($($x)* b); } } } ${'m!();'.repeat(300)}`,
    ));
  it('forty macros that call the next one twice', () => {
    const macros = Array.from(
      { length: 40 },
      (_, i) => `macro_rules! m${i} { () => { mod a { m${i + 1}!(); } mod b { m${i + 1}!(); } } }`,
    );
    return holds(`macro_rules! m40 { () => {} } ${macros.join('\n')} m0!();`, /takes too many steps/);
  });
  it('a macro whose repetition takes nothing', () =>
    holds('macro_rules! m { ($($p:vis)*) => {} } m!(a);', /repetition matches empty token tree/));
  it('a recursion limit of a billion', () =>
    holds('#![recursion_limit = "1000000000"] macro_rules! m { () => { mod x { m!(); } } } m!();', limit));

  it('a file that includes itself in a function', () =>
    holds('fn f() { include!("main.rs"); } fn g() { include!("main.rs"); }'));
  it('a file that includes itself in a constant', () =>
    holds('const A: usize = include!("main.rs"); struct B([u8; A]);'));

  it('a where clause that doubles its type', () =>
    holds(`trait R { type O; } impl<T> R for Option<T> where Option<(T, T)>: R { type O = u8; }
      struct A(<Option<u8> as R>::O);`));
  it('bounds that double', () =>
    holds(`trait R { type O; } struct P<A, B>(A, B);
      impl<A, B> R for P<A, B> where P<P<A, B>, u8>: R, P<P<A, B>, u16>: R { type O = u8; }
      struct A(<P<u8, u8> as R>::O); fn f<T: R>(_: T) {} fn g() { f(P(1, 2)) }`));
  it('a trait whose default is a trait object of itself', () =>
    holds('pub trait A<T = dyn A> {} pub fn f(_x: Box<dyn A>) {} struct B(Box<dyn A>);'));
  it('a constant that is one more than itself', () =>
    holds(`fn ret<const N: usize>() -> [u8; N] { panic!() } fn bind<const N: usize>(v: [u8; N]) -> [u8; N + 1] { panic!() }
      fn main() { let mut a = ret(); a = bind(a); }`));

  it('thirty files with two path attributes each', () => {
    const files = Array.from(
      { length: 30 },
      (_, i) => `//- /f${i}.rs\n#[path = "f${i + 1}.rs"] mod a; #[path = "f${i + 1}.rs"] mod b;`,
    );
    return holds(
      `//- /f30.rs\npub struct Z(u8);\n${files.join('\n')}\n//- /main.rs\n#[path = "f0.rs"] mod a;`,
      /files stand for modules too often/,
    );
  });
  it('sixty modules that each open all others', () => {
    const globs = Array.from({ length: 60 }, (_, i) => `pub use super::m${i}::*;`).join('');
    const modules = Array.from({ length: 60 }, (_, i) => `mod m${i} { ${globs} pub struct S${i}(u8); }`);
    return holds(`${modules.join('\n')} use m0::*; struct A(S7, Missing);`, /Missing/);
  });

  it('ranges of ranges', () => holds(`fn f() { let _x = ${'.. '.repeat(100)}; }`));
  it('a match of 5,200 arms, and one of 2,000 with guards', () => {
    const arms = Array.from({ length: 5200 }, (_, i) => `${i} => ${i},`).join('\n');
    const guarded = Array.from({ length: 2000 }, (_, i) => `${i} if v > 1 => s,`).join('\n');
    return holds(`fn f(v: u32) -> u32 { match v { ${arms} _ => 0 } }
      fn g(v: u32, s: String) -> String { match v { ${guarded} _ => s } }`);
  });
});
