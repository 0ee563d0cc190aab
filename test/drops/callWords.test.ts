import assert from 'node:assert/strict';
import { renderDrops } from '../../server/src/cli/renderDrops.ts';
import { createPaint } from '../../server/src/cli/text.ts';
import { dropsOf, functionAt } from '../../server/src/engine/drops.ts';
import { callNotes } from '../../server/src/features/drops/callWords.ts';
import { dropHoverAt } from '../../server/src/features/drops/dropHover.ts';
import { dropsAt } from '../../server/src/features/drops/dropsAt.ts';
import { listDrops } from '../../server/src/features/drops/dropsListing.ts';
import { openText } from '../support/features.ts';

const guard = 'struct Guard; impl Drop for Guard { fn drop(&mut self) {} }';

async function hover(params: string, body: string): Promise<string | undefined> {
  const { cx, offset } = await openText(`use std::mem; ${guard} fn f<T>(${params}) { ${body} }`);
  return dropHoverAt(cx, offset)?.markdown;
}

const cases: readonly (readonly [title: string, params: string, body: string, text: string | undefined])[] = [
  ['drops', 's: String', 'dr$0op(s);', 'Drops `s` here'],
  ['drops by its path', 's: String', 'std::mem::dro$0p(s);', 'Drops `s` here'],
  [
    'drops a guard',
    "g: std::sync::MutexGuard<'_, u8>",
    'dr$0op(g);',
    'Drops `g` here, which unlocks the mutex',
  ],
  ['drops what a parameter decides', 't: T', 'dr$0op(t);', 'Drops `t` here, if its type needs dropping'],
  ['a copy', 'n: u8', 'dr$0op(n);', '`n` is `Copy`: only a copy of it goes, and nothing is dropped'],
  ['nothing to drop', 'n: &mut u8', 'dr$0op(n);', '`n` is moved away; nothing of it needs dropping'],
  ['forgets', 's: String', 'mem::for$0get(s);', '`s` is never dropped; what it has on the heap leaks'],
  [
    'forgets a guard',
    "g: std::sync::MutexGuard<'_, u8>",
    'mem::for$0get(g);',
    '`g` is never dropped; what it locks stays locked',
  ],
  [
    'forgets an owner',
    'r: std::rc::Rc<String>',
    'mem::for$0get(r);',
    '`r` is never dropped; it stays counted as an owner',
  ],
  [
    'leaks a box',
    'b: Box<u8>',
    'Box::le$0ak(b);',
    '`b` is never dropped: what is left is a reference to its content; what it has on the heap leaks',
  ],
  [
    'leaks a vector',
    'v: Vec<u8>',
    'v.le$0ak();',
    '`v` is never dropped: what is left is a reference to its content; what it has on the heap leaks',
  ],
  [
    'gives a box away',
    'b: Box<u8>',
    'Box::into_r$0aw(b);',
    '`b` is not dropped: unless `Box::from_raw` takes the pointer back, it is lost; what it has on the heap leaks',
  ],
  [
    'wraps',
    's: String',
    'let m = mem::ManuallyDrop::ne$0w(s);',
    '`s` is not dropped with the `ManuallyDrop`: unless `ManuallyDrop::drop` or `into_inner` takes it, it is lost; what it has on the heap leaks',
  ],
  [
    'takes',
    'mut s: String',
    'let t = mem::ta$0ke(&mut s);',
    "Leaves its type's `Default::default()` in `s`; the old value moves out",
  ],
  [
    'replaces',
    'mut s: String, t: String',
    'let u = mem::repl$0ace(&mut s, t);',
    'Puts `t` into `s`; the old value moves out',
  ],
  [
    'replaces behind a reference',
    "r: &mut &'static str, t: &'static &'static str",
    'let u = mem::repl$0ace(r, &t);',
    'Puts `&t` into `*r`; the old value moves out',
  ],
  [
    'forgets what has a destructor',
    'g: Option<Guard>',
    'mem::for$0get(g);',
    '`g` is never dropped; the `Drop::drop` of `Guard` never runs',
  ],
  [
    'swaps',
    'mut s: String, mut t: String',
    'mem::sw$0ap(&mut s, &mut t);',
    'Swaps `s` and `t`; nothing is dropped',
  ],
  [
    'takes out of an option',
    'mut o: Option<String>',
    'let u = o.ta$0ke();',
    'Leaves `None` in `o`; the old value moves out',
  ],
  [
    'replaces in an option',
    'mut o: Option<String>, s: String',
    'let u = Option::repl$0ace(&mut o, s);',
    'Puts `Some` of `s` into `o`; the old value moves out',
  ],
  ['inside a closure', 's: String', 'let c = move || dr$0op(s);', 'Drops `s` here'],
  ['an own function of that name', 's: String', 'fn drop(s: String) {} dr$0op(s);', undefined],
  ['another method of that name', 'i: std::vec::IntoIter<u8>', 'let j = i.ta$0ke(3);', undefined],
];

describe('calls of std that decide about drops', () => {
  for (const [title, params, body, text] of cases) {
    it(title, async () => assert.equal(await hover(params, body), text));
  }

  it('stand in the terminal between the points', async () => {
    const { cx, offset } = await openText('fn f$0(s: String) {\n    drop(s);\n}');
    const def = functionAt(cx, offset);
    assert.ok(def);
    const { schedules } = dropsOf(cx.engine);
    const callsOf = () => callNotes(cx.engine, def);
    const listing = listDrops([def], schedules, () => 'a.rs', { callsOf });
    assert.equal(
      renderDrops(listing, createPaint(false)),
      'a.rs:1 f\n  2:5 call: drops `s` here\n  3:1 end: drops nothing   (not s)\n',
    );
  });

  it('stand in the view', async () => {
    const { cx, offset } = await openText('fn f(s: String) {\n    $0drop(s);\n}');
    const [body] = dropsAt(cx, offset)?.bodies ?? [];
    assert.deepEqual(
      body?.calls?.map(({ line, text }) => [line, text]),
      [[2, 'drops `s` here']],
    );
  });
});
