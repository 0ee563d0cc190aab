import assert from 'node:assert/strict';
import { listLayouts } from '../../server/src/features/layoutJson.ts';
import { openAnalysis } from '../support/features.ts';
import { memoryFiles } from '../support/memoryFiles.ts';

describe('a project behind a symbolic link', () => {
  it('has its files where it was opened, as an editor names them', async () => {
    const files = memoryFiles(`
      //- /real/ws/Cargo.toml
      [package]
      name = "demo"
      //- /real/ws/src/lib.rs
      mod a;
      //- /real/ws/src/a.rs
      mod b;
      //- /real/ws/src/a/b.rs
      struct S(u8);
    `);
    files.link('/home', '/real');
    const analysis = await openAnalysis(files, '/home/ws');
    const [crate] = analysis.project.graph.roots;
    const { types } = listLayouts(crate!, analysis.engine, (path) => path);
    assert.deepEqual(
      types.map((t) => t.file),
      ['/home/ws/src/a/b.rs'],
    );
    assert.equal(analysis.crateOf('/home/ws/src/a/b.rs'), crate);
  });
});
