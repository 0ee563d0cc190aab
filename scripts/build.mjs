// Bundles everything that ships into dist/. `--watch` keeps at it, `--dev` leaves names and source maps in.
import { cp, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ensureDependencies } from './support/setup.mjs';
import { main, root, StepError, step } from './support/steps.mjs';

const dist = path.join(root, 'dist');

// What `import.meta` offers an ES module has other names in a CommonJS bundle.
const commonJsMeta = {
  banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
  define: {
    'import.meta.url': 'importMetaUrl',
    'import.meta.dirname': '__dirname',
    'import.meta.filename': '__filename',
  },
};

// The parser's runtime is CommonJS: it asks for what an ES module lacks …
const requireInModule = {
  js: [
    "import { createRequire as requireFrom } from 'node:module';",
    'const require = requireFrom(import.meta.url);',
    'const __filename = import.meta.filename;',
  ].join('\n'),
};

// … and, in a worker, for the document that it believes to be in.
const documentInWorker = {
  banner: { js: 'var workerDocument = { currentScript: { src: self.location.href } };' },
  define: { document: 'workerDocument' },
};

// The engine is run as a script with compiled code, in which `import()` has no meaning: Node's own modules are required.
const builtinsWithoutImport = {
  name: 'builtins-without-import',
  setup(builder) {
    builder.onResolve({ filter: /^(?:module|fs\/promises)$/ }, ({ kind, path: name }) =>
      kind === 'dynamic-import' ? { path: name, namespace: 'builtin' } : undefined,
    );
    builder.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path: name }) => ({
      contents: `module.exports = require('node:${name}');`,
    }));
  },
};

const node = { platform: 'node', target: 'node20' };
// Chromium 132 runs the windows of VS Code 1.100, the oldest release that the extension supports.
const web = {
  platform: 'browser',
  target: 'chrome132',
  external: ['vscode', 'fs', 'fs/promises', 'module', 'path', 'url'],
};

/** Every bundle that ships, by the name that `--only` knows it by. */
const bundles = {
  extension: {
    entry: 'client/extension.ts',
    outfile: 'extension.cjs',
    format: 'cjs',
    external: ['vscode'],
    ...node,
  },
  server: {
    entry: 'server/src/node/main.ts',
    outfile: 'server.cjs',
    format: 'cjs',
    ...node,
    ...commonJsMeta,
  },
  worker: {
    entry: 'server/src/node/worker.ts',
    outfile: 'worker.cjs',
    format: 'cjs',
    ...node,
    ...commonJsMeta,
  },
  engine: {
    entry: 'server/src/node/engine.ts',
    outfile: 'engine.cjs',
    format: 'cjs',
    plugins: [builtinsWithoutImport],
    ...node,
    ...commonJsMeta,
  },
  cli: {
    entry: 'server/src/cli/main.ts',
    outfile: 'cli.mjs',
    format: 'esm',
    ...node,
    banner: requireInModule,
  },
  // The thread in which the standard library is read from source.
  readStd: {
    entry: 'server/src/node/std/readStd.ts',
    outfile: 'readStd.mjs',
    format: 'esm',
    ...node,
    banner: requireInModule,
  },
  launcher: {
    entry: 'server/src/cli/launcher.cjs',
    outfile: 'rust-memory-layout.cjs',
    format: 'cjs',
    platform: 'node',
    target: 'node4',
    external: ['./cli.mjs'],
    supported: { 'dynamic-import': true },
    banner: { js: '#!/usr/bin/env node' },
  },
  webExtension: { entry: 'client/web.ts', outfile: 'web/extension.js', format: 'cjs', ...web },
  webServer: {
    entry: 'server/src/browser/main.ts',
    outfile: 'web/server.js',
    format: 'iife',
    ...web,
    ...documentInWorker,
  },
  webview: { entry: 'client/webview/main.ts', outfile: 'webview.js', format: 'iife', ...web },
  typesPage: { entry: 'client/webview/types/main.ts', outfile: 'types.js', format: 'iife', ...web },
  dropsPage: { entry: 'client/webview/drops/main.ts', outfile: 'drops.js', format: 'iife', ...web },
};

/** What ships as it is: the parser, its grammar and the facts of the standard library. */
const assets = [
  ['node_modules/@vscode/tree-sitter-wasm/wasm/tree-sitter.wasm', 'tree-sitter.wasm'],
  ['node_modules/@vscode/tree-sitter-wasm/wasm/tree-sitter-rust.wasm', 'tree-sitter-rust.wasm'],
  ['server/facts', 'facts'],
];

/** Builds the bundles of these names (all, unless told) and copies the assets. Returns esbuild's metafiles by name. */
export async function build({ only = Object.keys(bundles), dev = false, watch = false } = {}) {
  const esbuild = await import('esbuild');
  if (only.length === Object.keys(bundles).length) await rm(dist, { recursive: true, force: true });
  const metafiles = {};
  for (const name of only) {
    const options = optionsOf(bundles[name], dev);
    if (watch) await (await esbuild.context(options)).watch();
    else metafiles[name] = (await esbuild.build(options).catch(() => failed(name))).metafile;
  }
  await copyAssets();
  return metafiles;
}

/** esbuild has already printed why. */
function failed(name) {
  throw new StepError(`The ${name} bundle could not be built.`);
}

function optionsOf({ entry, outfile, ...rest }, dev) {
  return {
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: path.join(dist, outfile),
    bundle: true,
    metafile: true,
    minify: !dev,
    keepNames: true,
    sourcemap: dev ? 'inline' : false,
    legalComments: 'none',
    // The `module` builds come first: bundled UMD wrappers would call `require` at run time.
    mainFields: rest.platform === 'node' ? ['module', 'main'] : ['browser', 'module', 'main'],
    logLevel: 'warning',
    ...rest,
  };
}

/** Copies the assets, and lists them in dist/assets.json for the web extension, which can't list a folder. */
async function copyAssets() {
  await mkdir(dist, { recursive: true });
  const names = [];
  for (const [from, to] of assets) {
    const source = path.join(root, from);
    await cp(source, path.join(dist, to), { recursive: true });
    const inside = (await stat(source)).isDirectory()
      ? (await readdir(source)).map((name) => `${to}/${name}`)
      : [to];
    names.push(...inside);
  }
  await writeFile(path.join(dist, 'assets.json'), JSON.stringify(names));
}

async function printSizes(metafiles) {
  for (const [name, { outputs }] of Object.entries(metafiles)) {
    for (const [file, { bytes }] of Object.entries(outputs))
      console.log(`  ${kilobytes(bytes)}  ${name}: ${file}`);
  }
  for (const [, to] of assets.slice(0, 2)) {
    console.log(`  ${kilobytes((await stat(path.join(dist, to))).size)}  asset: dist/${to}`);
  }
}

const kilobytes = (bytes) => `${Math.ceil(bytes / 1000)} kB`.padStart(8);

if (process.argv[1] === import.meta.filename) {
  await main(async () => {
    await ensureDependencies();
    const flags = new Set(process.argv.slice(2));
    const watch = flags.has('--watch');
    await printSizes(await step('Building dist/', () => build({ dev: watch || flags.has('--dev'), watch })));
  });
}
