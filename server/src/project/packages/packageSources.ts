import type { FileSystem } from '../../base/fileSystem.ts';
import { basename, dirname, join } from '../../base/paths.ts';
import { isUnknown, type Unknown, unknown } from '../../base/unknown.ts';
import { type CargoConfig, type ConfigTable, configEntries, configPath } from '../config/cargoConfig.ts';
import type { PackageOrigin } from '../crateGraph.ts';
import { subfolders } from '../manifest/globs.ts';
import type { ManifestStore } from '../manifest/manifestStore.ts';
import { stringAt } from '../manifest/toml.ts';
import { compareVersions } from '../manifest/versions.ts';
import { findInCheckout } from './gitCheckouts.ts';

/** Where the crates that Debian packages lie. */
const systemRegistry = '/usr/share/cargo/registry';

/** A package's sources on this machine. */
export interface LocatedPackage {
  readonly folder: string;
  readonly origin: PackageOrigin;
}

/** A folder of packages (`NAME-VERSION` or `NAME`), by package name; filled when first asked for. */
interface Shelf {
  readonly folder: string;
  readonly origin: PackageOrigin;
}

/**
 * Finds packages that are no path dependencies: vendored, in cargo's home, or in the folder of packages
 * in which the project itself lies. Source replacement is followed as in the Cargo Book, "Source
 * Replacement"; nothing is ever fetched or unpacked.
 */
export class PackageSources {
  readonly #fs: FileSystem;
  readonly #store: ManifestStore;
  readonly #cargoHome: string | undefined;
  readonly #configured: ReadonlyMap<string, ConfigTable>;
  readonly #projectFolder: string;
  readonly #listings = new Map<string, ReadonlyMap<string, readonly string[]>>();

  constructor(
    fs: FileSystem,
    store: ManifestStore,
    place: { readonly config: CargoConfig; readonly cargoHome: string | undefined; readonly folder: string },
  ) {
    this.#fs = fs;
    this.#store = store;
    this.#cargoHome = place.cargoHome;
    this.#configured = configEntries(place.config, 'source');
    this.#projectFolder = place.folder;
  }

