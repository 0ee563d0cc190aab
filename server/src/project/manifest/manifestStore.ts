import type { FileSystem } from '../../base/fileSystem.ts';
import { ancestors, dirname, isWithin, join, normalize } from '../../base/paths.ts';
import { isUnknown, type Unknown, unknown } from '../../base/unknown.ts';
import type { InheritedValues } from './dependencyDeclarations.ts';
import { expandFolders } from './globs.ts';
import { inherits, type Manifest, readManifest } from './manifest.ts';
import { buildScriptPath, discoverLibrary, discoverTargets, exists, type PackageTarget } from './targets.ts';
import { asTable, parseToml, stringAt, stringsAt, type TomlTable } from './toml.ts';

interface ManifestFile {
  readonly text: string;
  readonly document: TomlTable;
}

/** Reads manifests on demand, each once, and knows how they form workspaces. */
export class ManifestStore {
  readonly #fs: FileSystem;
  readonly #cargoHome: string | undefined;
  readonly #files = new Map<string, ManifestFile | Unknown | undefined>();
  readonly #manifests = new Map<string, Manifest | Unknown>();
  readonly #targets = new Map<Manifest, readonly PackageTarget[]>();
  readonly #libraries = new Map<Manifest, PackageTarget | undefined>();

  constructor(fs: FileSystem, cargoHome: string | undefined) {
    this.#fs = fs;
    this.#cargoHome = cargoHome;
  }

  /** The TOML of a folder's Cargo.toml; undefined where there is none. */
  document(folder: string): TomlTable | Unknown | undefined {
    const file = this.#file(folder);
    return file === undefined || isUnknown(file) ? file : file.document;
  }

  #file(folder: string): ManifestFile | Unknown | undefined {
    if (!this.#files.has(folder)) this.#files.set(folder, this.#readFile(folder));
    return this.#files.get(folder);
  }

  #readFile(folder: string): ManifestFile | Unknown | undefined {
    const path = join(folder, 'Cargo.toml');
    const text = this.#fs.readFile(path);
    if (text === undefined) return undefined;
    const document = parseToml(path, text);
    return isUnknown(document) ? document : { text, document };
  }

  /** The package of a folder; unknown where there is no manifest, or a bad one, or one without a package. */
  manifest(folder: string): Manifest | Unknown {
    const known = this.#manifests.get(folder);
    if (known !== undefined) return known;
    const manifest = this.#readManifest(folder);
    this.#manifests.set(folder, manifest);
    return manifest;
  }

  #readManifest(folder: string): Manifest | Unknown {
    const path = join(folder, 'Cargo.toml');
    const file = this.#file(folder);
    if (file === undefined) return unknown(`there is no ${path}`);
    if (isUnknown(file)) return file;
    const inherited = inherits(file.text) ? this.#inherited(folder) : undefined;
    return readManifest(path, folder, file.document, inherited) ?? unknown(`${path} names no package`);
  }

  #inherited(folder: string): InheritedValues | undefined {
    const root = this.workspaceRoot(folder);
    const document = root === undefined ? undefined : this.document(root);
    const table = document === undefined || isUnknown(document) ? undefined : asTable(document.workspace);
    return root === undefined || table === undefined ? undefined : { folder: root, table };
  }

  /**
   * The folder of the workspace that a package's folder belongs to, found as cargo does
   * (`find_workspace_root`): its own `[workspace]`, `package.workspace`, else the nearest one upward
   * that doesn't exclude it. Undefined for a package on its own.
   */
  workspaceRoot(folder: string): string | undefined {
    const own = this.#ownRoot(folder);
    if (own !== undefined) return own;
    for (const at of ancestors(dirname(folder))) {
      if (at === this.#cargoHome || at === folder) return undefined;
      const document = this.document(at);
      if (document === undefined || isUnknown(document)) continue;
      const workspace = asTable(document.workspace);
      if (workspace !== undefined) return isExcluded(folder, at, workspace) ? undefined : at;
    }
    return undefined;
  }

  #ownRoot(folder: string): string | undefined {
    const document = this.document(folder);
    if (document === undefined || isUnknown(document)) return undefined;
    if (asTable(document.workspace) !== undefined) return folder;
    const named = stringAt(asTable(document.package), 'workspace');
    return named === undefined ? undefined : join(folder, named);
  }

  /**
   * Folders of a workspace's members: the root package, those that `members` names, and the path
   * dependencies of members that lie below the root (Cargo Book, "Workspaces").
   */
  members(root: string): readonly string[] {
    const document = this.document(root);
    if (document === undefined || isUnknown(document)) return [];
    const workspace = asTable(document.workspace);
    const found = new Set<string>();
    const add = (folder: string) => {
      if (found.has(folder) || (workspace && isExcluded(folder, root, workspace))) return;
      const manifest = this.manifest(folder);
      if (isUnknown(manifest)) return;
      found.add(folder);
      for (const { source } of manifest.dependencies) {
        if (source.kind === 'path' && isWithin(source.folder, root)) add(source.folder);
      }
    };
    add(root);
    for (const folder of this.memberFolders(root, stringsAt(workspace, 'members') ?? [])) add(folder);
    return [...found];
  }

  /** Folders of a workspace's members, and of all packages that they depend on by path, wherever these lie. */
  localFolders(root: string): readonly string[] {
    const found = new Set(this.members(root));
    for (const folder of found) {
      const manifest = this.manifest(folder);
      if (isUnknown(manifest)) continue;
      for (const { source } of manifest.dependencies) if (source.kind === 'path') found.add(source.folder);
    }
    return [...found];
  }

  /** The folders with a manifest that patterns of `members` or `default-members` name. */
  memberFolders(root: string, patterns: readonly string[]): readonly string[] {
    return patterns
      .flatMap((pattern) => expandFolders(this.#fs, root, pattern))
      .filter((folder) => exists(this.#fs, join(folder, 'Cargo.toml')));
  }

  /** All targets of a package. */
  targets(manifest: Manifest): readonly PackageTarget[] {
    let targets = this.#targets.get(manifest);
    if (targets === undefined) {
      targets = discoverTargets(manifest.document, this.#context(manifest));
      this.#targets.set(manifest, targets);
    }
    return targets;
  }

  /** A package's library or proc macro, if it has one. */
  library(manifest: Manifest): PackageTarget | undefined {
    if (!this.#libraries.has(manifest)) {
      this.#libraries.set(manifest, discoverLibrary(manifest.document, this.#context(manifest)));
    }
    return this.#libraries.get(manifest);
  }

  /** Path of a package's build script, if it has one. */
  buildScript(manifest: Manifest): string | undefined {
    return buildScriptPath(manifest.document, this.#context(manifest));
  }

  #context(manifest: Manifest) {
    const { folder, name: packageName, edition } = manifest;
    return { fs: this.#fs, folder, packageName, edition };
  }
}

function isExcluded(folder: string, root: string, workspace: TomlTable): boolean {
  const names = (key: string) =>
    (stringsAt(workspace, key) ?? []).some((path) => isWithin(folder, join(root, normalize(path))));
  return names('exclude') && !names('members');
}
