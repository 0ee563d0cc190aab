import type { Edition } from '../crateGraph.ts';
import {
  type DependencyDeclaration,
  type FeatureValue,
  type InheritedValues,
  readDependencies,
  readFeatures,
} from './dependencyDeclarations.ts';
import { asEdition } from './targets.ts';
import { asTable, booleanAt, stringAt, stringsAt, type TomlTable, tableAt } from './toml.ts';

/** A package's own facts, with what it inherits from its workspace filled in. */
export interface Manifest {
  readonly path: string;
  readonly folder: string;
  readonly document: TomlTable;
  readonly name: string;
  readonly version: string;
  readonly edition: Edition;
  readonly dependencies: readonly DependencyDeclaration[];
  readonly features: ReadonlyMap<string, readonly FeatureValue[]>;
  /** `check-cfg` entries of `[lints.rust] unexpected_cfgs`. */
  readonly checkCfg: readonly string[];
  /** `CARGO_PKG_*` for `env!`. */
  readonly env: ReadonlyMap<string, string>;
}

/** Whether a document refers to its workspace somewhere, so that the workspace's root has to be found. */
export function inherits(text: string): boolean {
  return /\bworkspace\s*=\s*true\b/.test(text);
}

/** Makes a package's manifest of its document; undefined for a document without `[package]`. */
export function readManifest(
  path: string,
  folder: string,
  document: TomlTable,
  inherited: InheritedValues | undefined,
): Manifest | undefined {
  const table = asTable(document.package ?? document.project);
  const name = stringAt(table, 'name');
  if (table === undefined || name === undefined) return undefined;
  const value = (key: string) => packageValue(table, key, inherited);
  const dependencies = readDependencies(document, folder, inherited);
  const version = value('version') ?? '0.0.0';
  return {
    path,
    folder,
    document,
    name,
    version,
    edition: asEdition(value('edition')) ?? '2015',
    dependencies,
    features: readFeatures(document, dependencies),
    checkCfg: readCheckCfg(document, inherited),
    env: packageVariables(name, version, table, value, path),
  };
}

function packageValue(
  table: TomlTable,
  key: string,
  inherited: InheritedValues | undefined,
): string | undefined {
  const fromWorkspace = booleanAt(asTable(table[key]), 'workspace') === true;
  const from = fromWorkspace ? tableAt(inherited?.table, 'package') : table;
  return stringAt(from, key) ?? stringsAt(from, key)?.join(':');
}

function readCheckCfg(document: TomlTable, inherited: InheritedValues | undefined): readonly string[] {
  const own = asTable(document.lints);
  const lints = booleanAt(own, 'workspace') === true ? tableAt(inherited?.table, 'lints') : own;
  return stringsAt(tableAt(lints, 'rust', 'unexpected_cfgs'), 'check-cfg') ?? [];
}

/** The variables of the Cargo Book's "Environment variables Cargo sets for crates" that come from the manifest. */
function packageVariables(
  name: string,
  version: string,
  table: TomlTable,
  value: (key: string) => string | undefined,
  path: string,
): ReadonlyMap<string, string> {
  const [, major = '', minor = '', patch = '', pre = ''] =
    /^(\d+)\.(\d+)\.(\d+)(?:-([^+]*))?/.exec(version) ?? [];
  const folder = path.slice(0, path.lastIndexOf('/'));
  const texts: Record<string, string> = {
    CARGO_MANIFEST_DIR: folder,
    CARGO_MANIFEST_PATH: path,
    CARGO_PKG_NAME: name,
    CARGO_PKG_VERSION: version,
    CARGO_PKG_VERSION_MAJOR: major,
    CARGO_PKG_VERSION_MINOR: minor,
    CARGO_PKG_VERSION_PATCH: patch,
    CARGO_PKG_VERSION_PRE: pre,
  };
  const keys = [
    'authors',
    'description',
    'homepage',
    'repository',
    'license',
    'license-file',
    'rust-version',
  ];
  for (const key of [...keys, 'readme']) {
    texts[`CARGO_PKG_${key.toUpperCase().replaceAll('-', '_')}`] = value(key) ?? '';
  }
  const links = stringAt(table, 'links');
  if (links !== undefined) texts.CARGO_MANIFEST_LINKS = links;
  return new Map(Object.entries(texts));
}
