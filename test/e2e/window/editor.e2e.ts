import assert from 'node:assert/strict';
import { editorLine, goTo, hoverOn } from '../support/page.ts';
import { openWindow, pictureFailures, picturePath, type Window } from '../support/window.ts';

describe('the packed extension in the editor', () => {
  let window: Window;

  before('open the window', async () => {
    window = await openWindow({
      file: 'src/created/structs.rs',
      settings: { 'editor.quickSuggestions': 'off' },
    });
    await window.page.keyboard.press('Control+b');
  });
  after(() => window?.close());
  pictureFailures(() => window);

  it('shows a hover on a struct', async () => {
    const popup = await hoverOn(window.page, 'Reordered');
    await popup.getByText('8 bytes').first().waitFor();
    const text = await popup.innerText();
    assert.match(text, /8 bytes.*align 4.*2 padding/);
    await window.page.screenshot({ path: await picturePath('hover') });
    await window.page.keyboard.press('Escape');
  });

  it('shows hints that change while one types', async () => {
    const { page } = window;
    await editorLine(page, '+7 trailing padding').first().waitFor();
    await goTo(page, await lineOf(window, 'pub flag: bool,'), 20);
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('pub more: u32,');
    await editorLine(page, '+3 trailing padding').first().waitFor();
    await page.screenshot({ path: await picturePath('hints') });
  });

  it('shows hints while the code is broken', async () => {
    const { page } = window;
    await goTo(page, 1, 1);
    await page.keyboard.press('Control+End');
    await page.keyboard.type('\nfn broken( { let x = ;\n');
    await goTo(page, await lineOf(window, 'pub more: u32,'), 20);
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('pub half: u1');
    await page.keyboard.type('6,');
    await editorLine(page, '+1 trailing padding').first().waitFor();
  });
});

/** The number of the line that holds a text, in the editor as it is now: that of the margin at the same height. */
async function lineOf({ page }: Window, text: string): Promise<number> {
  const line = page.locator('.view-lines .view-line', { hasText: text }).first();
  const top = (await line.boundingBox())?.y ?? 0;
  for (const number of await page.locator('.margin-view-overlays .line-numbers').all())
    if (Math.abs(((await number.boundingBox())?.y ?? Number.NaN) - top) < 3)
      return Number(await number.innerText());
  throw new Error(`no line shows ${text}`);
}
