import { dirname, isWithin } from '../../base/paths.ts';
import { isUnknown, type Unknown, unknown } from '../../base/unknown.ts';
import type { CrateDependency, CrateGraph, CrateId, CrateInfo, ModuleLink } from '../crateGraph.ts';
import type { DependencyDeclaration } from '../manifest/dependencyDeclarations.ts';
import type { ManifestStore } from '../manifest/manifestStore.ts';
import type { PackageTarget } from '../manifest/targets.ts';
import type { OpenPackage, PackageGraph } from '../packages/packageGraph.ts';
import type { CrateConfiguration } from './crateConfiguration.ts';
import type { FeatureUnifier } from './featureUnifier.ts';

/** One way of building: which packages are roots and whether their dev-dependencies take part. */
export interface Universe {
  /** Part of the ids of its crates; empty for the project's own selection. */
  readonly name: string;
  readonly unifier: FeatureUnifier;
  readonly roots: ReadonlySet<string>;
}

/** One crate before anybody asked about it. */
export interface CrateRecord {
  readonly id: CrateId;
  readonly open: OpenPackage;
  readonly target: PackageTarget;
  /** Whether the package has the features of the host's side. */
  readonly forHost: boolean;
  readonly universe: Universe;
  /** Whether it is compiled as a unit test, with `cfg(test)` and the dev-dependencies. */
  readonly isTest: boolean;
  readonly links?: readonly ModuleLink[];
}

/** Crates of cargo packages, made when a question leads to them. */
export class CargoCrateGraph implements CrateGraph {
  readonly #packages: PackageGraph;
  readonly #store: ManifestStore;
  readonly #configuration: CrateConfiguration;
  readonly #records = new Map<CrateId, CrateRecord>();
  readonly #infos = new Map<CrateId, CrateInfo>();
  readonly #preludes = new Map<CrateId, readonly CrateDependency[]>();
  #roots: readonly CrateId[] = [];

  constructor(packages: PackageGraph, store: ManifestStore, configuration: CrateConfiguration) {
    this.#packages = packages;
    this.#store = store;
    this.#configuration = configuration;
  }

  get roots(): readonly CrateId[] {
    return this.#roots;
  }

  /** Sets the crates that the selection consists of. */
  setRoots(roots: readonly CrateId[]): void {
    this.#roots = roots;
  }

