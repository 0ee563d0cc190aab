// Finds the browser that shows VS Code's window, and installs it where that is possible.
import { existsSync } from 'node:fs';
import { run, step } from './steps.mjs';

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The path of a Chromium, or what the user has to do to have one. */
export async function ensureChromium() {
  const found = findChromium();
  if (found !== undefined) return { path: found };
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    return {
      missing:
        'no Chromium: install it (Debian: "apt-get install chromium"), or name one with CHROMIUM=/path/to/it',
    };
  }
  try {
    await step('Installing Chromium (apt-get)', async () => {
      const env = { DEBIAN_FRONTEND: 'noninteractive' };
      await run('apt-get', ['update', '-q'], { env, quiet: true });
      await run(
        'apt-get',
        ['install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'],
        { env, quiet: true },
      );
    });
  } catch (error) {
    return { missing: `Chromium could not be installed by apt-get: ${error.message}` };
  }
  const installed = findChromium();
  return installed === undefined
    ? { missing: 'apt-get installed no /usr/bin/chromium' }
    : { path: installed };
}

function findChromium() {
  return [process.env.CHROMIUM, ...usualPlaces].find((place) => place !== undefined && existsSync(place));
}
