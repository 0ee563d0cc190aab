import type { FrameLocator, Locator, Page } from 'playwright-core';

/** What tests do in VS Code's window, each as a user would: by mouse and keyboard. */

/** Runs a command by its title in the palette. A window that is still starting may empty it: then once more. */
export async function runCommand(page: Page, title: string): Promise<void> {
  const row = await listedInPalette(page, title);
  await row.click();
}

/**
 * Opens the palette with a text, and gives the line that has it. A key that is pressed while the focus moves from one
 * frame to another reaches nobody: then it is pressed again.
 */
export async function listedInPalette(page: Page, title: string): Promise<Locator> {
  const row = page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first();
  const input = page.locator('.quick-input-widget input[type=text]');
  const soon = (what: Promise<void>) =>
    what.then(
      () => true,
      () => false,
    );
  for (let attempt = 0; attempt < 5; attempt++) {
    await page.keyboard.press('F1');
    if (await soon(input.waitFor({ timeout: 5000 }))) {
      await input.fill(`>${title}`);
      if (await soon(row.waitFor({ timeout: 10_000 }))) return row;
    }
    await page.keyboard.press('Escape');
  }
  throw new Error(`The palette does not list "${title}".`);
}

/** The outer iframe of a panel, and that of a view in the side bar. */
export const panelFrame = 'iframe.webview.ready:not([src*="purpose=webviewView"])';
export const viewFrame = 'iframe.webview.ready[src*="purpose=webviewView"]';

/** The page inside the panel that is open, which is an iframe in an iframe. */
export function webview(page: Page): FrameLocator {
  return pageIn(page, panelFrame);
}

/** The page inside the view in the side bar. */
export function typesView(page: Page): FrameLocator {
  return pageIn(page, viewFrame);
}

function pageIn(page: Page, frame: string): FrameLocator {
  return page.frameLocator(frame).first().frameLocator('iframe#active-frame');
}

/** Opens a file of the workspace by its name. */
export async function openFile(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+p');
  await page.locator('.quick-input-widget input[type=text]').fill(name);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().click();
  await page.locator('.tab.active', { hasText: name.split('/').at(-1) ?? name }).waitFor();
}

/** Puts the cursor at a place of the open file; both count from 1. */
export async function goTo(page: Page, line: number, column: number): Promise<void> {
  await page.keyboard.press('Control+g');
  await page.locator('.quick-input-widget input[type=text]').fill(`:${line}:${column}`);
  await page.keyboard.press('Enter');
  await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
}

/** The editor's line that shows this text; hints between the words count as text. */
export function editorLine(page: Page, text: string): Locator {
  return page.locator('.view-line', { hasText: text });
}

/**
 * Rests the mouse on a word in the editor until a popup with a layout shows, and returns that. VS Code asks once for each rest: a
 * server that is still starting is asked again.
 */
export async function hoverOn(page: Page, word: string): Promise<Locator> {
  const popup = page
    .locator('.monaco-hover:not(.hidden) .monaco-hover-content', { hasText: 'align' })
    .first();
  for (let attempt = 0; attempt < 10; attempt++) {
    await page.mouse.move(0, 0);
    await page.locator('.view-line span').getByText(word, { exact: true }).first().hover();
    const shown = await popup.waitFor({ timeout: 5000 }).then(
      () => true,
      () => false,
    );
    if (shown) return popup;
  }
  throw new Error(`No popup shows on ${word}.`);
}
