import assert from 'node:assert/strict';
import { closuresOf, typedBody } from '../support/bodies.ts';

async function captures(fixture: string, edition?: '2018' | '2021'): Promise<readonly string[]> {
  return closuresOf(await typedBody(fixture, edition));
}

const PAIR = 'struct P { a: String, b: String }';

describe('captures', () => {
  it('take fields one by one from edition 2021 on', async () => {
    const fixture = `${PAIR} fn main() { let p = P { a: String::new(), b: String::new() };
      let f = || { let x = &p.a; drop(p.b); }; }`;
    assert.deepEqual(await captures(fixture), ['FnOnce: p.a by ref, p.b by value']);
    assert.deepEqual(await captures(fixture, '2018'), ['FnOnce: p by value']);
  });

  it('take everything by value with move, up to the first reference', async () => {
    assert.deepEqual(
      await captures(`${PAIR} fn main() { let p = P { a: String::new(), b: String::new() }; let r = &p;
        let f = move || { r.a.len() }; }`),
      ['Fn: r by value'],
    );
  });

  it('say by how the body uses them which kind a closure is', async () => {
    assert.deepEqual(
      await captures(`fn main() { let mut n = 0; let s = String::new();
        let mut count = || n += 1; let look = || s.len(); let take = || s; }`),
      ['FnMut: n by refMut', 'Fn: s by ref', 'FnOnce: s by value'],
    );
  });

  it('leave out what a pattern does not look at', async () => {
    assert.deepEqual(
      await captures(
        `fn main() { let t = (String::new(), String::new()); let f = || { let (a, _) = &t; let _ = t; }; }`,
      ),
      ['Fn: t by ref'],
    );
  });

  it('pass through closures and format strings', async () => {
    assert.deepEqual(
      await captures(`fn main() { let s = String::new(); let f = || { let g = || println!("{s}"); g() }; }`),
      ['Fn: s by ref', 'Fn: s by ref'],
    );
  });
});
