import assert from 'node:assert/strict';
import { isUnknown } from '../../server/src/base/unknown.ts';
import { Analyses } from '../../server/src/lsp/analyses.ts';
import { OpenFile } from '../../server/src/lsp/openFile.ts';
import { testPlatform } from '../support/features.ts';
import { memoryFiles } from '../support/memoryFiles.ts';
import { testParser, testTrees } from '../support/parser.ts';

const files = `
//- /one.rs
mod inner;
//- /two.rs
mod inner;
//- /inner.rs
pub struct Inner { a: u8, b: u32 }
`;

/** Asks about all types of `/one.rs`, then of `/two.rs`, then again; which of the projects are those of before. */
async function keptOf(maxWeight: number | undefined): Promise<readonly boolean[]> {
  const platform = await testPlatform(memoryFiles(files));
  const analyses = new Analyses(platform, maxWeight);
  const trees = await testTrees();
  const parser = await testParser();
  const opened = ['/one.rs', '/two.rs'].map((path) => {
    const text = platform.files.readFile(path) ?? '';
    return new OpenFile({ uri: `file://${path}`, version: 1, text }, path, trees, parser, 'utf-16');
  });
  const ask = () =>
    opened.map((file) => {
      const owned = analyses.of(file);
      if (isUnknown(owned)) assert.fail(owned.reason);
      const { analysis } = owned;
      const crate = analysis.crateOf(file.path) ?? assert.fail(`${file.path} is in no crate`);
      const found = analysis.engine.resolver.definitionsIn(crate).map(({ def }) => def.name);
      assert.deepEqual(found, ['Inner']);
      return analysis;
    });
  const before = ask();
  const after = ask();
  for (const file of opened) file.dispose();
  return after.map((analysis, index) => analysis === before[index]);
}

describe('the projects of a session', () => {
  it('are kept while they are small', async () => assert.deepEqual(await keptOf(undefined), [true, true]));
  it('are opened again where more was parsed than memory has room for', async () =>
    assert.deepEqual(await keptOf(10), [false, false]));
});
