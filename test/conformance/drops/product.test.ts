// The product's drop orders against the compiler's, over the committed files: every point exact, temporaries included.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import { dropsJson } from '../../support/engine.ts';
import { compareDrops, wrongPoints } from './compareDrops.ts';
import { dropFiles, readDrops } from './dropFiles.ts';

describe('drop orders of the product', function () {
  this.timeout(60_000);
  for (const file of dropFiles()) {
    it(`agree with rustc on ${file.name}`, async () => {
      const product = await dropsJson(file.path, { edition: file.edition });
      const text = fs.readFileSync(file.path, 'utf8');
      const result = compareDrops(readDrops(file), product, { text: () => text });
      assert.deepEqual(result.notes, []);
      assert.equal(wrongPoints(result), 0);
      assert.equal(result.exact + result.unresolved, result.points);
    });
  }
});
