import assert from 'node:assert/strict';
import { BackOff } from '../../client/backOff.ts';

describe('the pause before the server is started again', () => {
  it('is none for the first five times, and doubles from then on', () => {
    const backOff = new BackOff();
    const pauses = Array.from({ length: 9 }, (_, second) => backOff.ended(second * 1000));
    assert.deepEqual(pauses, [0, 0, 0, 0, 0, 1000, 2000, 4000, 8000]);
  });

  it('is never longer than a minute', () => {
    const backOff = new BackOff();
    const pauses = Array.from({ length: 40 }, () => backOff.ended(0));
    assert.equal(pauses.at(-1), 60_000);
  });

  it('forgets what was long ago', () => {
    const backOff = new BackOff();
    for (let i = 0; i < 10; i++) backOff.ended(0);
    assert.equal(backOff.ended(200_000), 0);
  });
});
