import assert from 'node:assert/strict';
import { hoverAt } from '../../../server/src/features/hover/hover.ts';
import { openText } from '../../support/features.ts';

/** Hovers on futures: `$0` marks the cursor. */
async function hover(fixture: string): Promise<string> {
  const { cx, offset } = await openText(fixture, { rustc: '1.95' });
  return hoverAt(cx, offset)?.markdown ?? 'no hover';
}

const prelude = `
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
struct Tick;
impl Future for Tick {
    type Output = ();
    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> { Poll::Pending }
}
async fn inner() -> u32 { Tick.await; 1 }
fn look(_: &[u8]) {}
`;

describe('hover on futures', function () {
  this.timeout(60_000);

  it('tells on the name of an async function what it holds, the largest first', async () => {
    const text = await hover(`${prelude}
async fn rea$0d(name: String) {
    let page = [0u8; 64];
    look(&page);
    inner().await;
    look(name.as_bytes());
}`);
    assert.deepEqual(text.split('\n'), [
      '**120 bytes** · align 8 · needs drop · 1 await',
      '',
      '| bytes | holds | across |',
      '| --: | :-- | :-- |',
      '| 64 | `page: [u8; 64]` | line 15 |',
      '| 2 × 24 | `name: String` | line 15; parameter, kept twice |',
      '| 1 | awaited `{async fn in inner}` | line 15 |',
    ]);
  });

  it('tells on an await what is held there', async () => {
    const text = await hover(`${prelude}
async fn read() {
    let page = [0u8; 64];
    look(&page);
    inner().aw$0ait;
}`);
    assert.deepEqual(text.split('\n'), [
      '**64 bytes held** across this await, and 1 byte of the awaited future',
      '',
      '| offset | bytes | holds |',
      '| --: | --: | :-- |',
      '| 1 | 64 | `page: [u8; 64]` |',
      '| 65 | 1 | awaited `{async fn in inner}` |',
      '',
      'The whole future is 66 bytes.',
    ]);
  });

  it('tells on the `async` of a block', async () => {
    const block = await hover(`${prelude}
fn start() -> impl Future<Output = ()> {
    as$0ync { Tick.await; }
}`);
    assert.deepEqual(block.split('\n'), ['**1 byte** · align 1 · needs drop · 1 await']);
  });
});
