import assert from 'node:assert/strict';
import { Fuel, FuelTank } from '../../server/src/base/fuel.ts';
import { CycleGuard, type Slot } from '../../server/src/base/memo/cycleGuard.ts';

describe('fuel', () => {
  it('gives steps and room until one of them runs out', () => {
    const fuel = new Fuel({ steps: 3, size: 10 });
    assert.deepEqual([fuel.take(1), fuel.take(1), fuel.take(1), fuel.take(1)], [true, true, false, false]);
    const room = new Fuel({ steps: 3, size: 10 });
    assert.deepEqual([room.make(9), room.make(2), room.take(1)], [true, false, false]);
  });

  it('is halved for all others of a crate each time that some runs out', () => {
    const tank = new FuelTank({ steps: 1000, size: 1000 });
    const [first, second] = [tank.fresh(), tank.fresh()];
    first.drain();
    first.drain();
    assert.equal(tank.share, 0.5);
    assert.equal(tank.fresh().steps, 500);
    assert.equal(second.take(499), true);
    assert.equal(second.take(1), false);
    assert.equal(tank.share, 0.25);
  });

  it('is enough for a small question even in a crate with thousands of hopeless ones', () => {
    const tank = new FuelTank({ steps: 10_000, size: 10_000 });
    for (let i = 0; i < 5000; i++) tank.fresh().drain();
    assert.equal(tank.fresh().steps, 10);
  });
});

describe('a question that breaks off', () => {
  it('leaves nothing open and nothing answered', () => {
    const guard = new CycleGuard();
    const [outer, inner]: Slot<number>[] = [{}, {}];
    const fail = (): number => {
      throw new RangeError('Maximum call stack size exceeded');
    };
    assert.throws(() => guard.answer(outer!, 0, () => guard.answer(inner!, 0, fail)));
    assert.equal(
      guard.answer(outer!, 0, () => guard.answer(inner!, 0, () => 7)),
      7,
    );
    assert.deepEqual([outer!.answer, inner!.answer], [{ value: 7 }, { value: 7 }]);
  });
});
