import assert from 'node:assert/strict';
import { keepPoints, listPoints } from '../../server/src/drops/keepPoints.ts';

const point = (kind: string, line: number, ...next: number[]) => ({ kind, line, column: 1, next });
const lines = (points: readonly { readonly line: number; readonly next: readonly number[] }[]) =>
  points.map(({ line, next }) => `${line}: ${next.join(' ')}`.trim());

describe('the points of a function as a list', () => {
  it('leads through points that are left out', () => {
    const points = [point('end', 1, 1), point('end', 2, 2, 0), point('end', 3)];
    assert.deepEqual(lines(keepPoints(points, ({ line }) => line !== 2)), ['1: 0 1', '3:']);
  });

  const cases: readonly [string, ReturnType<typeof point>[], string[]][] = [
    ['has them by their places', [point('end', 3, 1), point('end', 2)], ['2:', '3: 0']],
    [
      'has an assignment behind what goes before it',
      [point('assign', 2), point('end', 3, 0)],
      ['3: 1', '2:'],
    ],
    ['leaves a loop alone', [point('assign', 2, 1), point('end', 3, 0)], ['2: 1', '3: 0']],
    ['leaves an exit alone', [point('assign', 2), point('break', 3, 0)], ['2:', '3: 0']],
  ];
  for (const [name, points, expected] of cases)
    it(name, () => assert.deepEqual(lines(listPoints(points)), expected));
});
