// Every type of the standard library that a path can name, as the product and as rustc lay it out.

import assert from 'node:assert/strict';
import { isUnknown } from '../../../server/src/base/unknown.ts';
import { compareStdType, type MeasuredStd, measuredStd, stdLayouts } from '../../support/stdTypes.ts';

/** How many types the product leaves open. It can only shrink. */
const OPEN: Readonly<Record<string, number>> = {
  '1.85 x86_64-unknown-linux-gnu': 6,
  '1.95 x86_64-unknown-linux-gnu': 1,
  '1.96 aarch64-apple-darwin': 0,
  '1.96 i686-unknown-linux-gnu': 1,
  '1.96 wasm32-unknown-unknown': 0,
  '1.96 x86_64-pc-windows-msvc': 0,
  '1.96 x86_64-unknown-linux-gnu': 1,
  // `io::ErrorKind` and `io::SimpleMessage` are not those of 1.98: they are shown as nearest.
  '1.97 x86_64-unknown-linux-gnu': 3,
  // Arm's scalable vectors.
  '1.98 aarch64-apple-darwin': 41,
  '1.98 i686-unknown-linux-gnu': 1,
  '1.98 wasm32-unknown-unknown': 0,
  '1.98 x86_64-pc-windows-msvc': 0,
  '1.98 x86_64-unknown-linux-gnu': 1,
};

const ALL = measuredStd();
const HOST = 'x86_64-unknown-linux-gnu';

/** On further targets, what rustc says just the same of there as on the first is not looked at again. */
function worthwhile({ rustc, target, types }: MeasuredStd): MeasuredStd['types'] {
  const host = ALL.find((std) => std.rustc === rustc && std.target === HOST);
  if (target === HOST || !host) return types;
  const known = new Set(host.types.map((row) => JSON.stringify(row)));
  return types.filter((row) => !known.has(JSON.stringify(row)));
}

async function compare(std: MeasuredStd) {
  const { rustc, target } = std;
  const types = worthwhile(std);
  const layouts = await stdLayouts(rustc, target);
  const results = types.map((measured) => ({ type: measured[0], result: compareStdType(layouts, measured) }));
  const wrong = results.flatMap(({ result }) => (isUnknown(result) || result === '' ? [] : [result]));
  const open = results.flatMap(({ type, result }) =>
    isUnknown(result) ? [`${type}: ${result.reason}`] : [],
  );
  return { wrong, open };
}

describe("the standard library's types", function () {
  this.timeout(60_000);
  for (const std of ALL) {
    const name = `${std.rustc} ${std.target}`;
    it(`are laid out as rustc ${std.rustc} does for ${std.target}`, async () => {
      const { wrong, open } = await compare(std);
      assert.deepEqual(wrong, []);
      const few = open.length < 20 ? `:\n${open.join('\n')}` : '';
      assert.equal(open.length, OPEN[name], `types left open (first: now, second: committed)${few}`);
    });
  }
});
