import { ancestors, dirname, isWithin } from '../../base/paths.ts';
import { isUnknown, type Unknown } from '../../base/unknown.ts';
import type { CrateGraph, CrateId, ModuleLink, Project, Selection } from '../crateGraph.ts';
import type { ManifestStore } from '../manifest/manifestStore.ts';
import { requestedFeatures } from '../manifest/selectedPackages.ts';
import type { PackageTarget } from '../manifest/targets.ts';
import type { OpenPackage, PackageGraph } from '../packages/packageGraph.ts';
import type { Toolchain } from '../toolchain/toolchain.ts';
import type { ChosenTarget } from '../triple/targetChoice.ts';
import { CargoCrateGraph, type Universe } from './cargoCrateGraph.ts';
import type { CrateConfiguration } from './crateConfiguration.ts';
import { FeatureUnifier } from './featureUnifier.ts';

export interface CargoProjectInput {
  readonly store: ManifestStore;
  readonly packages: PackageGraph;
  readonly configuration: CrateConfiguration;
  readonly selection: Selection;
  readonly workspaceRoot: string;
  /** Keys of the selected packages. */
  readonly selected: readonly string[];
  readonly newResolver: boolean;
  readonly target: ChosenTarget;
  readonly toolchain: Toolchain;
  readonly problems: readonly Unknown[];
  readonly refusals: readonly Unknown[];
  readonly inputs: () => readonly string[];
}

/** The kinds that `cargo test` compiles a second time for the sake of the tests inside of them. */
const unitTested: ReadonlySet<string> = new Set(['lib', 'bin', 'proc-macro', 'example']);
const usesDev: ReadonlySet<string> = new Set(['example', 'test', 'bench']);

/** A cargo workspace under one selection. */
export class CargoProject implements Project {
  readonly workspaceRoot: string;
  readonly target: ChosenTarget;
  readonly toolchain: Toolchain;
  readonly problems: readonly Unknown[];
  readonly refusals: readonly Unknown[];
  readonly inputs: () => readonly string[];
  readonly #input: CargoProjectInput;
  readonly #graph: CargoCrateGraph;
  readonly #universes = new Map<string, Universe>();

  constructor(input: CargoProjectInput) {
    this.#input = input;
    this.workspaceRoot = input.workspaceRoot;
    this.target = input.target;
    this.toolchain = input.toolchain;
    this.problems = input.problems;
    this.refusals = input.refusals;
    this.inputs = input.inputs;
    this.#graph = new CargoCrateGraph(input.packages, input.store, input.configuration);
    this.#graph.setRoots(input.selected.flatMap((key) => this.#buildableCrates(key)));
  }

  get graph(): CrateGraph {
    return this.#graph;
  }

  get members(): readonly string[] {
    return this.#input.store.members(this.workspaceRoot).map((folder) => `${folder}/Cargo.toml`);
  }

  /**
   * The universe of a target. With resolver 2 and 3 examples, tests and benchmarks are another build
   * than the library's own, as dev-dependencies can switch further features on; with resolver 1 they always do.
   */
  #universe(kind: string, roots: readonly string[]): Universe {
    const { newResolver, selected } = this.#input;
    const withDev = !newResolver || usesDev.has(kind);
    const parts = [roots === selected ? '' : roots.join(' '), newResolver && withDev ? 'dev' : ''];
    const name = parts.filter((part) => part !== '').join(' ');
    let universe = this.#universes.get(name);
    if (universe === undefined) {
      universe = { name, roots: new Set(roots), unifier: this.#unifier(roots, withDev) };
      this.#universes.set(name, universe);
    }
    return universe;
  }

