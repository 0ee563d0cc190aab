// npm start: VS Code with the extension, on the example project; Ctrl+C ends it. `--screenshot FILE` writes a picture
// of a hover and the panel instead, and needs no screen. `--port N` asks for a port.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { packExtension, stagedExtension } from './package.mjs';
import { ensureChromium } from './support/chromium.mjs';
import { ensureDependencies } from './support/setup.mjs';
import { main, root, runToEnd, StepError } from './support/steps.mjs';
import { ensureVscodeHost } from './support/vscodeHost.mjs';

await main(async () => {
  const { values } = parseArgs({ options: { screenshot: { type: 'string' }, port: { type: 'string' } } });
  await ensureDependencies();
  const vsix = await packExtension();
  const host = await ensureVscodeHost('current');
  if (host.missing !== undefined) {
    await openDesktop(host.missing);
  } else if (values.screenshot === undefined) {
    await runScript('openEditor.ts', [vsix, values.port ?? '0']);
  } else {
    const chromium = await ensureChromium();
    if (chromium.missing !== undefined) throw new StepError(chromium.missing);
    const file = path.resolve(process.env.INIT_CWD ?? '.', values.screenshot);
    await runScript('screenshot.ts', [file], { CHROMIUM: chromium.path });
  }
});

async function runScript(name, args, env = {}) {
  const script = path.join(root, 'scripts/support', name);
  const { status } = await runToEnd(process.execPath, ['--import', 'tsx', script, ...args], {
    env,
    inherit: true,
  });
  process.exitCode = status;
}

/** Where VS Code can't be had from npm, the user's own may be there. */
async function openDesktop(reason) {
  console.error(`${reason}. Trying the VS Code that is installed here ("code").`);
  const args = [`--extensionDevelopmentPath=${stagedExtension}`, path.join(root, 'examples/lessons')];
  await runToEnd('code', args, { inherit: true });
}
