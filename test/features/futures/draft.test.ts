import assert from 'node:assert/strict';
import { fileContext } from '../../../server/src/engine/fileContext.ts';
import { hoverAt } from '../../../server/src/features/hover/hover.ts';
import { openAnalysis } from '../../support/features.ts';
import { MemoryFiles } from '../../support/memoryFiles.ts';
import { testParser } from '../../support/parser.ts';

describe('typing in an async function', function () {
  this.timeout(60_000);

  it('changes what holds its future', async () => {
    const text = (length: number) => `
async fn wait() {}
async fn read() { let page = [0u8; ${length}]; look(&page); wait().await; }
fn look(_: &[u8]) {}
async fn both() { read().await; }`;
    const analysis = await openAnalysis(new MemoryFiles([['/main.rs', text(8)]]), '/main.rs');
    const parser = await testParser();
    const size = () => {
      const cx = fileContext(analysis, parser, '/main.rs')!;
      return hoverAt(cx, cx.unit.text.indexOf('both'))?.markdown.split(' · ')[0];
    };
    assert.equal(size(), '**11 bytes**');
    analysis.edit('/main.rs', text(64), () => parser.items(text(64)));
    assert.equal(size(), '**67 bytes**');
  });
});
