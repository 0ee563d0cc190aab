import assert from 'node:assert/strict';
import { type DropsOptions, dropsText } from '../support/drops.ts';

const types = `struct D; impl Drop for D { fn drop(&mut self) {} }
struct P { a: D, b: D }
impl D { fn n(&self) -> usize { 1 } fn get(&self) -> Option<usize> { None } }
fn eat(_: D) {}`;

/** The points of `f`, whose text stands in one line: `column kind: drops`. */
async function check(text: string, expected: readonly string[], options?: DropsOptions): Promise<void> {
  const all = await dropsText(`${types}\n${text}`, options);
  const own = all.split('\n').filter((line) => /^(f|\{closure\}) /.test(line));
  assert.deepEqual(
    own.map((line) => line.replace(/^(?:f )?(\{closure\} )?5:/, '$1')),
    expected,
  );
}

describe('drop schedules', () => {
  it('drop variables in reverse order, parameters last', () =>
    check('fn f(p: D) { let a = D; let b = D; }', ['36 end: b, a, p']));

  it('leave out what was moved away', () => check('fn f(p: D) { let a = D; eat(p); }', ['33 end: a']));

  it('mark what a drop flag decides', () =>
    check('fn f(p: D, go: bool) { if go { eat(p); } }', ['42 end: p?']));

  it('name what is left of a value', () => check('fn f(p: P) { let a = p.a; }', ['27 end: a, p.b']));

  it('keep a value whole that only lost what needs no drop', () =>
    check("struct R<'a> { r: &'a mut u8, d: D } fn f(x: R) { let r = x.r; }", ['64 end: x']));

  it('drop the box of moved content', () => check('fn f(p: Box<D>) { let a = *p; }', ['31 end: a, p(box)']));

  it('drop the old value at an assignment', () =>
    check('fn f(mut p: D) { p = D; }', ['18 assign: p', '25 end: p']));

  it('end the temporaries of a statement', () => check('fn f() { D.n(); }', ['15 end: <D>']));

  it('end the temporaries of a tail after the variables until 2021', () =>
    check('fn f() -> usize { let a = D; D.n() }', ['36 end: a, <D>']));

  it('end the temporaries of a tail before the variables since 2024', () =>
    check('fn f() -> usize { let a = D; D.n() }', ['34 end: <D>', '36 end: a'], { edition: '2024' }));

  it('keep what a let borrows', () => check('fn f() { let r = &D; let b = D; }', ['33 end: b, <D>']));

  it('end the temporaries of if let before else since 2024', () =>
    check('fn f() { if let Some(_) = D.get() { 1; } else { 2; } }', ['40 end: <D>'], { edition: '2024' }));

  it('list all that an early exit drops', () =>
    check('fn f(p: D) -> Option<u8> { let a = D; let x = None?; Some(x) }', ['51 ?: a, p', '62 end: a, p']));

  it('follow breaks out of loops', () =>
    check('fn f() { loop { let a = D; if true { break; } } }', ['38 break: a', '47 end: a']));

  it('drop what a pattern leaves of a parameter', () =>
    check('fn f(P { a, .. }: P, _: D) {}', ['29 end: #2, a, #1.b']));

  it('drop what a closure holds by value with it', () =>
    check('fn f(p: D) { let c = move || { let r = &p; r.n() }; }', ['53 end: c']));

  it('leave out arms and values that cfg takes out', async () => {
    await check('fn f(p: D, n: u8) { match n { #[cfg(no)] 1 => eat(p), _ => {} } }', ['65 end: p']);
    await check('fn f(p: D) -> u8 { #[cfg(all())] { eat(p); 1 } #[cfg(no)] { 2 } }', []);
    await check('fn f(p: D, q: D) -> P { P { #[cfg(no)] a: p, #[cfg(all())] a: q, b: D } }', ['73 end: p']);
  });

  it('say nothing of code that does not parse', async () => {
    const text = await dropsText('fn f(p: String) { let x = ; }');
    assert.match(text, /f: unresolved: the code does not parse/);
  });

  it('call what a macro declares around a name not a variable of the user', () =>
    check(
      'macro_rules! pin { ($x:ident) => { let mut $x = $x; let mut $x = &mut $x; } } fn f(p: D) { pin!(p); }',
      ['101 end: <D>'],
    ));

  it('list a function that a macro writes once, where the uses agree', async () => {
    const macro = 'macro_rules! m { ($T:ident $x:ty) => { struct $T($x); impl $T { fn f(self, d: D) {} } } }';
    assert.equal(
      (await dropsText(`${types}\n${macro} m!(A D); m!(B D);`)).split('\n').slice(1).join('\n'),
      'f 5:83 end: d, self',
    );
    assert.match(
      await dropsText(`${types}\n${macro} m!(A D); m!(B u8);`),
      /f 5:83 end: unresolved: the uses of the macro/,
    );
  });

  it('find functions within functions', () => check('fn g() { fn f(p: D) {} }', ['22 end: p']));

  it('drop a closure that never returns like any other', () =>
    check('fn f(p: D) -> u8 { let n = "1".parse().unwrap_or_else(|_| panic!()); n }', ['72 end: p']));

  it("take what an assignment drops behind two pointers for the compiler's", () =>
    check('struct B { b: Box<P> } fn f(mut p: B) { p.b.a = D; }', ['41 end: <D>', '52 end: p']));

  it('keep what a method of impl Trait only borrows', () =>
    check(
      'fn g(d: D) -> impl Iterator<Item = D> { Some(d).into_iter() } fn f(p: D) { let mut i = g(p); i.next(); }',
      ['102 end: <Option<D>>', '104 end: i'],
    ));

  it('follow the value of a break that is a tuple', () =>
    check('fn f(p: D) { let (a, b) = loop { break (p, D); }; }', ['51 end: b, a']));

  it('extend temporaries of the arms that cfg leaves', () =>
    check('fn f(p: D) { let r = match 1 { #[cfg(no)] 1 => &none(), _ => &p }; }', ['68 end: p']));
});
