import { assertAccessible, pickTheme, themes } from '../support/axe.ts';
import {
  editorLine,
  goTo,
  openFile,
  panelFrame,
  runCommand,
  typesView,
  viewFrame,
  webview,
} from '../support/page.ts';
import { openWindow, pictureFailures, picturePath, type Window } from '../support/window.ts';

const shown = [
  { name: 'a struct with a heap', file: 'src/destroyed/student.rs', at: 'pub struct Student', line: 7 },
  { name: 'an enum', file: 'src/created/enums.rs', at: 'pub enum', line: 0 },
] as const;

describe('axe-core finds nothing wrong', () => {
  let window: Window;

  before('open the view and the panel', async () => {
    window = await openWindow({ file: shown[0].file, size: { width: 1500, height: 1000 } });
    const { page } = window;
    await editorLine(page, shown[0].at).waitFor();
    await runCommand(page, 'Rust Memory Layout: Show Types of the Crate');
    await typesView(page).getByText('rustc', { exact: false }).first().waitFor();
  });
  after(() => window?.close());
  pictureFailures(() => window);

  for (const theme of themes) {
    describe(`in ${theme}`, () => {
      before(() => pickTheme(window.page, theme));
      const picture = async (name: string) =>
        window.page.screenshot({
          path: await picturePath(`${name}-${theme.toLowerCase().replaceAll(' ', '-')}`),
        });

      it('with the types of the crate', async () => {
        await typesView(window.page).locator('.line.type').first().click();
        await assertAccessible(window.page, viewFrame);
        await picture('types');
      });

      it('with the layout of a struct', async () => {
        const { page } = window;
        await openFile(page, 'student.rs');
        await goTo(page, 7, 14);
        await runCommand(page, 'Rust Memory Layout: Show Memory Layout');
        await webview(page).getByText('Student').first().waitFor();
        await assertAccessible(page, panelFrame);
        await picture('layout');
      });

      it('with the layout of an enum, an unsized type and a union', async () => {
        const { page } = window;
        for (const name of ['Shape', 'Bits']) {
          await typesView(page).locator('[data-filter]').fill(name);
          await typesView(page).locator('.line.type', { hasText: name }).first().click();
          await webview(page).locator('h1', { hasText: name }).waitFor();
          await assertAccessible(page, panelFrame);
        }
        await typesView(page).locator('[data-filter]').fill('');
      });

      it('with the order of drops', async () => {
        const { page } = window;
        await openFile(page, 'student.rs');
        await goTo(page, 18, 9);
        await runCommand(page, 'Rust Memory Layout: Show Drop Order');
        await webview(page).locator('h1', { hasText: 'enrol' }).waitFor();
        await assertAccessible(page, panelFrame);
        await picture('drops');
        await page.keyboard.press('Control+k');
      });
    });
  }
});
