// Brings rustc's own tests: Debian's source package of the compiler has them.

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { OracleFailure, requireRustc } from '../oracle/process.ts';

const CACHE = path.join(import.meta.dirname, '../../../.cache/rustc-ui');

/** The folder `tests/ui` of the release on the PATH, fetched by `apt-get source` where it is not there yet. */
export function fetchUi(say: (line: string) => void): string {
  const { release } = requireRustc();
  const minor = release.split('.').slice(0, 2).join('.');
  const folder = path.join(CACHE, minor);
  const tests = path.join(folder, 'tests/ui');
  if (fs.existsSync(tests)) return tests;
  fs.mkdirSync(folder, { recursive: true });
  const version = sourceVersion(minor);
  say(`fetching the source package of rustc ${version} with apt-get …`);
  // The signature and Debian's own changes may be gone from the archive while the source is still there.
  spawnSync('apt-get', ['source', '--download-only', '--allow-unauthenticated', `rustc=${version}`], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const archive = fs.readdirSync(folder).find((file) => /\.orig\.tar\.\w+$/.test(file));
  if (!archive) throw new OracleFailure(HELP);
  unpack(folder, archive, ['*/tests/ui', '*/src/tools/clippy/tests']);
  if (!fs.existsSync(tests)) throw new OracleFailure(`${archive} has no tests/ui`);
  return tests;
}

const HELP =
  'the source package of rustc could not be fetched: it needs a `deb-src` line of a Debian suite that has this release, ' +
  'and `apt-get update`; or name a folder with rustc’s tests by --root';

/** The newest source package of a release, such as `1.95.0+dfsg1-2`. */
function sourceVersion(minor: string): string {
  const { stdout } = spawnSync('apt-cache', ['showsrc', 'rustc'], { encoding: 'utf8' });
  const versions = [...(stdout ?? '').matchAll(/^Version: (\S+)$/gm)].map((m) => m[1]!);
  const found = versions.filter((version) => version.startsWith(`${minor}.`)).at(-1);
  if (found === undefined) throw new OracleFailure(HELP);
  return found;
}

function unpack(folder: string, archive: string, parts: readonly string[]): void {
  const args = ['xf', archive, '--strip-components=1', '--wildcards', ...parts];
  const { status, stderr } = spawnSync('tar', args, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new OracleFailure(`tar: ${stderr}`);
}
