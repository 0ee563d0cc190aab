import type { FileSystem } from '../../base/fileSystem.ts';
import { ancestors, dirname, isAbsolute, join } from '../../base/paths.ts';
import { isUnknown, type Unknown, unknown } from '../../base/unknown.ts';
import type { Environment } from '../crateGraph.ts';
import {
  asTable,
  booleanAt,
  parseToml,
  stringAt,
  stringsAt,
  type TomlTable,
  tableAt,
} from '../manifest/toml.ts';

/** A value of the configuration with the folder that relative paths in it start from. */
export interface ConfigTable {
  readonly base: string;
  /** The file that the table stands in. */
  readonly path?: string;
  readonly table: TomlTable;
}

/**
 * Cargo's configuration for a folder: `.cargo/config.toml` (or `.cargo/config`) from there upward,
 * then cargo's home; nearer files win key by key (Cargo Book, "Configuration").
 */
export interface CargoConfig {
  /** The files' tables, nearest first. */
  readonly files: readonly ConfigTable[];
  readonly problems: readonly Unknown[];
}

/** Cargo's home: `CARGO_HOME`, else `.cargo` in the user's home. */
export function cargoHomeOf(environment: Environment): string | undefined {
  const { cargoHome, home } = environment;
  return cargoHome ?? (home === undefined ? undefined : join(home, '.cargo'));
}

/** Reads the configuration files that are in force for a folder. */
export function readCargoConfig(fs: FileSystem, folder: string, environment: Environment): CargoConfig {
  const home = cargoHomeOf(environment);
  const places = ancestors(folder).map((at) => ({ base: at, cargo: join(at, '.cargo') }));
  if (home !== undefined && !places.some(({ cargo }) => cargo === home)) {
    places.push({ base: join(home, '..'), cargo: home });
  }
  const files: ConfigTable[] = [];
  const problems: Unknown[] = [];
  for (const { cargo } of places) {
    // Where both exist cargo takes the one without an extension.
    const path = ['config', 'config.toml'].map((name) => join(cargo, name)).find((at) => isThere(fs, at));
    if (path !== undefined) readConfigFile(fs, path, { files, problems, including: new Set() });
  }
  return { files, problems };
}

function isThere(fs: FileSystem, path: string): boolean {
  return fs.readFile(path) !== undefined;
}

/** What reading the files has brought so far. */
interface Reading {
  readonly files: ConfigTable[];
  readonly problems: Unknown[];
  /** The files that include each other down to the one being read. */
  readonly including: Set<string>;
}

/**
 * Reads one file and, behind it, those that it includes: the including file wins over them, and a later one of them
 * over an earlier (Cargo Book, "Configuration", "Including extra configuration files").
 */
function readConfigFile(fs: FileSystem, path: string, reading: Reading): void {
  const { files, problems, including } = reading;
  const text = fs.readFile(path);
  if (text === undefined) {
    problems.push(unknown(`${path} is included by cargo's configuration and can't be read`));
    return;
  }
  const table = parseToml(path, text);
  if (isUnknown(table)) {
    problems.push(table);
    return;
  }
  files.push({ base: dirname(dirname(path)), path, table });
  including.add(path);
  for (const { path: named, optional } of includes(table).toReversed()) {
    const included = configPath(named, dirname(path));
    if (including.has(included)) problems.push(unknown(`${path} includes itself`));
    else if (!optional || isThere(fs, included)) readConfigFile(fs, included, reading);
  }
  including.delete(path);
}

/** The entries of `include`: paths, or tables with `path` and `optional`. */
function includes(table: TomlTable): readonly { readonly path: string; readonly optional: boolean }[] {
  const { include } = table;
  const list = Array.isArray(include) ? include : include === undefined ? [] : [include];
  return list.flatMap((entry) => {
    if (typeof entry === 'string') return [{ path: entry, optional: false }];
    const details = asTable(entry);
    const path = stringAt(details, 'path');
    return path === undefined ? [] : [{ path, optional: booleanAt(details, 'optional') === true }];
  });
}

/** The nearest string under a path of keys, with its file's folder. */
export function configString(
  config: CargoConfig,
  ...keys: readonly string[]
): { readonly value: string; readonly base: string } | undefined {
  const last = keys.at(-1)!;
  for (const { base, table } of config.files) {
    const value = stringAt(tableAt(table, ...keys.slice(0, -1)), last);
    if (value !== undefined) return { value, base };
  }
  return undefined;
}

/** A list (or a string of words) under a path of keys; the lists of all files joined, far ones first. */
export function configWords(config: CargoConfig, ...keys: readonly string[]): readonly string[] {
  const last = keys.at(-1)!;
  return config.files.toReversed().flatMap(({ table }) => {
    const at = tableAt(table, ...keys.slice(0, -1));
    const text = stringAt(at, last);
    return text !== undefined ? text.split(/\s+/).filter((word) => word !== '') : (stringsAt(at, last) ?? []);
  });
}

/** The entries of a table under a path of keys, nearest file first for one key. */
export function configEntries(
  config: CargoConfig,
  ...keys: readonly string[]
): ReadonlyMap<string, ConfigTable> {
  const entries = new Map<string, ConfigTable>();
  for (const { base, table } of config.files) {
    for (const [key, value] of Object.entries(tableAt(table, ...keys) ?? {})) {
      const entry = asTable(value);
      if (entry === undefined) continue;
      const nearer = entries.get(key);
      entries.set(
        key,
        nearer ? { base: nearer.base, table: { ...entry, ...nearer.table } } : { base, table: entry },
      );
    }
  }
  return entries;
}

/**
 * The variables of `[env]` that are in force (Cargo Book, "Configuration", `[env]`): one that the environment has
 * already wins over them unless `force` is said.
 */
export function configuredVariables(
  config: CargoConfig,
  environment: Environment,
): ReadonlyMap<string, string> {
  const variables = new Map<string, string>();
  for (const { base, table } of config.files) {
    for (const [name, entry] of Object.entries(tableAt(table, 'env') ?? {})) {
      const details = asTable(entry);
      const value = details ? stringAt(details, 'value') : typeof entry === 'string' ? entry : undefined;
      const isSet = environment.variables?.[name] !== undefined && details?.force !== true;
      if (value === undefined || isSet || variables.has(name)) continue;
      variables.set(name, details?.relative === true ? configPath(value, base) : value);
    }
  }
  return variables;
}

/** A path of the configuration as an absolute one. */
export function configPath(path: string, base: string): string {
  return isAbsolute(path) ? join(path) : join(base, path);
}
