import { isWithin } from '../../base/paths.ts';
import { isUnknown, type Unknown, unknown } from '../../base/unknown.ts';
import type { PackageOrigin } from '../crateGraph.ts';
import type { DependencyDeclaration } from '../manifest/dependencyDeclarations.ts';
import type { Manifest } from '../manifest/manifest.ts';
import type { ManifestStore } from '../manifest/manifestStore.ts';
import { compareVersions, parseRequirement, parseVersion, satisfies } from '../manifest/versions.ts';
import { packageKey, type Resolution, type ResolvedPackage } from './lockFile.ts';
import type { LocatedPackage, PackageSources } from './packageSources.ts';

export const cratesIoSource = 'registry+https://github.com/rust-lang/crates.io-index';

/** A package whose manifest has been read. */
export interface OpenPackage {
  readonly key: string;
  readonly manifest: Manifest;
  readonly origin: PackageOrigin;
}

/** What a package graph is made from. */
export interface PackageGraphInput {
  readonly store: ManifestStore;
  readonly sources: PackageSources;
  readonly resolution: Resolution;
  readonly workspaceRoot: string;
  /** Folders of packages that stand in for others, by name: `[patch]` entries and `paths` of the configuration. */
  readonly substitutes: ReadonlyMap<string, readonly string[]>;
  /** Folders of the members and what they depend on by path; reads all their manifests, so it is asked last. */
  readonly localFolders: () => readonly string[];
}

/**
 * The packages of a resolution and their edges. The resolution is known at once (one file); a package's
 * manifest is opened when a question leads to it.
 */
export class PackageGraph {
  readonly #input: PackageGraphInput;
  readonly #packages: Map<string, ResolvedPackage>;
  readonly #byName = new Map<string, string[]>();
  readonly #dependents = new Map<string, Set<string>>();
  readonly #folders = new Map<string, LocatedPackage>();
  readonly #opened = new Map<string, OpenPackage | Unknown>();
  readonly #targets = new Map<DependencyDeclaration, string | Unknown>();
  #isComplete = true;

  constructor(input: PackageGraphInput) {
    this.#input = input;
    this.#packages = new Map(input.resolution);
    for (const { key, name, edges } of input.resolution.values()) {
      this.#byName.set(name, [...(this.#byName.get(name) ?? []), key]);
      for (const edge of edges) this.#addDependent(edge, key);
    }
  }

  /** Whether the resolution answered everything so far; false once a package had to be added to it. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  /** The number of packages of one name in the resolution. */
  countOf(name: string): number {
    return this.#byName.get(name)?.length ?? 0;
  }

  /** The key of a package by its folder's manifest; adds it where the resolution lacks it. */
  keyOfFolder(folder: string): string | Unknown {
    const manifest = this.#input.store.manifest(folder);
    if (isUnknown(manifest)) return manifest;
    return this.#keyOfPath(manifest, folder, undefined);
  }

  /** The key of the package that lies in a folder, if the resolution uses that very folder for it. */
  usedKeyOfFolder(folder: string): string | undefined {
    const manifest = this.#input.store.manifest(folder);
    if (isUnknown(manifest)) return undefined;
    return (this.#byName.get(manifest.name) ?? []).find((key) => {
      if (this.#packages.get(key)?.version !== manifest.version) return false;
      const open = this.open(key);
      return !isUnknown(open) && open.manifest.folder === folder;
    });
  }

  #keyOfPath(manifest: Manifest, folder: string, source: string | undefined): string {
    const { name, version } = manifest;
    const inGit = source?.startsWith('git+') ? packageKey(name, version, source) : undefined;
    const key =
      inGit !== undefined && this.#packages.has(inGit) ? inGit : packageKey(name, version, undefined);
    if (!this.#packages.has(key)) this.#addPath(key, name, version);
    if (!this.#folders.has(key)) this.#folders.set(key, { folder, origin: this.#originOf(folder) });
    return key;
  }

  /** A copy of a published package under that package's lock file has the edges that stand there. */
  #addPath(key: string, name: string, version: string): void {
    const published = (this.#byName.get(name) ?? []).find(
      (at) => this.#packages.get(at)?.version === version,
    );
    const edges = published === undefined ? [] : this.#packages.get(published)!.edges;
    const wasComplete = this.#isComplete;
    this.#add({ key, name, version, source: undefined, edges });
    for (const edge of edges) this.#addDependent(edge, key);
    this.#isComplete = wasComplete && published !== undefined;
  }

