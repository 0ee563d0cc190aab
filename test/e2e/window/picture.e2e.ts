import assert from 'node:assert/strict';
import type { FrameLocator } from 'playwright-core';
import { editorLine, goTo, runCommand, webview } from '../support/page.ts';
import { openWindow, pictureFailures, picturePath, type Window } from '../support/window.ts';

describe('the picture in the layout panel', () => {
  let window: Window;
  let view: FrameLocator;

  before('open the panel', async () => {
    window = await openWindow({ file: 'src/destroyed/student.rs', size: { width: 1600, height: 1000 } });
    const { page } = window;
    await page.keyboard.press('Control+b');
    await editorLine(page, 'pub struct Student').waitFor();
    await goTo(page, 7, 14);
    await runCommand(page, 'Rust Memory Layout: Show Memory Layout');
    view = webview(page);
    await view.locator('.map').first().waitFor();
  });
  after(() => window?.close());
  pictureFailures(() => window);

  const box = (name: string) => view.locator(`[data-main][data-field="${name}"]`).first();

  it('names each field with its type and bytes', async () => {
    const label = await box('name').getAttribute('aria-label');
    assert.match(label ?? '', /^name String @\d+ · 24 bytes, field, bytes \d+ to \d+$/);
  });

  it('gives a field as much room as it has bytes', async () => {
    const unit = (await view.locator('.bytes').first().boundingBox())?.width ?? 0;
    const columns = await view.locator('.ruler .tick').count();
    const age = (await box('age').boundingBox())?.width ?? 0;
    assert.ok(Math.abs(age - unit / columns) < 4, `${age} of ${unit} pixels in ${columns} columns`);
  });

  it('shows what lies on the heap, and the order of the drops', async () => {
    await view.getByText('Stack and heap').waitFor();
    await view.locator('.heap', { hasText: 'String' }).first().waitFor();
    await view.getByText("The value's life").waitFor();
  });

  it('opens a nested type by keyboard, and closes it', async () => {
    await box('name').focus();
    await window.page.keyboard.press('Enter');
    await box('vec').waitFor();
    assert.equal(await box('name').getAttribute('aria-expanded'), 'true');
    await window.page.keyboard.press('ArrowDown');
    const focused = await view.locator(':focus').getAttribute('data-field');
    assert.equal(focused, 'vec');
    await window.page.screenshot({ path: await picturePath('panel-open') });
    await box('name').focus();
    await window.page.keyboard.press('Escape');
    await box('vec').waitFor({ state: 'detached' });
  });

  it('keeps to the policy of the page: no script or style of its own making', async () => {
    const policy = await view.locator('meta[http-equiv]').getAttribute('content');
    assert.match(policy ?? '', /default-src 'none'/);
    assert.equal(await view.locator('[style*="javascript"], #root script').count(), 0);
  });

  it('stays open while one types, and shows the new field', async () => {
    const { page } = window;
    await box('name').click();
    await box('vec').waitFor();
    await editorLine(page, 'age:').first().click();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('pub year: u16,');
    await box('year').waitFor();
    assert.equal(await box('vec').count(), 1);
  });

  it('holds the type against another target', async () => {
    await view.locator('[data-choose="compare"]').selectOption('aarch64-apple-darwin');
    await view.locator('.rival', { hasText: 'aarch64' }).locator('.map').waitFor();
    assert.equal(await view.locator('.map').count(), 2);
    await window.page.screenshot({ path: await picturePath('panel-compare') });
  });

  it('marks a field wherever it stands when the mouse is over it', async () => {
    await box('age').hover();
    await view.locator('tr.same', { hasText: 'age' }).waitFor();
  });
});
