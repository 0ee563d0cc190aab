import type { CfgSet } from '../../base/cfg.ts';
import type { FileSystem } from '../../base/fileSystem.ts';
import { dirname, join } from '../../base/paths.ts';
import { isUnknown, type Unknown, unknown } from '../../base/unknown.ts';
import type { CrateDependency, CrateGraph, CrateId, CrateInfo, Environment } from '../crateGraph.ts';
import { loadProject } from '../project.ts';
import { ConfinedFiles } from './confinedFiles.ts';
import { type UnstableCfgInput, unstableOption } from './unstableCfg.ts';

/** A standard library in source, and what it is read for. */
export interface SysrootSelection {
  /** The folder with `core`, `alloc`, `std` …: `lib/rustlib/src/rust/library` of a toolchain. */
  readonly library: string;
  readonly target: string;
  /** 98 for 1.98. */
  readonly minor: number;
  /** Alignments of the target's integers in bits, by width in bits. */
  readonly alignBits: (width: number) => number | undefined;
}

/** The crates of the standard library with the names by which other crates know them. */
const PUBLIC_NAMES: readonly string[] = ['core', 'alloc', 'std', 'proc_macro', 'test'];

/** The features that a toolchain's own std is built with (rustc's bootstrap, `std_features`), which can change a type. */
const FEATURES: readonly string[] = ['backtrace', 'panic-unwind'];

/**
 * Opens core, alloc and std as the crates that they are, with their private dependencies, under the options that the
 * compiled std of a toolchain has. Reads manifests only. Unknown where the folder holds no standard library.
 */
export function loadSysroot(
  files: FileSystem,
  selection: SysrootSelection,
  environment: Environment,
): SysrootGraph | Unknown {
  const { library, target } = selection;
  const folder = join(library, 'sysroot');
  if (files.readFile(join(library, 'core/src/lib.rs')) === undefined)
    return unknown(`there is no source of the standard library in ${library}`);
  const registries = [...cratesOnDisk(environment), '/usr/share/cargo/registry'];
  const confined = new ConfinedFiles(files, [dirname(library), ...registries], vendorConfig(files, library));
  // Variables such as RUSTFLAGS are meant for the user's crates.
  const { variables: _, ...place } = environment;
  const project = loadProject(confined, folder, { target, features: FEATURES }, place);
  return isUnknown(project) ? project : new SysrootGraph(project.graph, confined, selection);
}

/** Distributions ship the vendored crates without the configuration that names their folder. */
function vendorConfig(files: FileSystem, library: string): ReadonlyMap<string, string> {
  const folder = [join(library, 'vendor'), join(dirname(library), 'vendor')].find(
    (path) => files.readDirectory(path) !== undefined,
  );
  if (folder === undefined) return new Map();
  const text = `[source.crates-io]\nreplace-with = "vendored"\n[source.vendored]\ndirectory = "${folder}"\n`;
  return new Map([[join(library, '.cargo/config.toml'), text]]);
}

/** Where cargo keeps the sources of crates: releases before 1.98 have none of std's dependencies in `rust-src`. */
function cratesOnDisk({ home, cargoHome }: Environment): readonly string[] {
  const folder = cargoHome ?? (home === undefined ? undefined : join(home, '.cargo'));
  return folder === undefined ? [] : [join(folder, 'registry/src')];
}

/** The crate graph of the standard library. Its roots are `core`, `alloc`, `std` and so on. */
export class SysrootGraph implements CrateGraph {
  readonly roots: readonly CrateId[];
  readonly #inner: CrateGraph;
  readonly #files: FileSystem;
  readonly #selection: SysrootSelection;
  readonly #infos = new Map<CrateId, CrateInfo>();
  readonly #byName = new Map<string, CrateId>();
  /** Crates without which the library can't be read whole, with the reason. */
  readonly missing: readonly { readonly name: string; readonly reason: string }[];

  constructor(inner: CrateGraph, files: FileSystem, selection: SysrootSelection) {
    this.#files = files;
    this.#inner = inner;
    this.#selection = selection;
    const missing = new Map<string, string>();
    const seen = new Set(inner.roots);
    for (const id of seen) {
      const { name, kind, packageName } = inner.crate(id);
      // `rustc-std-workspace-core` calls its library `core` too.
      if (kind === 'lib' && name === packageName && PUBLIC_NAMES.includes(name) && !this.#byName.has(name))
        this.#byName.set(name, id);
      for (const { name, crate } of inner.dependencies(id)) {
        if (isUnknown(crate)) missing.set(name, crate.reason);
        else seen.add(crate);
      }
    }
    this.missing = [...missing].map(([name, reason]) => ({ name, reason }));
    this.roots = PUBLIC_NAMES.flatMap((name) => this.#byName.get(name) ?? []);
  }

  crate(id: CrateId): CrateInfo {
    let info = this.#infos.get(id);
    if (info === undefined) {
      info = this.#described(this.#inner.crate(id));
      this.#infos.set(id, info);
    }
    return info;
  }

  dependency(id: CrateId, externName: string): CrateId | Unknown | undefined {
    return this.#inner.dependency(id, externName);
  }

  dependencies(id: CrateId): readonly CrateDependency[] {
    return this.#inner.dependencies(id);
  }

  sysroot(name: string): CrateId | undefined {
    return this.#byName.get(name);
  }

  /**
   * The options that a manifest of std's own crates declares (`check-cfg`): they are there for whoever builds std in
   * another way, and the std of a toolchain is built without.
   */
  #declaredOptions({ manifestPath }: CrateInfo): ReadonlySet<string> {
    const text = manifestPath === undefined ? undefined : this.#files.readFile(manifestPath);
    const lists = [...(text ?? '').matchAll(/^\s*check-cfg\s*=\s*\[([\s\S]*?)^\s*\]/gm)];
    const names = lists.flatMap(([, list]) => [...list!.matchAll(/['"]cfg\((\w+)/g)]);
    return new Set(names.map(([, name]) => name!).filter((name) => !isKnownName(name)));
  }

  #described(info: CrateInfo): CrateInfo {
    const { minor, alignBits } = this.#selection;
    const input: UnstableCfgInput = { triple: info.target.triple, minor, alignBits, stable: info.cfg };
    const declared = this.#declaredOptions(info);
    const isOwn = info.origin === 'workspace' || info.origin === 'path';
    const cfg: CfgSet = {
      option: (name, value) => {
        if (name === 'backtrace_in_libstd') return value === undefined && info.name === 'std';
        const known = unstableOption(input, name, value);
        if (known !== undefined) return known;
        // A missing option makes items vanish in silence: better to say that it isn't known.
        if (declared.has(name)) return false;
        if (isOwn && !isKnownName(name))
          return unknown(`the option \`${name}\` of std's source is not known`);
        return info.cfg.option(name, value);
      },
    };
    return { ...info, cfg };
  }
}

/** Options that stable rustc prints, and features. */
function isKnownName(name: string): boolean {
  return /^(?:target_(?:arch|os|env|vendor|family|endian|pointer_width|feature|abi|has_atomic)|feature|panic|unix|windows|debug_assertions|test|true|false)$/.test(
    name,
  );
}
