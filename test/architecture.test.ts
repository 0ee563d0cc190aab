import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The rules of ARCHITECTURE.md that a program can check, over all sources. */

const root = path.resolve(import.meta.dirname, '..');
const longestFile = 350;

/** Layers of server/src, lowest first; those of one row don't know each other unless `mayMeet` says so. */
const rows = [
  ['base'],
  ['syntax', 'facts'],
  ['project', 'buildScripts'],
  ['resolve'],
  ['types'],
  ['bodies'],
  ['layout', 'drops'],
  ['coroutines'],
  ['engine'],
  ['features', 'distill'],
  ['lsp', 'cli', 'node', 'browser'],
];
const mayMeet = new Set(['lsp', 'cli', 'node', 'browser']);
const knowsProtocol = new Set(['lsp', 'node', 'browser']);
const rankOf = (layer: string) => rows.findIndex((row) => row.includes(layer));
const top = rows.length - 1;

interface Import {
  readonly from: string;
  /** As written. */
  readonly specifier: string;
  /** Path in the project, for a relative import. */
  readonly file?: string;
  readonly typeOnly: boolean;
}

const sources = ['client', 'server/src', 'shared', 'scripts', 'test']
  .flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
      path.posix.join(folder, name),
    ),
  )
  .map((name) => name.replaceAll('\\', '/'))
  .filter(
    (name) => /\.(ts|mjs)$/.test(name) && !name.includes('node_modules/') && !name.includes('/fixtures/'),
  )
  .map((name) => ({ name, text: readFileSync(path.join(root, name), 'utf8') }));

const imports = sources.flatMap(({ name, text }) => importsOf(name, text));

/** The static imports and re-exports of a module, and its `import()` of constant names. */
function importsOf(from: string, text: string): Import[] {
  const statement =
    /^(?:import|export)\s(?<type>type\s)?[^;'"`]*?from\s*'(?<name>[^']+)'|^import\s*'(?<bare>[^']+)'|\bimport\(\s*'(?<dynamic>[^']+)'/gm;
  return [...text.matchAll(statement)].map(({ groups = {} }) => {
    const specifier = groups.name ?? groups.bare ?? groups.dynamic ?? '';
    const typeOnly = groups.type !== undefined;
    if (!specifier.startsWith('.')) return { from, specifier, typeOnly };
    return { from, specifier, typeOnly, file: path.posix.join(path.posix.dirname(from), specifier) };
  });
}

const layerOf = (file: string) => /^server\/src\/(\w+)\//.exec(file)?.[1];
const isIn = (folder: string) => (file: string) => file.startsWith(`${folder}/`);
const show = (found: readonly Import[]) => found.map(({ from, specifier }) => `${from} imports ${specifier}`);

describe('architecture', () => {
  it('knows every folder of the server', () => {
    const layers = new Set(sources.map(({ name }) => layerOf(name)).filter((layer) => layer !== undefined));
    assert.deepEqual(
      [...layers].filter((layer) => rankOf(layer) === -1),
      [],
    );
  });

  it('lets no layer import a higher one, nor a neighbour', () => {
    const wrong = imports.filter(({ from, file }) => {
      const layer = layerOf(from);
      const imported = file === undefined ? undefined : layerOf(file);
      if (layer === undefined || imported === undefined || layer === imported) return false;
      if (rankOf(imported) !== rankOf(layer)) return rankOf(imported) > rankOf(layer);
      return !mayMeet.has(layer);
    });
    assert.deepEqual(show(wrong), []);
  });

  it('keeps layout/abi to itself and base', () => {
    const allowed = [isIn('server/src/layout/abi'), isIn('server/src/base')];
    const wrong = imports.filter(({ from, file }) => {
      return isIn('server/src/layout/abi')(from) && !allowed.some((test) => file !== undefined && test(file));
    });
    assert.deepEqual(show(wrong), []);
  });

  it('keeps Node and the protocol out of the core', () => {
    const wrong = imports.filter(({ from, specifier }) => {
      const layer = layerOf(from);
      if (layer === undefined) return false;
      if (/^vscode-/.test(specifier)) return !knowsProtocol.has(layer);
      return specifier.startsWith('node:') && rankOf(layer) < top;
    });
    assert.deepEqual(show(wrong), []);
  });

  it('shares data alone between client and server', () => {
    const wrong = imports.filter(({ from, file, specifier }) => {
      if (isIn('client')(from))
        return file === undefined ? /^vscode-languageserver/.test(specifier) : isIn('server')(file);
      if (isIn('server/src')(from)) return file !== undefined && isIn('client')(file);
      return isIn('shared')(from) && (file === undefined || !isIn('shared')(file));
    });
    assert.deepEqual(show(wrong), []);
  });

  it('has no import cycle', () => {
    assert.deepEqual(cycles(imports.filter(({ typeOnly }) => !typeOnly)), []);
  });

  it('has no default export and no long file', () => {
    const wrong = sources.flatMap(({ name, text }) => [
      ...(/^export default\b/m.test(text) ? [`${name} has a default export`] : []),
      ...(text.split('\n').length > longestFile + 1 ? [`${name} has more than ${longestFile} lines`] : []),
    ]);
    assert.deepEqual(wrong, []);
  });
});

/** Every cycle that a walk along the imports meets, as `a → b → a`. */
function cycles(edges: readonly Import[]): string[] {
  const next = targetsByFile(edges);
  const done = new Set<string>();
  const found: string[] = [];
  const walk = (file: string, trail: readonly string[]) => {
    const start = trail.indexOf(file);
    if (start !== -1) found.push([...trail.slice(start), file].join(' → '));
    if (start !== -1 || done.has(file)) return;
    for (const imported of next.get(file) ?? []) walk(imported, [...trail, file]);
    done.add(file);
  };
  for (const file of next.keys()) walk(file, []);
  return found;
}

function targetsByFile(edges: readonly Import[]): Map<string, string[]> {
  const byFile = new Map<string, string[]>();
  for (const { from, file } of edges) {
    if (file !== undefined) byFile.set(from, [...(byFile.get(from) ?? []), file]);
  }
  return byFile;
}
