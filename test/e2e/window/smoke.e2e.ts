import { runCommand } from '../support/page.ts';
import { openWindow, pictureFailures, picturePath, type Window } from '../support/window.ts';

describe("the packed extension in VS Code's window", () => {
  let window: Window;

  before('open the window', async () => {
    window = await openWindow({ file: 'src/lib.rs' });
  });
  after(() => window?.close());
  pictureFailures(() => window);

  it('offers its commands in the palette', async () => {
    const { page } = window;
    await page.locator('.view-line', { hasText: 'pub mod' }).first().waitFor();
    await runCommand(page, 'Rust Memory Layout: Restart Server');
    await page.screenshot({ path: await picturePath('smoke') });
  });
});
