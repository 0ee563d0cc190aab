import assert from 'node:assert/strict';
import { compareDrops, wrongPoints } from './compareDrops.ts';
import { judge, type Step, stepsOf } from './judgePoint.ts';
import type { DropEntry, DropFunction, DropScope, RustDropsV1, TemporaryEntry } from './rustDrops.ts';

const drop = (text: string): DropEntry => ({
  variable: text.replace('?', ''),
  conditional: text.endsWith('?'),
});
const drops = (text: string): DropEntry[] => text.split(' ').filter(Boolean).map(drop);
/** Steps in a row: `b a?` are variables, `<4>` a temporary made in column 4 of line 1, `<>` one in a macro. */
const steps = (text: string): Step[] =>
  text
    .split(' ')
    .filter(Boolean)
    .flatMap((word) => {
      const temporary = /^<(\d*)>(\??)$/.exec(word);
      if (!temporary) return stepsOf({ drops: [drop(word)] });
      const at: TemporaryEntry = temporary[1] ? { at: [1, Number(temporary[1])] } : {};
      return stepsOf({ drops: [], temporaries: [{ ...at, conditional: temporary[2] === '?' }] });
    });
const end = (text: string, line = 3): DropScope => ({
  kind: 'end',
  line,
  column: 1,
  drops: drops(text),
  temporaries: [],
});
const answer = (...scopes: DropScope[]): RustDropsV1 => {
  const fn: DropFunction = { name: 'f', file: 'src/lib.rs', line: 1, column: 4, scopes };
  return { schema: 'rust-drops/1', functions: [fn] };
};

describe('the drops comparator', () => {
  const verdicts: readonly [string, string, string][] = [
    ['b a', 'b a', 'exact'],
    ['b a', 'a b', 'wrong order'],
    ['b a', 'b', 'missing variable'],
    ['b', 'b a', 'extra variable'],
    ['b a?', 'b a', 'conditional flag wrong'],
    ['#2 a', '_ a', 'exact'],
    ['s.name', 's', 'missing variable'],
    ['t.0.1', 't.0.1', 'exact'],
    ['s.1', 's.name', 'exact'],
    ['s.1', 's.2', 'missing variable'],
    ['<4> b', '<4> b', 'exact'],
    ['<4> b', 'b <4>', 'wrong order'],
    ['<4> b', 'b', 'missing temporary'],
    ['b', '<4> b', 'extra temporary'],
    ['<4>', '<5>', 'missing temporary'],
    ['<4>', '<>', 'exact'],
    ['<4>', '<4>?', 'conditional flag wrong'],
    ['<>', 'b', 'missing temporary'],
  ];
  for (const [want, got, verdict] of verdicts) {
    it(`${want} against ${got}: ${verdict}`, () => assert.equal(judge(steps(want), steps(got)), verdict));
  }

  it('can take a variable’s parts as one', () => {
    assert.equal(judge(steps('s.a s.b t'), steps('s t'), { wholeVariables: true }), 'exact');
  });

  const points: readonly [string, RustDropsV1, RustDropsV1, object][] = [
    ['the same', answer(end('b a')), answer(end('b a')), { exact: 1 }],
    ['a missing point', answer(end('b a')), answer(), { 'missing point': 1 }],
    ['an extra point', answer(), answer(end('b a')), { 'extra point': 1 }],
    [
      'an extra variable where none drops',
      answer({ ...end(''), moved: [{ variable: 'a' }] }),
      answer(end('a')),
      { 'extra variable': 1 },
    ],
    ['another line', answer(end('a')), answer(end('a', 4)), { 'missing point': 1, 'extra point': 1 }],
    [
      'an unresolved point',
      answer(end('a')),
      answer({ ...end(''), unresolved: 'no idea' }),
      { unresolved: 1 },
    ],
    ['no such function', answer(end('a')), { schema: 'rust-drops/1', functions: [] }, { unresolved: 1 }],
    [
      'another kind of exit',
      answer({ ...end('a'), kind: 'return' }),
      answer({ ...end('a'), kind: '?' }),
      { exact: 1 },
    ],
    [
      'an exit for an end',
      answer({ ...end('a'), kind: 'return' }),
      answer(end('a')),
      { 'missing point': 1, 'extra point': 1 },
    ],
    ['a point in a macro', answer({ ...end('a'), macro: true }), answer(end('a')), {}],
  ];
  for (const [name, oracle, product, expected] of points) {
    it(name, () => {
      const { exact, unresolved, wrong } = compareDrops(oracle, product);
      const counts = Object.entries({ exact, unresolved, ...wrong }).filter(([, n]) => n);
      assert.deepEqual(Object.fromEntries(counts), expected);
    });
  }

  it('counts temporaries as it counts variables', () => {
    const temporary = { ...end(''), temporaries: [{ at: [2, 5] as const, after: 0 }] };
    assert.equal(compareDrops(answer(temporary), answer(temporary)).exact, 1);
    assert.equal(compareDrops(answer(temporary), answer()).wrong['missing point'], 1);
    assert.equal(
      compareDrops(answer(end('a')), answer(end('a'), { ...temporary, line: 4 })).wrong['extra point'],
      1,
    );
  });

  it('does not tell an expression from its parentheses', () => {
    const made = (column: number) =>
      answer({ ...end(''), temporaries: [{ at: [2, column] as const, after: 0 }] });
    const text = () => 'fn f() {\n  ((made()));\n}';
    assert.equal(compareDrops(made(3), made(5), { text }).exact, 1);
    assert.equal(compareDrops(made(3), made(6), { text }).exact, 0);
  });

  describe('holds the order of points against each other', () => {
    const chain = (...next: (readonly number[])[]) =>
      answer(...next.map((after, k) => ({ ...end('abc'[k]!, k + 1), next: after })));
    const cases: readonly [string, RustDropsV1, RustDropsV1, number][] = [
      ['the same', chain([1], [2], []), chain([1], [2], []), 0],
      ['two in the other order', chain([1], []), chain([], [0]), 2],
      ['a way around one', chain([1], [2], []), chain([1, 2], [2], []), 1],
      ['a loop', chain([0, 1], []), chain([1], []), 1],
      ['no order told', chain([1], []), answer(end('a', 1), end('b', 2)), 0],
    ];
    for (const [name, oracle, product, faults] of cases) {
      it(name, () => {
        assert.equal(compareDrops(oracle, product).wrong['wrong sequence of points'], faults);
      });
    }

    it('passes through points that drop nothing', () => {
      const silent = answer(
        { ...end('a'), next: [1] },
        { ...end('', 4), moved: [{ variable: 'm' }], next: [2] },
        { ...end('c', 5), next: [] },
      );
      const product = answer({ ...end('a'), next: [1] }, { ...end('c', 5), next: [] });
      assert.equal(wrongPoints(compareDrops(silent, product)), 0);
    });
  });

  it('adds up what is wrong', () => {
    const result = compareDrops(answer(end('b a'), end('c', 5)), answer(end('a b')));
    assert.deepEqual([wrongPoints(result), result.points, result.notes.length], [2, 2, 2]);
  });
});
