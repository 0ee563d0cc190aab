// Packs the extension into rust-memory-layout-VERSION.vsix. It needs no node_modules: everything is bundled.
import { cp, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from './build.mjs';
import { ensureDependencies } from './support/setup.mjs';
import { main, root, run, StepError, step } from './support/steps.mjs';

const megabyte = 1_000_000;
const largest = 4 * megabyte;

/** The extension as it ships, laid out in a folder: what VS Code loads in tests that run inside it. */
export const stagedExtension = path.join(root, '.cache/extension');

/** What ships beside dist/ and the manifest. */
const documents = ['README.md', 'CHANGELOG.md', 'LICENSE', '.vscodeignore', 'images'];

/** Builds and packs. Returns the .vsix file's path. */
export async function packExtension() {
  await step('Building dist/', () => build());
  return step('Packing the .vsix', async () => {
    const { name, version } = await stage();
    const vsix = path.join(root, `${name}-${version}.vsix`);
    const vsce = path.join(root, 'node_modules/@vscode/vsce/vsce');
    const flags = ['--no-dependencies', '--out', vsix];
    await run(process.execPath, [vsce, 'package', ...flags], { cwd: stagedExtension, quiet: true });
    const { size } = await stat(vsix);
    if (size > largest)
      throw new StepError(
        `${path.basename(vsix)} has ${megabytes(size)} MB; ${megabytes(largest)} MB are allowed.`,
      );
    console.error(`  ${path.basename(vsix)}: ${megabytes(size)} MB`);
    return vsix;
  });
}

/** Lays the extension out in `stagedExtension`. Returns its manifest. */
async function stage() {
  await rm(stagedExtension, { recursive: true, force: true });
  await mkdir(stagedExtension, { recursive: true });
  for (const name of documents) {
    await cp(path.join(root, name), path.join(stagedExtension, name), { recursive: true }).catch(
      ignoreMissing,
    );
  }
  await cp(path.join(root, 'dist'), path.join(stagedExtension, 'dist'), { recursive: true });
  const manifest = shippedManifest(JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')));
  await writeFile(path.join(stagedExtension, 'package.json'), JSON.stringify(manifest, null, 2));
  return manifest;
}

/**
 * The manifest without what only development needs. `type: module` goes as well: VS Code's web extension host would
 * take the browser entry, which is CommonJS, for an ES module, and those it can't load.
 */
function shippedManifest({ type, files, bin, scripts, devDependencies, ...shipped }) {
  return shipped;
}

function ignoreMissing(error) {
  if (error.code !== 'ENOENT') throw error;
}

const megabytes = (bytes) => (bytes / megabyte).toFixed(2);

if (process.argv[1] === import.meta.filename) {
  await main(async () => {
    await ensureDependencies();
    await packExtension();
  });
}
