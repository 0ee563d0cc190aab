import { ancestors, dirname, isWithin } from '../../base/paths.ts';
import { isUnknown, type Unknown } from '../../base/unknown.ts';
import type { CrateGraph, CrateId, Project, Selection } from '../crateGraph.ts';
import type { ManifestStore } from '../manifest/manifestStore.ts';
import { requestedFeatures } from '../manifest/selectedPackages.ts';
import type { PackageTarget } from '../manifest/targets.ts';
import type { OpenPackage, PackageGraph } from '../packages/packageGraph.ts';
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
  readonly target: string;
  readonly toolchain: string | undefined;
  readonly problems: readonly Unknown[];
  readonly inputs: () => readonly string[];
}

const usesDev: ReadonlySet<string> = new Set(['example', 'test', 'bench']);

/** A cargo workspace under one selection. */
export class CargoProject implements Project {
  readonly workspaceRoot: string;
  readonly target: string;
  readonly toolchain: string | undefined;
  readonly problems: readonly Unknown[];
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

  crateOfFile(path: string): readonly CrateId[] {
    const folder = ancestors(dirname(path)).find((at) => !isUnknown(this.#input.store.manifest(at)));
    if (folder === undefined) return [];
    const open = this.#packageIn(folder);
    if (open === undefined) return [];
    const isOwn = open.origin === 'workspace';
    const targets = isOwn
      ? this.#input.store.targets(open.manifest)
      : [this.#input.store.library(open.manifest)];
    return targets
      .filter((target) => target !== undefined)
      .map((target) => ({ target, rank: rankOf(target, path) }))
      .filter(({ rank }) => rank !== undefined)
      .sort((a, b) => a.rank! - b.rank!)
      .map(({ target }) => this.#crateOf(open, target));
  }

  #packageIn(folder: string): OpenPackage | undefined {
    const { packages, store } = this.#input;
    const used = packages.usedKeyOfFolder(folder);
    const isMember = used === undefined && store.members(this.workspaceRoot).includes(folder);
    const key = isMember ? packages.keyOfFolder(folder) : used;
    if (key === undefined || isUnknown(key)) return undefined;
    const open = packages.open(key);
    return isUnknown(open) ? undefined : open;
  }

  /** A package that the selection does not reach is looked at as if it alone had been selected. */
  #crateOf(open: OpenPackage, target: PackageTarget): CrateId {
    const { selected } = this.#input;
    const isMacro = target.kind === 'proc-macro';
    const reached = this.#universe(target.kind, selected);
    if (selected.includes(open.key) || reached.unifier.isActive(open.key, isMacro)) {
      return this.#graph.add(open, target, isMacro, reached);
    }
    if (reached.unifier.isActive(open.key, true)) return this.#graph.add(open, target, true, reached);
    return this.#graph.add(open, target, isMacro, this.#universe(target.kind, [open.key]));
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
