import assert from 'node:assert/strict';
import { dropHoverAt } from '../../server/src/features/drops/dropHover.ts';
import { dropsAt } from '../../server/src/features/drops/dropsAt.ts';
import { dropHints } from '../../server/src/features/hints/dropHints.ts';
import { defaultSettings } from '../../shared/settings.ts';
import { openText } from '../support/features.ts';

const settings = { ...defaultSettings.inlayHints, drops: true };

async function labels(text: string, minimumDrops = 2): Promise<readonly string[]> {
  const { cx } = await openText(text);
  const range = { start: 0, end: cx.unit.text.length };
  return [...dropHints(cx, range, { ...settings, minimumDrops })].flat().map((h) => h.label);
}

async function hover(fixture: string): Promise<string | undefined> {
  const { cx, offset } = await openText(fixture);
  return dropHoverAt(cx, offset)?.markdown.replaceAll(/\]\([^)]*\)/g, ']');
}

describe('drop hints', () => {
  it('stand at the ends of scopes that drop enough', async () => {
    assert.deepEqual(await labels('fn f(a: String, go: bool) { let b = vec![1]; if go { drop(a); } }'), [
      'drops b, a?',
    ]);
    assert.deepEqual(await labels('fn f(a: String) {}'), []);
    assert.deepEqual(await labels('fn f(a: String) {}', 1), ['drops a']);
  });
});

describe('drop hovers', () => {
  it('number what a closing brace drops', async () =>
    assert.equal(
      await hover('fn f(a: String, m: &std::sync::Mutex<u8>) { let g = m.lock().unwrap(); $0}'),
      [
        '**Dropped where the scope ends**',
        '',
        '1. `g`, which unlocks the mutex: [variables are dropped at the end of their scope, last declared first]',
        '2. `a`: [parameters are dropped after the body, with what their patterns left unbound]',
        '   1. `vec`: `Vec<u8>`',
        '      1. frees its buffer (1 byte for each element)',
        '   2. its 24 bytes on the stack are free',
      ].join('\n'),
    ));

  it('say where a variable goes', async () =>
    assert.equal(
      await hover('fn f() {\n    let $0s = String::new();\n}'),
      '**Drops of `s`**\n\n- line 3, dropped where the scope ends: `s`',
    ));

  it('say nothing where nothing is dropped', async () =>
    assert.equal(await hover('fn f(a: u8) { $0}'), undefined));
});

describe('guard notes', () => {
  it('point out a second lock and an await under a lock', async () => {
    const { cx, offset } = await openText(
      'async fn g() {} async fn f$0(a: &std::sync::Mutex<u8>, b: &std::sync::Mutex<u8>) { let x = a.lock().unwrap(); let y = b.lock().unwrap(); g().await; }',
    );
    const [body] = dropsAt(cx, offset)?.bodies ?? [];
    assert.deepEqual(
      body?.notes?.map((note) => note.text),
      [
        '`y` locks while `x` is still locked',
        '`x` is still locked while this waits',
        '`y` is still locked while this waits',
      ],
    );
  });
});
