import assert from 'node:assert/strict';
import { hoverAt } from '../../../server/src/features/hover/hover.ts';
import { openText } from '../../support/features.ts';

/** Attribute macros may put more into a future than its body shows: nothing is claimed of it then. */
describe('futures of functions with attributes', function () {
  this.timeout(60_000);

  const firstLine = async (before: string) => {
    const { cx, offset } = await openText(`${before} async fn lo$0ad() {}`);
    return hoverAt(cx, offset)?.markdown.split('\n')[0];
  };
  const rewritten = (path: string) =>
    `**Size unknown**: the attribute macro \`#[${path}]\` may rewrite the body of \`load\`, and its code is not run`;

  it('are known where the compiler alone reads the attribute', async () => {
    assert.equal(await firstLine('#[inline] #[must_use]'), '**1 byte** · align 1 · needs drop · never waits');
  });

  it('are unknown where a macro may rewrite the body', async () => {
    assert.equal(await firstLine('#[tracing::instrument(skip_all)]'), rewritten('tracing::instrument'));
    assert.equal(await firstLine('#[instrument]'), rewritten('instrument'));
  });

  it('are unknown where a feature may switch such a macro on', async () => {
    assert.equal(
      await firstLine('#[cfg_attr(feature = "trace", tracing::instrument)]'),
      rewritten('tracing::instrument'),
    );
  });
});