  #originOf(folder: string): PackageOrigin {
    const { store, workspaceRoot } = this.#input;
    if (folder === workspaceRoot) return 'workspace';
    return isWithin(folder, workspaceRoot) && store.workspaceRoot(folder) === workspaceRoot
      ? 'workspace'
      : 'path';
  }

  #add(added: ResolvedPackage): void {
    this.#packages.set(added.key, added);
    this.#byName.set(added.name, [...(this.#byName.get(added.name) ?? []), added.key]);
    this.#isComplete = false;
  }

  #addDependent(key: string, dependent: string): void {
    const known = this.#dependents.get(key);
    if (known === undefined) this.#dependents.set(key, new Set([dependent]));
    else known.add(dependent);
  }

  /** The package of a key with its manifest; unknown where its source is not to be had. */
  open(key: string): OpenPackage | Unknown {
    let open = this.#opened.get(key);
    if (open === undefined) {
      open = this.#open(key);
      this.#opened.set(key, open);
    }
    return open;
  }

  #open(key: string): OpenPackage | Unknown {
    const resolved = this.#packages.get(key);
    if (resolved === undefined) return unknown(`\`${key}\` is no package of this project`);
    const located = this.#folders.get(key) ?? this.#locate(resolved);
    if (isUnknown(located)) return located;
    const manifest = this.#input.store.manifest(located.folder);
    return isUnknown(manifest) ? manifest : { key, manifest, origin: located.origin };
  }

  #locate({ name, version, source }: ResolvedPackage): LocatedPackage | Unknown {
    const substitute = this.#folderOf(this.#input.substitutes.get(name) ?? [], name, version);
    if (substitute !== undefined) return { folder: substitute, origin: this.#originOf(substitute) };
    if (source !== undefined) return this.#input.sources.locate(name, version, source);
    const local = this.#folderOf(this.#input.localFolders(), name, version);
    if (local !== undefined) return { folder: local, origin: this.#originOf(local) };
    return unknown(
      `\`${name} ${version}\` is in the lock file as a path dependency, but no manifest names its path`,
    );
  }

  #folderOf(folders: readonly string[], name: string, version: string): string | undefined {
    return folders.find((folder) => {
      const manifest = this.#input.store.manifest(folder);
      return !isUnknown(manifest) && manifest.name === name && manifest.version === version;
    });
  }

  /** The package that a declaration of a package means. */
  resolve(from: string, declaration: DependencyDeclaration): string | Unknown {
    let target = this.#targets.get(declaration);
    if (target === undefined) {
      target = this.#resolve(from, declaration);
      this.#targets.set(declaration, target);
      if (!isUnknown(target)) this.#addDependent(target, from);
    }
    return target;
  }

  #resolve(from: string, declaration: DependencyDeclaration): string | Unknown {
    const node = this.#packages.get(from);
    const { source, packageName } = declaration;
    if (source.kind === 'path') {
      const manifest = this.#input.store.manifest(source.folder);
      if (isUnknown(manifest)) {
        return unknown(`the path dependency \`${declaration.key}\` cannot be read: ${manifest.reason}`);
      }
      if (manifest.name === packageName) return this.#keyOfPath(manifest, source.folder, node?.source);
      return unknown(`${manifest.path} holds \`${manifest.name}\`, not \`${packageName}\``);
    }
    return (
      this.#fitting(declaration, node?.edges ?? []) ??
      this.#fitting(declaration, this.#byName.get(packageName) ?? []) ??
      this.#fromSources(declaration)
    );
  }

  /** Of some packages the one that a declaration means; of several the newest. */
  #fitting(declaration: DependencyDeclaration, keys: readonly string[]): string | undefined {
    const requirement = parseRequirement(declaration.requirement ?? '*');
    const fitting = keys
      .map((key) => this.#packages.get(key))
      .filter((node) => node?.name === declaration.packageName)
      .filter((node) => {
        if (declaration.source.kind === 'git' && declaration.requirement === undefined) return true;
        const version = parseVersion(node!.version);
        return version !== undefined && requirement !== undefined && satisfies(version, requirement);
      })
      .map((node) => node!);
    const wanted = declaration.source.kind === 'git' ? /^git\+/ : /^(registry|sparse)\+/;
    const sameKind = fitting.filter(({ source }) => source !== undefined && wanted.test(source));
    const pool = sameKind.length > 0 ? sameKind : fitting;
    return [...pool].sort((a, b) => compareVersions(b.version, a.version))[0]?.key;
  }

  /** For a dependency that the lock file lacks (it is older than the manifest): the newest one at hand. */
  #fromSources(declaration: DependencyDeclaration): string | Unknown {
    const { packageName: name, requirement = '*' } = declaration;
    const parsed = parseRequirement(requirement);
    if (parsed === undefined) return unknown(`\`${requirement}\` (of \`${name}\`) is no version requirement`);
    if (declaration.source.kind === 'registry') {
      const version = this.#input.sources.available(name, cratesIoSource).find((text) => {
        const candidate = parseVersion(text);
        return candidate !== undefined && satisfies(candidate, parsed);
      });
      if (version !== undefined) {
        const key = packageKey(name, version, cratesIoSource);
        this.#add({ key, name, version, source: cratesIoSource, edges: [] });
        return key;
      }
    }
    return unknown(
      `no version of \`${name}\` that fits \`${requirement}\` is in Cargo.lock or on this machine`,
    );
  }

  /**
   * A package and all that depend on it, directly or not: the only ones that can switch its features on.
   * With an incomplete resolution that is not known, so all packages come.
   */
  withDependents(key: string): ReadonlySet<string> {
    if (!this.#isComplete) return new Set(this.#packages.keys());
    const found = new Set([key]);
    for (const at of found) for (const dependent of this.#dependents.get(at) ?? []) found.add(dependent);
    return found;
  }
}
