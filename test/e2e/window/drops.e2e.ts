import assert from 'node:assert/strict';
import type { FrameLocator } from 'playwright-core';
import { editorLine, goTo, openFile, runCommand, webview } from '../support/page.ts';
import { openWindow, pictureFailures, picturePath, type Window } from '../support/window.ts';

describe('the drops panel of the packed extension', () => {
  let window: Window;
  let view: FrameLocator;

  before('open the window', async () => {
    window = await openWindow({ file: 'src/destroyed/lives.rs', size: { width: 1600, height: 900 } });
    await window.page.keyboard.press('Control+b');
    await editorLine(window.page, 'pub async fn transfer').waitFor();
    view = webview(window.page);
  });
  after(() => window?.close());
  pictureFailures(() => window);

  const lane = (name: string) => view.getByRole('button', { name: new RegExp(`^${name}, `) });

  it('draws the lives of the values of the function at the cursor', async () => {
    const { page } = window;
    await goTo(page, 21, 5);
    await runCommand(page, 'Rust Memory Layout: Show Drop Order');
    await view.getByRole('heading', { name: 'transfer' }).waitFor();
    const story = await lane('first').getAttribute('aria-label');
    assert.match(story ?? '', /moved into archive in line 18.*in line 27, number 2 of 3 if still owned/);
    await page.mouse.move(0, 0);
    await page.screenshot({ path: await picturePath('drops') });
  });

  it('keeps in step with the cursor', async () => {
    await view.locator('.row.current', { hasText: '21' }).waitFor();
    await goTo(window.page, 16, 5);
    await view.locator('.row.current', { hasText: 'let amount' }).waitFor();
    assert.equal(await view.locator('.row.current').count(), 1);
  });

  it('marks a lock that is held across an await', async () => {
    assert.equal(await view.locator('.lane.guard').count(), 1);
    assert.equal(await lane('held').locator('.mark.warned').count(), 1);
    await view.locator('.row', { hasText: 'held is still locked while this waits' }).waitFor();
  });

  it('marks a value in the picture and in the list, and shows its place, by keyboard', async () => {
    const { page } = window;
    await lane('text').focus();
    await view.locator('.laneName.same', { hasText: 'text' }).waitFor();
    await page.keyboard.press('ArrowRight');
    await view.locator('.step.same', { hasText: 'first' }).first().waitFor();
    assert.match((await view.locator(':focus').getAttribute('aria-label')) ?? '', /^first, Noisy/);
    await page.keyboard.press('Enter');
    await page.locator('.statusbar-item', { hasText: /Ln 15.*5 selected/ }).waitFor();
  });

  it('shows both editions where they differ, and only there', async () => {
    const { page } = window;
    assert.equal(await view.locator('.editions').count(), 0);
    await goTo(page, 37, 5);
    await view.getByRole('heading', { name: 'length' }).waitFor();
    await view.locator('.aside', { hasText: '≠ 2021' }).first().waitFor();
    const last = view.locator('.editions').last();
    await last
      .locator('.edition', { hasText: 'Edition 2021' })
      .locator('.step', { hasText: 'MutexGuard' })
      .waitFor();
    await page.screenshot({ path: await picturePath('drops-editions') });
  });

  it('lists what is dropped, in order, and selects a variable that is clicked', async () => {
    const { page } = window;
    await openFile(page, 'scopes.rs');
    await goTo(page, 15, 5);
    await view.locator('.point', { hasText: /_second.*_first/ }).waitFor();
    await view.getByRole('button', { name: '_second', exact: true }).first().click();
    await page.locator('.statusbar-item', { hasText: /7 selected/ }).waitFor();
  });
});
