import type { FileSystem } from '../../base/fileSystem.ts';
import { join } from '../../base/paths.ts';
import { isUnknown, type Unknown } from '../../base/unknown.ts';
import { type CargoConfig, type ConfigTable, configPath } from '../config/cargoConfig.ts';
import type { DependencyDeclaration } from '../manifest/dependencyDeclarations.ts';
import type { Manifest } from '../manifest/manifest.ts';
import type { ManifestStore } from '../manifest/manifestStore.ts';
import { asTable, stringAt, stringsAt, type TomlTable, tableAt } from '../manifest/toml.ts';
import { type Candidate, resolveFresh } from './freshResolution.ts';
import { packageKey, type Resolution, readLockFile } from './lockFile.ts';
import { cratesIoSource } from './packageGraph.ts';
import type { PackageSources } from './packageSources.ts';

export interface ResolutionPlace {
  readonly fs: FileSystem;
  readonly store: ManifestStore;
  readonly sources: PackageSources;
  readonly workspaceRoot: string;
  readonly substitutes: ReadonlyMap<string, readonly string[]>;
}

/** The resolution of Cargo.lock; where there is none or a broken one (a problem), a fresh one. */
export function loadResolution(place: ResolutionPlace, problems: Unknown[]): Resolution {
  const path = join(place.workspaceRoot, 'Cargo.lock');
  const text = place.fs.readFile(path);
  const locked = text === undefined ? undefined : readLockFile(path, text);
  if (locked !== undefined && !isUnknown(locked)) return locked;
  if (locked !== undefined) problems.push(locked);
  return freshResolution(place);
}

function freshResolution({ store, sources, workspaceRoot, substitutes }: ResolutionPlace): Resolution {
  const folders = new Map<string, string>();
  const offered = new Map<string, readonly Candidate[]>();
  const fromFolder = (folder: string): readonly Candidate[] => {
    const manifest = store.manifest(folder);
    if (isUnknown(manifest)) return [];
    const key = packageKey(manifest.name, manifest.version, undefined);
    folders.set(key, folder);
    return [{ key, version: manifest.version, source: undefined }];
  };
  const ofRegistry = (name: string): readonly Candidate[] => {
    const known = offered.get(name);
    if (known !== undefined) return known;
    const published = sources.available(name, cratesIoSource).map((version) => ({
      key: packageKey(name, version, cratesIoSource),
      version,
      source: cratesIoSource,
    }));
    const all = [...(substitutes.get(name) ?? []).flatMap(fromFolder), ...published];
    offered.set(name, all);
    return all;
  };
  const candidates = ({ source, packageName }: DependencyDeclaration): readonly Candidate[] => {
    if (source.kind === 'path') return fromFolder(source.folder);
    if (source.kind === 'git') return (substitutes.get(packageName) ?? []).flatMap(fromFolder);
    return ofRegistry(packageName);
  };
  const open = (candidate: Candidate, name: string): Manifest | undefined => {
    const { key, version, source } = candidate;
    const located = source === undefined ? undefined : sources.locate(name, version, source);
    const folder = source === undefined ? folders.get(key) : isUnknown(located) ? undefined : located?.folder;
    const manifest = folder === undefined ? undefined : store.manifest(folder);
    return manifest === undefined || isUnknown(manifest) ? undefined : manifest;
  };
  const members = store.members(workspaceRoot).flatMap((folder) => {
    const manifest = store.manifest(folder);
    return isUnknown(manifest) ? [] : [manifest];
  });
  return resolveFresh({ members, candidates, manifest: open });
}

/**
 * Folders of packages that stand in for others, by package name: `[patch]` entries with a path, of the
 * root manifest and of the configuration, and the configuration's `paths`.
 */
export function findSubstitutes(
  store: ManifestStore,
  root: ConfigTable | undefined,
  config: CargoConfig,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const add = (name: string, folder: string) => found.set(name, [...(found.get(name) ?? []), folder]);
  for (const { base, table } of [...(root ? [root] : []), ...config.files]) {
    for (const [name, path] of patchedPaths(table)) add(name, join(base, path));
  }
  for (const { base, table } of config.files) {
    for (const path of stringsAt(table, 'paths') ?? []) {
      const folder = configPath(path, base);
      const manifest = store.manifest(folder);
      if (!isUnknown(manifest)) add(manifest.name, folder);
    }
  }
  return found;
}

function patchedPaths(table: TomlTable): readonly (readonly [name: string, path: string])[] {
  const patches = Object.values(tableAt(table, 'patch') ?? {}).map((value) => asTable(value));
  return [...patches, tableAt(table, 'replace')].flatMap((entries) =>
    Object.entries(entries ?? {}).flatMap(([key, value]) => {
      const path = stringAt(asTable(value), 'path');
      // A key of `[replace]` is `NAME:VERSION`.
      return path === undefined
        ? []
        : [[stringAt(asTable(value), 'package') ?? key.replace(/:.*$/, ''), path] as const];
    }),
  );
}
