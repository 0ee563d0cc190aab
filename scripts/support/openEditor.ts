import { spawn } from 'node:child_process';
import path from 'node:path';
import { Profile, startServer, workbenchUrl } from '../../test/e2e/support/vscodeHost.ts';

/**
 * Serves VS Code with the packed extension on the example project until it is ended, and opens it in the user's browser
 * where there is a screen. Arguments: the .vsix file, and a port or 0.
 */

const root = path.resolve(import.meta.dirname, '../..');
const [vsix = '', port = '0'] = process.argv.slice(2);
const home = path.join(root, '.cache/editor');
const profile = new Profile(path.join(home, 'user-data'), path.join(home, 'extensions'));

await profile.writeSettings();
await profile.installExtension(vsix);
const server = await startServer(profile, { workspaceTrust: false, port: Number(port) });
const folder = path.join(root, 'examples/lessons');
const address = workbenchUrl(server, { folder, file: path.join(folder, 'src/created/structs.rs') });
console.log(`\nVS Code is open at\n\n  ${address}\n\nCtrl+C ends it.`);
openInBrowser(address);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    await server.stop();
    process.exit(0);
  });
}

function openInBrowser(url: string): void {
  const opener = { darwin: 'open', linux: 'xdg-open' }[process.platform as string];
  const hasScreen =
    process.platform === 'darwin' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
  if (opener === undefined || !hasScreen) return;
  spawn(opener, [url], { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}