  /** The sources of one resolved package; unknown where they are not on this machine. */
  locate(name: string, version: string, source: string): LocatedPackage | Unknown {
    const shelves = this.#shelves(source);
    if (isUnknown(shelves)) return shelves;
    for (const shelf of shelves) {
      const folder = this.#onShelf(shelf.folder, name).find((at) => this.#holds(at, name, version));
      if (folder !== undefined) return { folder, origin: shelf.origin };
    }
    if (source.startsWith('git+') && this.#cargoHome !== undefined) {
      const folder = findInCheckout(this.#fs, this.#store, this.#cargoHome, { name, version, source });
      if (folder !== undefined) return { folder, origin: 'git' };
    }
    const place = shelves.map(({ folder }) => folder).join(', ');
    return unknown(
      `the source of \`${name} ${version}\` is not on this machine${place === '' ? '' : ` (looked in ${place})`}; \`cargo fetch\` brings it`,
    );
  }

  /** The versions of a registry's package that are on this machine, newest first. */
  available(name: string, source: string): readonly string[] {
    const shelves = this.#shelves(source);
    if (isUnknown(shelves)) return [];
    const found = shelves.flatMap(({ folder }) => this.#onShelf(folder, name));
    const versions = found.flatMap((folder) => {
      const manifest = this.#store.manifest(folder);
      return isUnknown(manifest) || manifest.name !== name ? [] : [manifest.version];
    });
    return [...new Set(versions)].sort((a, b) => compareVersions(b, a));
  }

  #holds(folder: string, name: string, version: string): boolean {
    const manifest = this.#store.manifest(folder);
    if (isUnknown(manifest) || manifest.name !== name) return false;
    return withoutBuild(manifest.version) === withoutBuild(version);
  }

  /** The folders on a shelf that can hold a package of a name, by their names alone. */
  #onShelf(shelf: string, name: string): readonly string[] {
    let listing = this.#listings.get(shelf);
    if (listing === undefined) {
      const byName = new Map<string, string[]>();
      for (const folder of subfolders(this.#fs, shelf)) {
        for (const key of packageNames(basename(folder))) {
          byName.set(key, [...(byName.get(key) ?? []), folder]);
        }
      }
      listing = byName;
      this.#listings.set(shelf, listing);
    }
    return listing.get(name) ?? [];
  }

  /** The folders of packages where a source's packages can lie, the likeliest first. */
  #shelves(source: string): readonly Shelf[] | Unknown {
    const replaced = this.#replacement(source);
    if (isUnknown(replaced)) return replaced;
    if (replaced.directory !== undefined) return [{ folder: replaced.directory, origin: 'vendored' }];
    if (source.startsWith('git+')) return [];
    return [...this.#registryShelves(replaced.url), ...this.#fallbackShelves()];
  }

  #registryShelves(url: string): readonly Shelf[] {
    if (this.#cargoHome === undefined) return [];
    const hosts = registryHosts(url);
    const folders = [...subfolders(this.#fs, join(this.#cargoHome, 'registry/src'))];
    const rank = (folder: string) => (hosts.some((host) => basename(folder).startsWith(`${host}-`)) ? 0 : 1);
    return folders.sort((a, b) => rank(a) - rank(b)).map((folder) => ({ folder, origin: 'registry' }));
  }

  #fallbackShelves(): readonly Shelf[] {
    const siblings = dirname(this.#projectFolder);
    const manifest = this.#store.manifest(this.#projectFolder);
    const versioned =
      !isUnknown(manifest) && basename(this.#projectFolder) === `${manifest.name}-${manifest.version}`;
    const system: Shelf = { folder: systemRegistry, origin: 'vendored' };
    return versioned ? [{ folder: siblings, origin: 'vendored' }, system] : [system];
  }

  /** Follows `replace-with` from a source to where its packages are, a directory or a registry's URL. */
  #replacement(source: string): { readonly url: string; readonly directory: string | undefined } | Unknown {
    let url = source.replace(/^(registry|sparse|git)\+/, '').replace(/[?#].*$/, '');
    let name = this.#sourceName(url);
    const seen = new Set<string>();
    while (name !== undefined) {
      if (seen.has(name))
        return unknown(`the source \`${name}\` of cargo's configuration is replaced by itself`);
      seen.add(name);
      const entry = this.#configured.get(name);
      if (entry === undefined) break;
      const directory = stringAt(entry.table, 'directory');
      if (directory !== undefined) return { url, directory: configPath(directory, entry.base) };
      url = stringAt(entry.table, 'registry', 'git') ?? url;
      name = stringAt(entry.table, 'replace-with');
    }
    return { url, directory: undefined };
  }

  #sourceName(url: string): string | undefined {
    if (isCratesIo(url)) return 'crates-io';
    const plain = plainUrl(url);
    for (const [name, { table }] of this.#configured) {
      const own = stringAt(table, 'registry', 'git');
      if (own !== undefined && plainUrl(own) === plain) return name;
    }
    return undefined;
  }
}

/** The name part of `NAME-VERSION`, and the whole, as a folder of packages may be named by either. */
function packageNames(folder: string): readonly string[] {
  const versioned = /^(.+?)-\d+\.\d+\.\d+.*$/.exec(folder);
  return versioned ? [versioned[1]!, folder] : [folder];
}

function withoutBuild(version: string): string {
  return version.replace(/\+.*$/, '');
}

function isCratesIo(url: string): boolean {
  return /^https:\/\/(github\.com\/rust-lang\/crates\.io-index|index\.crates\.io\/?)$/.test(url);
}

function registryHosts(url: string): readonly string[] {
  if (isCratesIo(url)) return ['index.crates.io', 'github.com'];
  const host = /^(?:sparse\+)?\w+:\/\/([^/]+)/.exec(url)?.[1];
  return host === undefined ? [] : [host];
}

function plainUrl(url: string): string {
  return url
    .replace(/^(registry|sparse|git)\+/, '')
    .replace(/(\.git)?\/?$/, '')
    .toLowerCase();
}
