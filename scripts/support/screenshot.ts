import { hoverOn, runCommand, webview } from '../../test/e2e/support/page.ts';
import { openWindow } from '../../test/e2e/support/window.ts';

/** Opens the example project in a window that nobody sees, and pictures a hover and the panel. Argument: a PNG file. */

const [file = 'screenshot.png'] = process.argv.slice(2);
const { page, close } = await openWindow({
  file: 'src/created/enums.rs',
  size: { width: 1600, height: 900 },
  settings: { 'workbench.colorTheme': 'Default Dark Modern', 'editor.minimap.enabled': false },
});
try {
  await page.keyboard.press('Control+b'); // the file tree is no part of the picture
  await hoverOn(page, 'Shape');
  await page.keyboard.press('Escape');
  await page.locator('.view-line span').getByText('Shape', { exact: true }).first().click();
  await runCommand(page, 'Rust Memory Layout: Show Memory Layout');
  await webview(page).getByText('24 bytes').first().waitFor();
  await hoverOn(page, 'Shape');
  await page.screenshot({ path: file });
  console.log(`Written: ${file}`);
} finally {
  await close();
}
