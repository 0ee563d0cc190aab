import assert from 'node:assert/strict';
import { dropsAt } from '../../server/src/features/drops/dropsAt.ts';
import type { DropBodyView, DropView, LaneHold } from '../../shared/dropView.ts';
import { openText } from '../support/features.ts';

const given = [
  "struct Noisy(&'static str);",
  'impl Drop for Noisy { fn drop(&mut self) {} }',
  'fn keep<T>(_: T) {}',
  'async fn tick() {}',
].join('\n');

async function viewOf(fn: string, edition: '2021' | '2024' = '2021'): Promise<DropView> {
  const { cx, offset } = await openText(`${given}\n${fn.replace('fn f', 'fn f$0')}`, { edition });
  const view = dropsAt(cx, offset);
  assert.ok(view);
  return view;
}

const signs: Record<LaneHold, string> = { value: '|', nothing: '.', maybe: '?', parts: ':' };

/** A row a line: for each lane what it holds before and after the line, and between them what happens. */
function picture({ timeline, points }: DropBodyView): string {
  assert.ok(timeline);
  const rows = timeline.lines.map(({ text }, k) => {
    const line = timeline.firstLine + k;
    const cells = timeline.lanes.map(({ id, first, last, holds, moves }) => {
      if (line < first || line > last) return '   ';
      const before = holds.findLast((hold) => hold.line < line)?.after ?? 'nothing';
      const hold = holds.find((h) => h.line === line) ?? { before, after: before };
      const drop = points.some((p) => p.line === line && p.steps.some((step) => step.lane === id));
      const fate = moves.find((move) => move.line === line)?.fate;
      const sign = drop ? 'x' : fate ? { goes: '>', drops: 'D', leaks: 'L' }[fate] : '-';
      return `${signs[hold.before]}${sign}${signs[hold.after]}`;
    });
    return `${cells.join(' ')} ${text.trim()}`.trimEnd();
  });
  return rows.join('\n');
}

async function lanes(fn: string): Promise<string> {
  const [body] = (await viewOf(fn)).bodies;
  return picture(body!);
}

describe('the lives of values along the source', () => {
  it('begin where a value is made and end where its scope ends', async () =>
    assert.equal(
      await lanes('fn f() {\nlet a = Noisy("a");\n{\nlet b = Noisy("b");\n}\nkeep(0);\n}'),
      [
        '        fn f() {',
        '.-|     let a = Noisy("a");',
        '|-|     {',
        '|-| .-| let b = Noisy("b");',
        '|-| |x. }',
        '|-|     keep(0);',
        '|x.     }',
      ].join('\n'),
    ));

  it('tell where a value moves away, on one path or on all', async () =>
    assert.equal(
      await lanes('fn f(a: Noisy, c: bool) {\nif c {\nkeep(a);\n} else {\nkeep(1);\n}\nkeep(2);\n}'),
      [
        '.-| fn f(a: Noisy, c: bool) {',
        '|-| if c {',
        '|>. keep(a);',
        '|-| } else {',
        '|-| keep(1);',
        '|-| }',
        '?-? keep(2);',
        '?x. }',
      ].join('\n'),
    ));

  it('are empty until the first value comes', async () =>
    assert.equal(
      await lanes('fn f() {\nlet a;\nkeep(0);\na = Noisy("a");\nkeep(1);\n}'),
      ['    fn f() {', '.-. let a;', '.-. keep(0);', '.-| a = Noisy("a");', '|-| keep(1);', '|x. }'].join(
        '\n',
      ),
    ));

  it('go on behind an early exit and behind an assignment', async () =>
    assert.equal(
      await lanes(
        'fn f(c: bool) {\nlet mut a = Noisy("a");\nif c {\nreturn;\n}\na = Noisy("b");\nkeep(1);\n}',
      ),
      [
        '    fn f(c: bool) {',
        '.-| let mut a = Noisy("a");',
        '|-| if c {',
        '|x| return;',
        '|-| }',
        '|x| a = Noisy("b");',
        '|-| keep(1);',
        '|x. }',
      ].join('\n'),
    ));

  it("stay with a loop's body", async () =>
    assert.equal(
      await lanes(
        'fn f(xs: [Noisy; 2]) {\nfor x in xs {\nif c() { continue; }\nkeep(0);\n}\n}\nfn c() -> bool { true }',
      ),
      [
        '.-|         fn f(xs: [Noisy; 2]) {',
        '|>. .-| .-| for x in xs {',
        '.-. |-| |x| if c() { continue; }',
        '.-. |-| |-| keep(0);',
        '.-. |x. |x. }',
        '.-.         }',
      ].join('\n'),
    ));

  it('are those of the iterator in a loop over what a call gives', async () =>
    assert.equal(
      await lanes('fn f(mut v: Vec<u8>) {\nfor x in v.drain(..) {\nkeep(x);\n}\n}'),
      [
        '.-|     fn f(mut v: Vec<u8>) {',
        '|-| .-| for x in v.drain(..) {',
        '|-| |-| keep(x);',
        '|-| |x. }',
        '|x.     }',
      ].join('\n'),
    ));

  it('tell what mem::drop and mem::forget do', async () =>
    assert.equal(
      await lanes('fn f(a: Noisy, b: Noisy) {\ndrop(a);\nstd::mem::forget(b);\n}'),
      [
        '.-| .-| fn f(a: Noisy, b: Noisy) {',
        '|D. |-| drop(a);',
        '.-. |L. std::mem::forget(b);',
        '.-. .-. }',
      ].join('\n'),
    ));

  it('keep what a partial move leaves', async () => {
    const [body] = (await viewOf('fn f(p: (Noisy, Noisy)) {\nlet (a, _) = p;\nkeep(0);\n}')).bodies;
    assert.equal(
      picture(body!),
      ['.-|     fn f(p: (Noisy, Noisy)) {', '|>: .-| let (a, _) = p;', ':-: |-| keep(0);', ':x. |x. }'].join(
        '\n',
      ),
    );
    assert.equal(body?.timeline?.lanes[0]?.moves[0]?.text, '`p.0` is moved into `a`');
  });

  it('belong to the closure in a closure', async () => {
    const [, closure] = (await viewOf('fn f(a: Noisy) {\nlet c = move || {\ndrop(a);\n};\nc();\n}')).bodies;
    assert.deepEqual(
      closure?.timeline?.lanes.map(({ label }) => label),
      ['captured a'],
    );
    assert.deepEqual(
      closure?.calls?.map(({ text }) => text),
      ['drops `a` here'],
    );
  });
});

