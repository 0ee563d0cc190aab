import { editorLine, goTo, hoverOn, runCommand, webview } from '../support/page.ts';
import { openWindow, pictureFailures, picturePath, type Window } from '../support/window.ts';

describe('the layout panel of the packed extension', () => {
  let window: Window;

  before('open the window', async () => {
    window = await openWindow({ file: 'src/created/c_and_rust.rs', size: { width: 1600, height: 900 } });
    await window.page.keyboard.press('Control+b');
    await editorLine(window.page, 'pub struct S1InC').waitFor();
  });
  after(() => window?.close());
  pictureFailures(() => window);

  it('pictures the type at the cursor', async () => {
    const { page } = window;
    await page.locator('.view-line span').getByText('S1InC', { exact: true }).first().click();
    await runCommand(page, 'Rust Memory Layout: Show Memory Layout');
    await webview(page).getByText('S1InC').first().waitFor();
    await page.screenshot({ path: await picturePath('panel') });
  });

  it('follows the cursor', async () => {
    const { page } = window;
    await page.locator('.view-line span').getByText('S2InC', { exact: true }).first().click();
    await webview(page).getByText('S2InC').first().waitFor();
  });

  it('opens by the link in a hover', async () => {
    const { page } = window;
    const popup = await hoverOn(page, 'S1');
    await popup.getByText('Show Memory Layout').click();
    await webview(page).getByText('4 bytes').first().waitFor();
    await page.keyboard.press('Escape');
  });

  it('selects the source of a field that is clicked', async () => {
    const { page } = window;
    await goTo(page, 1, 1);
    await page.locator('.view-line span').getByText('S1InC', { exact: true }).first().click();
    const view = webview(page);
    await view.getByText('S1InC').first().waitFor();
    await view.locator('[data-field="b"]').first().click();
    await page.locator('.statusbar-item', { hasText: /selected/ }).waitFor();
  });
});
