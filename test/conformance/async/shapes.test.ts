import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { futuresOf, type LayoutInput, type OwnFuture, type TrueFuture } from './futures.ts';

/** What rustc 1.95 keeps in the futures of small functions, one rule each, held against what we say. */

const folder = import.meta.dirname;
const runs = [
  { file: 'shapes.rs', truth: 'shapes-2021', edition: '2021', panic: 'unwind' },
  { file: 'shapes.rs', truth: 'shapes-2024', edition: '2024', panic: 'unwind' },
  { file: 'shapes.rs', truth: 'shapes-2021-abort', edition: '2021', panic: 'abort' },
  { file: 'unwind-flag.rs', truth: 'unwind-flag-2021', edition: '2021', panic: 'unwind' },
  { file: 'unwind-flag.rs', truth: 'unwind-flag-2021-abort', edition: '2021', panic: 'abort' },
] as const;

/** States by the names of what they hold; what has no name is a temporary or a drop flag. */
const states = ({ saved, states }: LayoutInput) =>
  states.map((all) => all.map((k) => saved[k]?.name ?? '-').join(' '));

for (const { file, truth, edition, panic } of runs) {
  describe(`futures of ${file} in edition ${edition}, panic=${panic}`, () => {
    const { functions } = JSON.parse(readFileSync(path.join(folder, `${truth}.json`), 'utf8')) as {
      readonly functions: readonly TrueFuture[];
    };
    let own: ReadonlyMap<string, OwnFuture>;
    before(async function () {
      this.timeout(60_000);
      own = await futuresOf(path.join(folder, file), { rustc: '1.95', edition, panic });
    });

    for (const { name, line, column, layoutInput, generic, size, align } of functions) {
      it(name, () => {
        const future = own.get(`${line}:${column}`);
        assert.ok(future, 'the future is not found');
        assert.ok('saved' in future.input, 'what it holds is not known');
        assert.ok(layoutInput);
        assert.deepEqual(states(future.input), states(layoutInput));
        assert.deepEqual(future.input.conflicts, layoutInput.conflicts);
        if (!generic) assert.deepEqual(future.layout, { size, align });
      });
    }
  });
}
