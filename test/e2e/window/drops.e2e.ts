import { editorLine, goTo, runCommand, webview } from '../support/page.ts';
import { openWindow, pictureFailures, picturePath, type Window } from '../support/window.ts';

describe('the drops panel of the packed extension', () => {
  let window: Window;

  before('open the window', async () => {
    window = await openWindow({ file: 'src/destroyed/scopes.rs', size: { width: 1600, height: 900 } });
    await window.page.keyboard.press('Control+b');
    await editorLine(window.page, 'pub fn nested()').waitFor();
  });
  after(() => window?.close());
  pictureFailures(() => window);

  it('lists what the function at the cursor drops, in order', async () => {
    const { page } = window;
    await goTo(page, 15, 5);
    await runCommand(page, 'Rust Memory Layout: Show Drop Order');
    const view = webview(page);
    await view.getByRole('heading', { name: 'nested' }).waitFor();
    await view.locator('.point', { hasText: /_second.*_first/ }).waitFor();
    await page.mouse.move(0, 0);
    await page.screenshot({ path: await picturePath('drops') });
  });

  it('selects a variable that is clicked', async () => {
    const { page } = window;
    await webview(page).getByRole('button', { name: '_second' }).first().click();
    await page.locator('.statusbar-item', { hasText: /7 selected/ }).waitFor();
  });
});
