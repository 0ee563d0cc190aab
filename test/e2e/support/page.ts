import type { FrameLocator, Locator, Page } from 'playwright-core';

/** What tests do in VS Code's window, each as a user would: by mouse and keyboard. */

/** Runs a command by its title in the palette. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input[type=text]').fill(`>${title}`);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().click();
}

/** The page inside a webview, which is an iframe in an iframe. */
export function webview(page: Page): FrameLocator {
  return page.frameLocator('iframe.webview.ready').first().frameLocator('iframe#active-frame');
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
}

/** The editor's line that shows this text; hints between the words count as text. */
export function editorLine(page: Page, text: string | RegExp): Locator {
  return page.locator('.view-line', { hasText: text });
}

/** Rests the mouse on a word in the editor, and returns the popup. */
export async function hoverOn(page: Page, word: string): Promise<Locator> {
  await page.locator('.view-line span').getByText(word, { exact: true }).first().hover();
  const popup = page.locator('.monaco-hover:not(.hidden) .monaco-hover-content');
  await popup.first().waitFor();
  return popup.first();
}
