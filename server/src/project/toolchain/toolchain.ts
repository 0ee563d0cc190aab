import type { FileSystem } from '../../base/fileSystem.ts';
import { ancestors, isAbsolute, join } from '../../base/paths.ts';
import { isUnknown, type Unknown, unknown } from '../../base/unknown.ts';
import type { Environment } from '../crateGraph.ts';
import { parseToml, stringAt, type TomlTable, tableAt } from '../manifest/toml.ts';
import { parseToolchainName } from './toolchainName.ts';

/** What named a toolchain, strongest first. */
export type ToolchainOrigin =
  | 'RUSTUP_TOOLCHAIN'
  | 'rustup override'
  | 'toolchain file'
  | 'rustup default'
  | 'none named';

/** The toolchain that cargo would be taken from in a folder, as far as files and variables tell. */
export interface Toolchain {
  /** As it is written: `1.85.0`, `stable-i686-unknown-linux-gnu`, `my-fork`; undefined where nothing names one. */
  readonly name: string | undefined;
  /** The name without its host; undefined for a toolchain of the user's own. */
  readonly channel: string | undefined;
  /** The folder that a toolchain file names with `path`. */
  readonly folder?: string;
  /** The triple that its cargo builds for where no target is named. */
  readonly host: string;
  readonly from: ToolchainOrigin;
  /** The file that names it. */
  readonly file?: string;
  /** What is wrong with a file that should name it. */
  readonly problem?: Unknown;
}

/** What names a toolchain, before its name is taken apart. */
type Named = Pick<Toolchain, 'name' | 'from' | 'file' | 'folder' | 'problem'>;

/**
 * Chooses as rustup does ("Overrides" in the rustup book): `RUSTUP_TOOLCHAIN`, then the nearest folder upward that has
 * an override in rustup's settings or a toolchain file (the override first), then rustup's default. `+toolchain` stands
 * on a command line that nobody has typed here.
 */
export function chooseToolchain(files: FileSystem, folder: string, environment: Environment): Toolchain {
  const settings = rustupSettings(files, environment);
  const defaultHost = stringAt(settings.table, 'default_host_triple') ?? environment.host;
  const named = nameToolchain(files, folder, environment, settings);
  const problem = named.problem ?? settings.problem;
  const { channel, host } = parseToolchainName(named.name ?? '', defaultHost);
  return { ...named, channel, host: host ?? defaultHost, ...(problem && { problem }) };
}

/** rustup's home: `RUSTUP_HOME`, else `.rustup` in the user's home. */
export function rustupHomeOf({ home, variables }: Environment): string | undefined {
  return variables?.RUSTUP_HOME || (home === undefined ? undefined : join(home, '.rustup'));
}

interface RustupSettings {
  readonly path: string | undefined;
  readonly table: TomlTable | undefined;
  readonly problem?: Unknown;
}

function rustupSettings(files: FileSystem, environment: Environment): RustupSettings {
  const home = rustupHomeOf(environment);
  if (home === undefined) return { path: undefined, table: undefined };
  const path = join(home, 'settings.toml');
  const text = files.readFile(path);
  const table = text === undefined ? undefined : parseToml(path, text);
  return isUnknown(table) ? { path, table: undefined, problem: table } : { path, table };
}

function nameToolchain(
  files: FileSystem,
  folder: string,
  { variables }: Environment,
  { path, table }: RustupSettings,
): Named {
  const variable = variables?.RUSTUP_TOOLCHAIN;
  if (variable) return { name: variable, from: 'RUSTUP_TOOLCHAIN' };
  const overrides = tableAt(table, 'overrides');
  for (const at of ancestors(folder)) {
    const override = stringAt(overrides, at);
    if (override !== undefined)
      return { name: override, from: 'rustup override', ...(path !== undefined && { file: path }) };
    const found = toolchainFile(files, at);
    if (found) return found;
  }
  const name = stringAt(table, 'default_toolchain');
  if (name === undefined) return { name: undefined, from: 'none named' };
  return { name, from: 'rustup default', ...(path !== undefined && { file: path }) };
}

/** `rust-toolchain` or `rust-toolchain.toml` of a folder; the older one wins where both are there. */
function toolchainFile(files: FileSystem, folder: string): Named | undefined {
  for (const name of ['rust-toolchain', 'rust-toolchain.toml']) {
    const file = join(folder, name);
    const text = files.readFile(file);
    if (text === undefined) continue;
    // The older file may hold the bare name.
    const bare = /^[\w.+-]+$/.exec(text.trim())?.[0];
    if (bare !== undefined) return { name: bare, from: 'toolchain file', file };
    const document = parseToml(file, text);
    const table = isUnknown(document) ? undefined : tableAt(document, 'toolchain');
    const channel = stringAt(table, 'channel');
    if (channel !== undefined) return { name: channel, from: 'toolchain file', file };
    const path = stringAt(table, 'path');
    if (path !== undefined) {
      const at = isAbsolute(path) ? join(path) : join(folder, path);
      return { name: path, folder: at, from: 'toolchain file', file };
    }
    if (isUnknown(document)) return { name: undefined, from: 'toolchain file', file, problem: document };
    // A file without a channel only adds components and targets to the default toolchain.
    if (table === undefined)
      return {
        name: undefined,
        from: 'toolchain file',
        file,
        problem: unknown(`${file} names no toolchain`),
      };
  }
  return undefined;
}
