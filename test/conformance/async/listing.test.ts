import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { JsonFuture } from '../../../shared/layoutJson.ts';
import { futuresJson } from '../../support/engine.ts';

/** `layout --futures --json` for small functions, held against what rustc prints of their futures' states. */

interface Printed {
  readonly name: string;
  readonly generic?: boolean;
  readonly line: number;
  readonly column: number;
  readonly size: number;
  readonly upvars: readonly { readonly name: string; readonly size: number }[];
  readonly states: readonly {
    readonly line: number;
    readonly column: number;
    readonly size: number;
    readonly fields: readonly { readonly name: string; readonly size: number }[];
  }[];
}

const folder = import.meta.dirname;
const sizes = (fields: readonly { readonly name: string; readonly size: number }[]) =>
  fields.map(({ name, size }) => `${name} ${size}`);

describe('the listing of futures', () => {
  const { functions } = JSON.parse(readFileSync(path.join(folder, 'shapes-2021.json'), 'utf8')) as {
    readonly functions: readonly Printed[];
  };
  let own: readonly JsonFuture[];
  before(async function () {
    this.timeout(60_000);
    own = await futuresJson(path.join(folder, 'shapes.rs'), { rustc: '1.95' });
  });

  for (const { name, generic, line, column, size, upvars, states } of functions) {
    if (generic) continue;
    it(name, () => {
      const future = own.find((f) => f.line === line && f.column === column);
      assert.equal(future?.size, size);
      assert.deepEqual(sizes(future?.upvars ?? []), sizes(upvars));
      const told = future?.states?.map((s) => ({
        at: [s.line, s.column],
        size: s.size,
        fields: sizes(s.fields),
      }));
      const printed = states.map((s) => ({ at: [s.line, s.column], size: s.size, fields: sizes(s.fields) }));
      assert.deepEqual(told, printed);
    });
  }
});
