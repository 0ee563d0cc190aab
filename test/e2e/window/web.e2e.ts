import assert from 'node:assert/strict';
import { editorLine, hoverOn } from '../support/page.ts';
import { openWindow, pictureFailures, type Window } from '../support/window.ts';

describe('the packed extension in a browser, with its server in a web worker', () => {
  let window: Window;

  before('open the window', async () => {
    window = await openWindow({
      file: 'src/created/structs.rs',
      settings: { 'remote.extensionKind': { 'rust-memory-layout.rust-memory-layout': ['web'] } },
    });
  });
  after(() => window?.close());
  pictureFailures(() => window);

  it('shows hints', () => editorLine(window.page, '+7 trailing padding').first().waitFor());

  it('shows a hover', async () => {
    const popup = await hoverOn(window.page, 'Session');
    assert.match(await popup.innerText(), /40 bytes.*align 8/);
  });
});
