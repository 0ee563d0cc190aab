import { isUnknown, type Unknown, unknown } from '../../base/unknown.ts';
import {
  asTable,
  parseToml,
  stringAt,
  stringsAt,
  type TomlTable,
  tableAt,
  tablesAt,
} from '../manifest/toml.ts';

/** One resolved package, with the packages that its dependencies were resolved to. */
export interface ResolvedPackage {
  /** `NAME VERSION`, with ` (SOURCE)` behind it unless it is a path. */
  readonly key: string;
  readonly name: string;
  readonly version: string;
  /** `registry+URL`, `sparse+URL` or `git+URL?…#COMMIT`; undefined for a path. */
  readonly source: string | undefined;
  /** Keys of the packages behind its dependencies, in no particular order. */
  readonly edges: readonly string[];
}

/** A resolution: every package that may take part, by key. */
export type Resolution = ReadonlyMap<string, ResolvedPackage>;

/** Makes a package's key. */
export function packageKey(name: string, version: string, source: string | undefined): string {
  return source === undefined ? `${name} ${version}` : `${name} ${version} (${source})`;
}

const newestFormat = 4;

/**
 * Reads a Cargo.lock of format 1 to 4. They differ in how much of a name a dependency's text holds
 * (`serde`, `serde 1.0.0`, `serde 1.0.0 (registry+…)`) and in how a git branch is written.
 */
export function readLockFile(path: string, text: string): Resolution | Unknown {
  const document = parseToml(path, text);
  if (isUnknown(document)) return document;
  const format = document.version ?? 1;
  if (typeof format !== 'number' || format > newestFormat) {
    return unknown(
      `${path} has format ${String(format)}, which is newer than the ones known (1 to ${newestFormat})`,
    );
  }
  // In the oldest files the workspace's root package stood in a table of its own.
  const root = tableAt(document, 'root');
  const tables = [...(root ? [root] : []), ...tablesAt(document, 'package')];
  const entries = tables.flatMap((table) => readEntry(table) ?? []);
  if (entries.length !== tables.length) return unknown(`${path} has a package without name or version`);
  return link(entries, replacements(entries));
}

interface LockEntry {
  readonly key: string;
  readonly name: string;
  readonly version: string;
  readonly source: string | undefined;
  readonly dependencies: readonly string[];
  readonly replace: string | undefined;
}

function readEntry(table: TomlTable): LockEntry | undefined {
  const name = stringAt(table, 'name');
  const version = stringAt(table, 'version');
  if (asTable(table) === undefined || name === undefined || version === undefined) return undefined;
  const source = stringAt(table, 'source');
  const dependencies = stringsAt(table, 'dependencies') ?? [];
  return {
    key: packageKey(name, version, source),
    name,
    version,
    source,
    dependencies,
    replace: stringAt(table, 'replace'),
  };
}

/** `[replace]`: what stands in for a package, by the replaced one's key. */
function replacements(entries: readonly LockEntry[]): ReadonlyMap<string, string> {
  return new Map(
    entries.flatMap(({ key, replace }) => {
      const target = replace === undefined ? undefined : findEntry(replace, entries);
      return target === undefined ? [] : [[key, target.key] as const];
    }),
  );
}

function findEntry(text: string, entries: readonly LockEntry[]): LockEntry | undefined {
  const [, name, version, source] = /^(\S+)(?: (\S+))?(?: \((.*)\))?$/.exec(text) ?? [];
  const fitting = entries.filter(
    (entry) => entry.name === name && (version ?? entry.version) === entry.version,
  );
  const exact = fitting.find(
    (entry) => source !== undefined && withoutCommit(entry.source) === withoutCommit(source),
  );
  return exact ?? fitting.find((entry) => entry.source === source) ?? fitting[0];
}

function withoutCommit(source: string | undefined): string | undefined {
  return source?.replace(/#.*$/, '');
}

function link(entries: readonly LockEntry[], replaced: ReadonlyMap<string, string>): Resolution {
  const byName = new Map<string, LockEntry[]>();
  for (const entry of entries) byName.set(entry.name, [...(byName.get(entry.name) ?? []), entry]);
  const resolve = (text: string): readonly string[] => {
    const found = findEntry(text, byName.get(text.split(' ')[0]!) ?? []);
    return found === undefined ? [] : [replaced.get(found.key) ?? found.key];
  };
  return new Map(
    entries.map(({ key, name, version, source, dependencies }) => {
      return [key, { key, name, version, source, edges: dependencies.flatMap(resolve) }] as const;
    }),
  );
}
