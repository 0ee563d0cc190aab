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
});
