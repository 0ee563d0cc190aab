import assert from 'node:assert/strict';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { listedInPalette, viewFrame } from './page.ts';

/** VS Code's own themes: dark, light, and the two with high contrast. */
export const themes = ['Dark Modern', 'Light Modern', 'Dark High Contrast', 'Light High Contrast'] as const;

/** Has the window take another theme, as a user would. */
export async function pickTheme(page: Page, theme: (typeof themes)[number]): Promise<void> {
  const input = page.locator('.quick-input-widget input[type=text]');
  const rows = page.locator('.quick-input-list .monaco-list-row');
  await (await listedInPalette(page, 'Preferences: Color Theme')).click();
  await rows.filter({ hasText: 'Modern' }).first().waitFor();
  await input.fill(theme);
  await rows.filter({ hasText: theme }).first().waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
}

/**
 * Fails with what axe-core finds in the page of a webview. `frame` is a selector of the webview's outer iframe. Labels
 * have to hold the words that are seen, but for the lines of a tree: theirs make a sentence of the figures.
 */
export async function assertAccessible(page: Page, frame: string): Promise<void> {
  const isTree = frame === viewFrame;
  const { violations } = await new AxeBuilder({ page })
    .include([frame, 'iframe#active-frame', 'body'])
    .options({ rules: { 'label-content-name-mismatch': { enabled: !isTree } } })
    .analyze();
  const told = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, any, all, none }) => {
      const why = [...any, ...all, ...none].map(({ message }) => message).join('; ');
      return `${id}: ${html.slice(0, 200)}\n    ${why}`;
    }),
  );
  assert.deepEqual(told, []);
}
