import assert from 'node:assert/strict';
import { compareDrops, judge, WRONG_VERDICTS, wrongPoints } from './compareDrops.ts';
import type { DropEntry, DropFunction, DropScope, RustDropsV1 } from './rustDrops.ts';

const drop = (text: string): DropEntry => ({
  variable: text.replace('?', ''),
  conditional: text.endsWith('?'),
});
const drops = (text: string): DropEntry[] => text.split(' ').filter(Boolean).map(drop);
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
  ];
  for (const [want, got, verdict] of verdicts) {
    it(`${want} against ${got}: ${verdict}`, () => assert.equal(judge(drops(want), drops(got)), verdict));
  }

  it('can take a variable’s parts as one', () => {
    assert.equal(judge(drops('s.a s.b t'), drops('s t'), { wholeVariables: true }), 'exact');
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

  it('adds up what is wrong', () => {
    const result = compareDrops(answer(end('b a'), end('c', 5)), answer(end('a b')));
    assert.deepEqual([wrongPoints(result), result.points, result.notes.length], [2, 2, 2]);
    assert.equal(WRONG_VERDICTS.length, 6);
  });
});
