import assert from 'node:assert/strict';
import { fileContext } from '../../server/src/engine/fileContext.ts';
import { hoverAt } from '../../server/src/features/hover/hover.ts';
import { primeHovers } from '../../server/src/features/hover/primeHovers.ts';
import { openAnalysis } from '../support/features.ts';
import { MemoryFiles } from '../support/memoryFiles.ts';
import { testParser } from '../support/parser.ts';

describe('hovers made ready', () => {
  const lib = 'mod other; macro_rules! m { ($($t:tt)*) => { $($t)* } } struct A(other::B); m! { struct C; }';
  const files = new MemoryFiles([
    ['/a/Cargo.toml', '[package]\nname = "a"\nedition = "2021"\n'],
    ['/a/src/lib.rs', lib],
    ['/a/src/other.rs', 'mod deep; pub struct B(deep::D);'],
    ['/a/src/other/deep.rs', 'pub struct D(u8); impl Copy for crate::A {}'],
  ]);

  it('have read all that the hovers need, one type at a time', async () => {
    const parser = await testParser();
    const cx = fileContext(await openAnalysis(files, '/a'), parser, '/a/src/lib.rs')!;
    assert.ok(!files.read.includes('/a/src/other/deep.rs'));
    assert.equal([...primeHovers(cx, { start: 0, end: lib.length })].length, 2);
    const read = files.read.length;
    assert.match(hoverAt(cx, lib.indexOf('A('))!.markdown, /^\*\*1 byte\*\* · align 1 · Copy/);
    assert.match(hoverAt(cx, lib.indexOf('C;'))!.markdown, /^\*\*0 bytes\*\*/);
    assert.equal(files.read.length, read);
  });
});
