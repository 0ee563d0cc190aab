import { format, parseArgs } from 'node:util';
import { launchBrowser, Profile, startServer, workbenchUrl } from './vscodeHost.ts';

/**
 * Takes the part of `code`'s command line that @vscode/test-electron uses, and carries it out with VS Code's server and
 * Chromium: the tests named by `--extensionTestsPath` run in its extension host, and their exit status becomes ours.
 */

/** What the workbench itself logs among the console of the extension host. */
const noise = new RegExp(
  `^(${[
    'Resolv(ing|ed) connection token',
    'Creating a socket',
    '\\[reconnection-grace-time]',
    '\\[AgentHost:remote]',
    '\\[AccountPolicyGate]',
    '\\[Service Worker] registration',
    'Ignoring fetching additional builtin extensions',
    'Updating additional builtin extensions cache',
    '\\[remote-connection]',
    'Creation of workbench contribution',
    'Timed out waiting for authentication provider',
  ].join('|')})|build/Release/watchdog`,
);

const text = { type: 'string' } as const;
const texts = { type: 'string', multiple: true } as const;
const { values, positionals } = parseArgs({
  strict: false, // the other options, such as --disable-gpu-sandbox, don't matter here
  allowPositionals: true,
  options: {
    'user-data-dir': text,
    'extensions-dir': text,
    extensionDevelopmentPath: texts,
    extensionTestsPath: text,
    'disable-workspace-trust': { type: 'boolean' },
  },
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
process.exitCode = await runTests();

async function runTests(): Promise<number> {
  const profile = new Profile(String(values['user-data-dir']), String(values['extensions-dir']));
  await profile.writeSettings();
  const workspaceTrust = values['disable-workspace-trust'] !== true;
  const server = await startServer(profile, { extensionDevelopment: true, workspaceTrust });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    // A machine that is busy with other things needs longer to open the workbench.
    page.setDefaultNavigationTimeout(120_000);
    await page.exposeFunction('codeAutomationLog', (_type: string, args: unknown[]) => {
      const line = format(...args);
      if (!noise.test(line)) console.log(line);
    });
    const exitStatus = new Promise<number>((resolve, reject) => {
      page.exposeFunction('codeAutomationExit', resolve);
      page.once('crash', () => reject(new Error('The workbench crashed')));
    });
    await page.goto(
      workbenchUrl(server, {
        folder: positionals[0] ?? '.',
        extensionDevelopmentPath: [values.extensionDevelopmentPath].flat().map(String),
        extensionTestsPath: String(values.extensionTestsPath),
      }),
    );
    return await exitStatus;
  } finally {
    await browser.close();
    await server.stop();
  }
}
