import type { FileSystem } from '../../base/fileSystem.ts';
import { ancestors, isAbsolute, join } from '../../base/paths.ts';
import { isUnknown, type Unknown } from '../../base/unknown.ts';
import type { Environment } from '../crateGraph.ts';
import { asTable, parseToml, stringAt, stringsAt, type TomlTable, tableAt } from '../manifest/toml.ts';

/** A value of the configuration with the folder that relative paths in it start from. */
export interface ConfigTable {
  readonly base: string;
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
  for (const { base, cargo } of places) {
    const table = readConfigFile(fs, cargo);
    if (table === undefined) continue;
    if (isUnknown(table)) problems.push(table);
    else files.push({ base, table });
  }
  return { files, problems };
}

function readConfigFile(fs: FileSystem, cargo: string): TomlTable | Unknown | undefined {
  // Where both exist cargo takes the one without an extension.
  for (const name of ['config', 'config.toml']) {
    const path = join(cargo, name);
    const text = fs.readFile(path);
    if (text !== undefined) return parseToml(path, text);
  }
  return undefined;
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

/** The triple of `build.target`, if one is set; of a list the first. A target file names the triple by its name. */
export function configuredTarget(config: CargoConfig, environment: Environment): string | undefined {
  const variable = environment.variables?.CARGO_BUILD_TARGET;
  const [target] = variable
    ? [variable]
    : configWords({ ...config, files: nearest(config) }, 'build', 'target');
  if (target === 'host-tuple') return environment.host;
  return target?.endsWith('.json') ? target.slice(target.lastIndexOf('/') + 1, -'.json'.length) : target;
}

function nearest(config: CargoConfig): readonly ConfigTable[] {
  return config.files.filter(({ table }) => tableAt(table, 'build')?.target !== undefined).slice(0, 1);
}