  /** Registers a target of a package as a crate and gives its id. */
  add(
    open: OpenPackage,
    target: PackageTarget,
    forHost: boolean,
    universe: Universe,
    isUnitTest = false,
  ): CrateId {
    const side = `${forHost ? ' (host)' : ''}${isUnitTest ? ' (test)' : ''}`;
    const inUniverse = universe.name === '' ? '' : ` [${universe.name}]`;
    const id = `${open.key} ${target.kind} ${target.name}${side}${inUniverse}`;
    const isTest = isUnitTest || target.kind === 'test' || target.kind === 'bench';
    if (!this.#records.has(id)) this.#records.set(id, { id, open, target, forHost, universe, isTest });
    return id;
  }

  /** See `Project.withLinks`. */
  withLinks(crate: CrateId, links: readonly ModuleLink[]): CrateId {
    const id = `${crate} + ${links.map(({ file, name, keyword, path }) => [file, name, keyword, path].join(':')).join(', ')}`;
    if (!this.#records.has(id)) this.#records.set(id, { ...this.#record(crate), id, links });
    return id;
  }

  /** The package and target of a crate, where it is one that `cargo test` compiles for the tests inside of it. */
  unitTested(crate: CrateId): Pick<CrateRecord, 'open' | 'target' | 'links'> | undefined {
    const { isTest, target, open, links } = this.#record(crate);
    const isOwnTarget = target.kind === 'test' || target.kind === 'bench';
    return isTest && !isOwnTarget ? { open, target, ...(links && { links }) } : undefined;
  }

  /** The crates of a package that were asked about and whose root's folder holds a file, or which have links. */
  touchedBy(packageKey: string, path: string): readonly CrateId[] {
    const isTouched = ({ open, target, links }: CrateRecord) =>
      open.key === packageKey && (links !== undefined || isWithin(path, dirname(target.root)));
    return [...this.#records.values()].filter(isTouched).map(({ id }) => id);
  }

  #record(id: CrateId): CrateRecord {
    const record = this.#records.get(id);
    if (record === undefined) throw new Error(`${id} is no id of this crate graph`);
    return record;
  }

  crate(id: CrateId): CrateInfo {
    let info = this.#infos.get(id);
    if (info === undefined) {
      info = this.#configuration.describe(this.#record(id));
      this.#infos.set(id, info);
    }
    return info;
  }

  dependency(id: CrateId, externName: string): CrateId | Unknown | undefined {
    const record = this.#record(id);
    const known = this.#preludes.get(id);
    if (known !== undefined) return known.find(({ name }) => name === externName)?.crate;
    // Nearly always the package's own name is the crate's name, so that one package has to be opened.
    for (const declaration of this.#declarations(record)) {
      if (identifier(declaration.key) !== externName) continue;
      const found = this.#open(record, declaration);
      if (found.name === externName) return found.crate;
    }
    return this.dependencies(id).find(({ name }) => name === externName)?.crate;
  }

  dependencies(id: CrateId): readonly CrateDependency[] {
    let prelude = this.#preludes.get(id);
    if (prelude === undefined) {
      prelude = this.#prelude(this.#record(id));
      this.#preludes.set(id, prelude);
    }
    return prelude;
  }

  #prelude(record: CrateRecord): readonly CrateDependency[] {
    const found = new Map<string, CrateDependency>();
    const own = this.#ownLibrary(record);
    if (own !== undefined) found.set(own.name, own);
    for (const declaration of this.#declarations(record)) {
      const dependency = this.#open(record, declaration);
      const known = found.get(dependency.name);
      if (known === undefined || isUnknown(known.crate)) found.set(dependency.name, dependency);
    }
    return [...found.values()];
  }

  /** Binaries, examples, tests and benchmarks can use the library of their own package. */
  #ownLibrary({ open, target, forHost, universe }: CrateRecord): CrateDependency | undefined {
    if (target.kind === 'lib' || target.kind === 'proc-macro' || target.kind === 'build-script')
      return undefined;
    const library = this.#store.library(open.manifest);
    if (library === undefined) return undefined;
    const onHost = forHost || library.kind === 'proc-macro';
    return { name: identifier(library.name), crate: this.add(open, library, onHost, universe) };
  }

  /** The declarations that count for a crate: of its kind, for its platform, switched on. */
  #declarations({ open, target, forHost, universe, isTest }: CrateRecord): readonly DependencyDeclaration[] {
    const isScript = target.kind === 'build-script';
    const usesDev = target.kind === 'example' || isTest;
    return open.manifest.dependencies.filter((declaration) => {
      const { kind, platform, optional, key } = declaration;
      if (isScript ? kind !== 'build' : kind === 'build' || (kind === 'dev' && !usesDev)) return false;
      if (platform !== undefined && !this.#configuration.isPlatformActive(platform, forHost || isScript))
        return false;
      return !optional || universe.unifier.isDependencyOn(open.key, forHost, key);
    });
  }

  #open(record: CrateRecord, declaration: DependencyDeclaration): CrateDependency {
    const key = this.#packages.resolve(record.open.key, declaration);
    const open = isUnknown(key) ? key : this.#packages.open(key);
    if (isUnknown(open)) return { name: identifier(declaration.key), crate: open };
    const library = this.#store.library(open.manifest);
    if (library === undefined) {
      const reason = `the package \`${open.manifest.name}\` has no library`;
      return { name: identifier(declaration.key), crate: unknown(reason) };
    }
    const hostSide = record.forHost || record.target.kind === 'build-script' || library.kind === 'proc-macro';
    const name = identifier(declaration.renamed ? declaration.key : library.name);
    return { name, crate: this.add(open, library, hostSide, record.universe) };
  }
}

/** A package's or target's name as Rust code writes it. */
export function identifier(name: string): string {
  return name.replaceAll('-', '_');
}
