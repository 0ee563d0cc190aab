import { join } from '../../base/paths.ts';
import { asTable, booleanAt, stringAt, stringsAt, type TomlTable, type TomlValue, tableAt } from './toml.ts';

export type DependencyKind = 'normal' | 'dev' | 'build';

/** Where a declaration says its package comes from. */
export type DeclaredSource =
  | { readonly kind: 'registry'; readonly registry: string | undefined }
  | { readonly kind: 'path'; readonly folder: string }
  | { readonly kind: 'git'; readonly url: string };

/** One entry of a `[dependencies]` table (Cargo Book, "Specifying Dependencies"). */
export interface DependencyDeclaration {
  /** The key: the name that features use, and with `_` for `-` the extern name if renamed. */
  readonly key: string;
  /** Name of the package: the key, or `package = "…"`. */
  readonly packageName: string;
  readonly renamed: boolean;
  readonly kind: DependencyKind;
  /** A triple or `cfg(…)` where the table stands under `[target.…]`. */
  readonly platform: string | undefined;
  /** The version requirement's text; undefined where none is given. */
  readonly requirement: string | undefined;
  readonly optional: boolean;
  readonly defaultFeatures: boolean;
  readonly features: readonly string[];
  readonly source: DeclaredSource;
}

/** The workspace's own values that `workspace = true` refers to. */
export interface InheritedValues {
  /** Folder of the workspace's root manifest. */
  readonly folder: string;
  /** The `[workspace]` table. */
  readonly table: TomlTable;
}

const tableNames: readonly (readonly [DependencyKind, readonly string[]])[] = [
  ['normal', ['dependencies']],
  ['dev', ['dev-dependencies', 'dev_dependencies']],
  ['build', ['build-dependencies', 'build_dependencies']],
];

/** All dependencies of a manifest's document, those under `[target.…]` included. */
export function readDependencies(
  document: TomlTable,
  folder: string,
  inherited: InheritedValues | undefined,
): readonly DependencyDeclaration[] {
  const found: DependencyDeclaration[] = [];
  const collect = (table: TomlTable, platform: string | undefined) => {
    for (const [kind, names] of tableNames) {
      const entries = names.map((name) => tableAt(table, name)).find((entry) => entry !== undefined);
      for (const [key, value] of Object.entries(entries ?? {})) {
        found.push(readDependency(key, value, { kind, platform, folder, inherited }));
      }
    }
  };
  collect(document, undefined);
  for (const [platform, table] of Object.entries(tableAt(document, 'target') ?? {})) {
    const entries = asTable(table);
    if (entries !== undefined) collect(entries, platform);
  }
  return found;
}

interface Place {
  readonly kind: DependencyKind;
  readonly platform: string | undefined;
  readonly folder: string;
  readonly inherited: InheritedValues | undefined;
}

function readDependency(key: string, value: TomlValue, place: Place): DependencyDeclaration {
  const own = typeof value === 'string' ? { version: value } : (asTable(value) ?? {});
  const fromWorkspace = booleanAt(own, 'workspace') === true && place.inherited !== undefined;
  const shared = fromWorkspace ? sharedEntry(key, place.inherited) : undefined;
  const table = shared ?? own;
  const packageName = stringAt(table, 'package') ?? key;
  return {
    key,
    packageName,
    renamed: packageName !== key,
    kind: place.kind,
    platform: place.platform,
    requirement: stringAt(table, 'version'),
    optional: booleanAt(own, 'optional') ?? false,
    defaultFeatures: usesDefaultFeatures(own, shared),
    features: [
      ...(stringsAt(table, 'features') ?? []),
      ...(shared ? (stringsAt(own, 'features') ?? []) : []),
    ],
    source: readSource(table, shared ? place.inherited!.folder : place.folder),
  };
}

function sharedEntry(key: string, inherited: InheritedValues | undefined): TomlTable | undefined {
  const value = tableAt(inherited?.table, 'dependencies')?.[key];
  return typeof value === 'string' ? { version: value } : asTable(value);
}

/** A member can switch default features on that the workspace switched off, but not off that are on. */
function usesDefaultFeatures(own: TomlTable, shared: TomlTable | undefined): boolean {
  const mine = booleanAt(own, 'default-features', 'default_features');
  if (shared === undefined) return mine ?? true;
  return (booleanAt(shared, 'default-features', 'default_features') ?? true) || mine === true;
}

function readSource(table: TomlTable, folder: string): DeclaredSource {
  const path = stringAt(table, 'path');
  const git = stringAt(table, 'git');
  if (path !== undefined) return { kind: 'path', folder: join(folder, path) };
  if (git !== undefined) return { kind: 'git', url: git };
  return { kind: 'registry', registry: stringAt(table, 'registry', 'registry-index') };
}

/** One value of a `[features]` entry (Cargo Book, "Features"). */
export type FeatureValue =
  | { readonly kind: 'feature'; readonly name: string }
  | { readonly kind: 'dependency'; readonly key: string }
  | {
      readonly kind: 'dependency-feature';
      readonly key: string;
      readonly feature: string;
      readonly weak: boolean;
    };

/** Reads `feat`, `dep:key`, `key/feat` or `key?/feat`. */
export function parseFeatureValue(text: string): FeatureValue {
  if (text.startsWith('dep:') && !text.includes('/')) return { kind: 'dependency', key: text.slice(4) };
  const slash = text.indexOf('/');
  if (slash < 0) return { kind: 'feature', name: text };
  const left = text.slice(0, slash).replace(/^dep:/, '');
  const weak = left.endsWith('?');
  const key = weak ? left.slice(0, -1) : left;
  return { kind: 'dependency-feature', key, feature: text.slice(slash + 1), weak };
}

/**
 * The features of a package, with the implicit one of each optional dependency that no `dep:` names
 * (cargo's `build_feature_map`).
 */
export function readFeatures(
  document: TomlTable,
  dependencies: readonly DependencyDeclaration[],
): ReadonlyMap<string, readonly FeatureValue[]> {
  const features = new Map<string, readonly FeatureValue[]>();
  const table = tableAt(document, 'features');
  for (const name of Object.keys(table ?? {})) {
    features.set(name, (stringsAt(table, name) ?? []).map(parseFeatureValue));
  }
  const hidden = new Set(
    [...features.values()].flat().flatMap((value) => (value.kind === 'dependency' ? [value.key] : [])),
  );
  for (const { key, optional } of dependencies) {
    if (!optional || hidden.has(key) || features.has(key)) continue;
    features.set(key, [{ kind: 'dependency', key }]);
  }
  return features;
}
