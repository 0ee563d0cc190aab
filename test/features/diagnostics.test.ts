import assert from 'node:assert/strict';
import { diagnostics } from '../../server/src/features/diagnostics/diagnostics.ts';
import { defaultSettings } from '../../shared/settings.ts';
import { openText } from '../support/features.ts';

/** What is found, as `text: message`. */
async function find(fixture: string, level: 'off' | 'hint' = 'hint'): Promise<readonly string[]> {
  const { cx, text } = await openText(fixture);
  const found = [
    ...diagnostics(cx, { start: 0, end: text.length }, { ...defaultSettings.diagnostics, level }),
  ];
  return found.map(({ span, message }) => `${text.slice(span.start, span.end)}: ${message}`);
}

describe('diagnostics', () => {
  it('name a variant that is far larger than the next', async () =>
    assert.deepEqual(await find('enum E { Big([u8; 300]), Small(u8) }'), [
      'Big: Big needs 301 bytes, Small only 2 bytes: every E pays for it.',
    ]));
  it('name large arrays in variables and parameters', async () =>
    assert.deepEqual(await find('fn f(a: [u8; 20000], b: &[u8; 20000]) { let x: [u64; 4096] = g(); }'), [
      '[u8; 20000]: This array takes 20,000 bytes of the stack.',
      '[u64; 4096]: This array takes 32,768 bytes of the stack.',
    ]));
  it('name results that are large for their error', async () =>
    assert.deepEqual(await find('struct E([u8; 200]);\nimpl E { fn f() -> Result<(), E> { Ok(()) } }'), [
      'Result<(), E>: The Err of this Result, E, has 200 bytes; the Ok pays for it.',
    ]));
  it('find nothing while they are off', async () =>
    assert.deepEqual(await find('enum E { Big([u8; 300]), Small(u8) }', 'off'), []));
});
