import assert from 'node:assert/strict';
import type { FrameLocator } from 'playwright-core';
import { editorLine, runCommand, typesView, webview } from '../support/page.ts';
import { openWindow, pictureFailures, picturePath, type Window } from '../support/window.ts';

describe('the view with the types of the crate', () => {
  let window: Window;
  let view: FrameLocator;

  before('open it', async () => {
    window = await openWindow({
      file: 'src/created/c_and_rust.rs',
      size: { width: 1400, height: 900 },
      committed: {
        'src/created/c_and_rust.rs': (text) =>
          text.replace('pub struct S1 {', 'pub struct S1 {\n    pub extra: u64,'),
      },
    });
    await editorLine(window.page, 'pub struct S1InC').waitFor();
    await runCommand(window.page, 'Rust Memory Layout: Show Types of the Crate');
    view = typesView(window.page);
    await view.getByText('rustc', { exact: false }).first().waitFor();
  });
  after(() => window?.close());
  pictureFailures(() => window);

  const line = (name: string) => view.locator('[role=treeitem]', { hasText: name }).first();

  it('lists every type with its figures, the largest first', async () => {
    await line('Student').waitFor();
    await view.locator('[data-filter]').fill('S1InC');
    const label = await line('S1InC').getAttribute('aria-label');
    assert.match(label ?? '', /^S1InC, struct in lessons::created::c_and_rust, \d+ bytes, \d+ padding/);
    await view.locator('[data-filter]').fill('');
    await line('Student').waitFor();
    await window.page.screenshot({ path: await picturePath('types') });
  });

  it('filters by name and by figures', async () => {
    await view.locator('[data-filter]').fill('S1');
    await line('S1InC').waitFor();
    assert.equal(await view.locator('[role=treeitem]', { hasText: 'Student' }).count(), 0);
    await view.locator('[data-filter]').fill('');
  });

  it('shows what has grown and shrunk since the last commit', async () => {
    await view.getByText('Since HEAD: 1 shrank').waitFor();
    await view.getByRole('button', { name: 'Changed since HEAD' }).click();
    const names = await view.locator('.line.type .own').allTextContents();
    assert.deepEqual(names, ['S1']);
    await view.getByRole('button', { name: 'Changed since HEAD' }).click();
  });

  it('opens picture and source by a click', async () => {
    await view.locator('[data-filter]').fill('S2InC');
    await line('S2InC').click();
    await webview(window.page).getByText('S2InC').first().waitFor();
    await window.page.locator('.statusbar-item', { hasText: /selected/ }).waitFor();
  });

  it('goes by keyboard alone', async () => {
    const { page } = window;
    await view.locator('[data-filter]').fill('');
    await view.locator('[data-list]').focus();
    await page.keyboard.press('Home');
    await page.keyboard.type('stu');
    const current = view.locator('.line.current');
    assert.match((await current.getAttribute('aria-label')) ?? '', /^Student/);
    await page.keyboard.press('Enter');
    await webview(page).getByText('Student').first().waitFor();
    await page.screenshot({ path: await picturePath('types-opened') });
  });
});