const targets: readonly (readonly [title: string, body: string, text: string])[] = [
  ['a function', 'keep(a)', '`a` is moved into `keep`'],
  ['a method', 'a.go();', '`a` is taken by `go`'],
  ['a variable', 'let b = a;', '`a` is moved into `b`'],
  ['a struct', 'let w = W { n: a };', '`a` is moved into `W`'],
  ['a tuple', 'let t = (a, 1);', '`a` is moved into a tuple'],
  ['a closure', 'let c = move || { let _a = &a; };', '`a` is moved into the closure'],
  ['the caller', 'return a', '`a` is returned'],
  ['the caller, at the end', 'a', '`a` is returned'],
  ['the caller, through a branch', 'if true { a } else { loop {} }', '`a` is returned'],
  ['a branch', 'let b = if true { a } else { loop {} };', '`a` is moved into `b`'],
  ['a macro', 'let v = vec![a];', '`a` is moved into `vec`'],
];

describe('where a moved value goes', () => {
  for (const [title, text, expected] of targets) {
    it(title, async () => {
      const items = 'struct W { n: Noisy } impl Noisy { fn go(self) {} }';
      const { bodies } = await viewOf(`fn f(a: Noisy) -> impl Sized { ${text} }\n${items}`);
      assert.equal(bodies[0]?.timeline?.lanes[0]?.moves[0]?.text, expected);
    });
  }
});

describe('guards', () => {
  const locks = 'm: &std::sync::Mutex<u8>, n: &std::sync::Mutex<u8>';

  async function notes(text: string): Promise<readonly string[]> {
    const { bodies } = await viewOf(`async fn f(${locks}) { ${text} }`);
    return bodies.flatMap((body) => body.notes ?? []).map((note) => note.text);
  }

  it('that are dropped before an await are no worry', async () =>
    assert.deepEqual(await notes('let g = m.lock().unwrap(); drop(g); tick().await;'), []));

  it('that may be held across an await are', async () =>
    assert.deepEqual(await notes('let g = m.lock().unwrap(); if true { drop(g); } tick().await;'), [
      '`g` is still locked while this waits',
    ]));

  it('of a RefCell count for an await', async () => {
    const { bodies } = await viewOf(
      'async fn f(c: &std::cell::RefCell<u8>) { let g = c.borrow_mut(); tick().await; }',
    );
    assert.deepEqual(
      bodies[0]?.notes?.map(({ kind, text }) => [kind, text]),
      [['heldAcrossAwait', '`g` still borrows while this waits']],
    );
  });

  it('in temporaries count too', async () =>
    assert.deepEqual(await notes('let g = m.lock().unwrap(); *n.lock().unwrap() += *g;'), [
      'a temporary `MutexGuard<u8>` locks while `g` is still locked',
    ]));

  it('that only change their places lock nothing', async () =>
    assert.deepEqual(await notes('let g = m.lock().unwrap(); let h = n.lock().unwrap(); drop(h);'), [
      '`h` locks while `g` is still locked',
    ]));

  it('are marked as such', async () => {
    const { bodies } = await viewOf(`fn f(${locks}) { let g = m.lock().unwrap(); }`);
    assert.equal(bodies[0]?.timeline?.lanes[0]?.guard, 'lock');
  });
});

describe('editions', () => {
  const tail =
    'fn f(m: &std::sync::Mutex<String>) -> usize {\nlet a = Noisy("a");\nm.lock().unwrap().len()\n}';

  it('are set against each other in the lines where they differ', async () => {
    const { other } = await viewOf(tail, '2024');
    const steps = (points: readonly { steps: readonly { type: string }[] }[]) =>
      points.flatMap((point) => point.steps.map(({ type }) => type));
    assert.equal(other?.edition, '2021');
    assert.deepEqual(
      other?.lines.map(({ line, own, other: others }) => [line, steps(own), steps(others)]),
      [
        [7, ['MutexGuard<String>'], []],
        [8, ['Noisy'], ['Noisy', 'MutexGuard<String>']],
      ],
    );
  });

  it('are not told of where they are the same', async () =>
    assert.equal((await viewOf('fn f() {\nlet a = Noisy("a");\n}')).other, undefined));
});

describe('a value in the list of drops', () => {
  it('ends with its place on the stack', async () => {
    const { bodies } = await viewOf('fn f(s: String) {}');
    const [step] = bodies[0]?.points[0]?.steps ?? [];
    assert.deepEqual(
      step?.parts.map(({ text }) => text),
      ['`vec`: `Vec<u8>`', 'its 24 bytes on the stack are free'],
    );
  });
});
