import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser, Profile, startServer, workbenchUrl } from './vscodeHost.ts';

const root = path.resolve(import.meta.dirname, '../../..');

export interface Window {
  readonly page: Page;
  /** The folder that is open: a copy of examples/lessons, which a test may write to. */
  readonly folder: string;
  readonly close: () => Promise<void>;
}

export interface WindowOptions {
  /** File to open, relative to the folder. */
  readonly file?: string;
  readonly settings?: object;
  readonly workspaceTrust?: boolean;
  /** Makes a Git repository of the folder, whose one commit has these files with other texts. */
  readonly committed?: Readonly<Record<string, (text: string) => string>>;
  /** The part of the screen, in pixels. */
  readonly size?: { readonly width: number; readonly height: number };
}

/** Opens VS Code's window on the example project, with the packed extension installed in a profile of its own. */
export async function openWindow(options: WindowOptions = {}): Promise<Window> {
  const { file, settings, workspaceTrust = false, committed, size = { width: 1280, height: 800 } } = options;
  const folder = await mkdtemp(path.join(tmpdir(), 'lessons-'));
  await cp(path.join(root, 'examples/lessons'), folder, {
    recursive: true,
    filter: (name) => !name.endsWith('target'),
  });
  if (committed !== undefined) await commitAs(folder, committed);
  const git = committed === undefined ? {} : { 'git.enabled': true };
  const { profile, remove } = await Profile.temporary({ ...git, ...settings });
  await profile.installExtension(await packedExtension());
  const server = await startServer(profile, { workspaceTrust });
  const browser = await launchBrowser();
  // A context of its own, so that axe-core can open another page in it.
  const context = await browser.newContext({ viewport: size });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000); // a start takes 8 s on two idle cores, and more on busy ones
  await page.goto(
    workbenchUrl(server, file === undefined ? { folder } : { folder, file: path.join(folder, file) }),
  );
  if (file !== undefined) await page.locator('.view-line').first().waitFor();
  const close = async () => {
    await browser.close();
    await server.stop();
    await remove();
    await rm(folder, { recursive: true, force: true });
  };
  return { page, folder, close };
}

/** Commits the folder with some files otherwise than they are, and puts them back. */
async function commitAs(folder: string, texts: NonNullable<WindowOptions['committed']>): Promise<void> {
  const now = await Promise.all(
    Object.keys(texts).map(async (name) => [name, await readFile(path.join(folder, name), 'utf8')] as const),
  );
  for (const [name, text] of now) await writeFile(path.join(folder, name), texts[name]?.(text) ?? text);
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', ...args], {
      cwd: folder,
    });
  git('init', '--quiet');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'State to compare with');
  for (const [name, text] of now) await writeFile(path.join(folder, name), text);
}

/** The .vsix that `npm run package` has left in the project's folder. */
async function packedExtension(): Promise<string> {
  const vsix = (await readdir(root)).find((name) => name.endsWith('.vsix'));
  if (vsix === undefined) throw new Error('There is no .vsix file: run "npm run package" first.');
  return path.join(root, vsix);
}

/** Where pictures of the window go. */
export async function picturePath(name: string): Promise<string> {
  const folder = path.join(root, 'out');
  await mkdir(folder, { recursive: true });
  return path.join(folder, `${name}.png`);
}

/** Has mocha picture the window after every test that fails. */
export function pictureFailures(window: () => Window | undefined): void {
  afterEach(async function () {
    const { state, title } = this.currentTest ?? {};
    if (state !== 'failed') return;
    await window()?.page.screenshot({ path: await picturePath(`failed ${title}`.replace(/\W+/g, '-')) });
  });
}