  #unifier(roots: readonly string[], withDev: boolean): FeatureUnifier {
    const { packages, selection, store, configuration, newResolver } = this.#input;
    const requests = roots.flatMap((key) => {
      const open = packages.open(key);
      return isUnknown(open) ? [] : [{ key, features: requestedFeatures(open.manifest, selection) }];
    });
    return new FeatureUnifier(packages, requests, {
      separatesHost: newResolver,
      withDev,
      isPlatformActive: (platform, forHost) => configuration.isPlatformActive(platform, forHost),
      isProcMacro: (manifest) => store.library(manifest)?.kind === 'proc-macro',
    });
  }

  #buildableCrates(key: string): readonly CrateId[] {
    const open = this.#input.packages.open(key);
    if (isUnknown(open)) return [];
    return this.#input.store.targets(open.manifest).flatMap((target) => {
      const universe = this.#universe(target.kind, this.#input.selected);
      if (target.requiredFeatures.length > 0 && !this.#hasFeatures(key, target, universe)) return [];
      return [this.#graph.add(open, target, target.kind === 'proc-macro', universe)];
    });
  }

  #hasFeatures(key: string, target: PackageTarget, universe: Universe): boolean {
    const features = new Set(universe.unifier.features(key, false));
    // `dependency/feature` is judged by the dependency alone: without it the target cannot be built.
    return target.requiredFeatures.every((name) => {
      const [dependency] = name.split('/');
      if (!name.includes('/')) return features.has(name);
      return features.has(dependency!) || universe.unifier.isDependencyOn(key, false, dependency!);
    });
  }

  withoutTest(crate: CrateId): CrateId | undefined {
    const tested = this.#graph.unitTested(crate);
    if (tested === undefined) return undefined;
    const plain = this.#crateOf(tested.open, tested.target, false);
    return tested.links ? this.#graph.withLinks(plain, tested.links) : plain;
  }

  withLinks(crate: CrateId, links: readonly ModuleLink[]): CrateId {
    return this.#graph.withLinks(crate, links);
  }

  crateOfFile(path: string): readonly CrateId[] {
    const open = this.#packageOf(path);
    if (open === undefined) return [];
    return this.#targetsOf(open)
      .map((target) => ({ target, rank: rankOf(target, path) }))
      .filter(({ rank }) => rank !== undefined)
      .sort((a, b) => a.rank! - b.rank!)
      .map(({ target }) => this.#crateOf(open, target));
  }

  cratesOfPackage(path: string): readonly CrateId[] {
    const open = this.#packageOf(path);
    return open === undefined ? [] : this.#targetsOf(open).map((target) => this.#crateOf(open, target));
  }

  cratesTouchedBy(path: string): readonly CrateId[] {
    const open = this.#packageOf(path);
    return open === undefined ? [] : this.#graph.touchedBy(open.key, path);
  }

  /** Of other people's packages the library alone is compiled. */
  #targetsOf({ origin, manifest }: OpenPackage): readonly PackageTarget[] {
    const { store } = this.#input;
    if (origin === 'workspace') return store.targets(manifest);
    const library = store.library(manifest);
    return library === undefined ? [] : [library];
  }

  #packageOf(path: string): OpenPackage | undefined {
    const folder = ancestors(dirname(path)).find((at) => !isUnknown(this.#input.store.manifest(at)));
    return folder === undefined ? undefined : this.#packageIn(folder);
  }

  #packageIn(folder: string): OpenPackage | undefined {
    const { packages, store } = this.#input;
    const used = packages.usedKeyOfFolder(folder) ?? this.#pathDependency(folder);
    const isMember = used === undefined && store.members(this.workspaceRoot).includes(folder);
    const key = isMember ? packages.keyOfFolder(folder) : used;
    if (key === undefined || isUnknown(key)) return undefined;
    const open = packages.open(key);
    return isUnknown(open) ? undefined : open;
  }

  /** The key of a package that members depend on by its path, directly or through others; undefined for any other. */
  #pathDependency(folder: string): string | undefined {
    const { packages, store } = this.#input;
    const isMember = store.members(this.workspaceRoot).includes(folder);
    if (isMember || !store.localFolders(this.workspaceRoot).includes(folder)) return undefined;
    const key = packages.keyOfFolder(folder);
    return isUnknown(key) ? undefined : key;
  }

  /** A package that the selection does not reach is looked at as if it alone had been selected. */
  #crateOf(open: OpenPackage, target: PackageTarget, tests = this.#input.selection.test === true): CrateId {
    const { selected } = this.#input;
    const isMacro = target.kind === 'proc-macro';
    const isUnitTest = tests && open.origin === 'workspace' && target.test && unitTested.has(target.kind);
    const kind = isUnitTest ? 'test' : target.kind;
    const reached = this.#universe(kind, selected);
    if (selected.includes(open.key) || reached.unifier.isActive(open.key, isMacro)) {
      return this.#graph.add(open, target, isMacro, reached, isUnitTest);
    }
    if (reached.unifier.isActive(open.key, true))
      return this.#graph.add(open, target, true, reached, isUnitTest);
    return this.#graph.add(open, target, isMacro, this.#universe(kind, [open.key]), isUnitTest);
  }
}

/** How likely a file is a module of a target; undefined if its root's folder does not hold it. Less is likelier. */
function rankOf(target: PackageTarget, path: string): number | undefined {
  if (target.root === path) return -Infinity;
  const folder = dirname(target.root);
  if (!isWithin(path, folder)) return undefined;
  const order = ['lib', 'proc-macro', 'bin', 'example', 'test', 'bench', 'build-script'];
  // The nearest root first: `src/bin/tool/main.rs` before `src/lib.rs` for `src/bin/tool/args.rs`.
  return -folder.length * order.length + order.indexOf(target.kind);
}
