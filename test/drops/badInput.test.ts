import assert from 'node:assert/strict';
import { dropsText } from '../support/drops.ts';

/** What the drops of a function with this body are, or why they aren't known. */
const check = (body: string) => dropsText(`fn f(s: String) { ${body} }`);

describe('drops of functions that nobody writes', () => {
  const nested = (open: string, inner: string, close: string) =>
    open.repeat(5000) + inner + close.repeat(5000);
  it('expressions nested 5000 deep', async () => {
    for (const code of [nested('{', '1', '}'), nested('1+', '1', ''), nested('!', 'true', '')])
      assert.match(await check(code), /nests too deep/);
  });
  it('functions nested 5000 deep', async () =>
    assert.match(await check(nested('fn g() {', '', '}')), /nests too deep/));
  it('variables of which each holds the one before twice', async () => {
    for (const value of ['d(x)', '(&x, &x)']) {
      const lets = `let x = ${value};`.repeat(60);
      assert.match(
        await check(`fn d<T>(t: T) -> (T, T) { loop {} } let x = 1; ${lets}`),
        /more than 50000 parts/,
      );
    }
  });
  it('patterns nested 5000 deep', async () =>
    assert.match(await check(`let ${nested('(', 'x', ',)')} = 1;`), /nests too deep/));
  it('bodies that are megabytes long', async () =>
    assert.match(await check(`/*${'x'.repeat(500_000)}*/`), /too long to be looked at/));
});
