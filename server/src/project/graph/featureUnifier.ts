import { isUnknown } from '../../base/unknown.ts';
import {
  type DependencyDeclaration,
  type FeatureValue,
  parseFeatureValue,
} from '../manifest/dependencyDeclarations.ts';
import type { Manifest } from '../manifest/manifest.ts';
import type { PackageGraph } from '../packages/packageGraph.ts';

/** How features are unified: what resolver 1 lumps together and resolver 2 and 3 keep apart. */
export interface UnifierOptions {
  /** Whether build dependencies and proc macros have features of their own (resolver 2, 3). */
  readonly separatesHost: boolean;
  /** Whether dev-dependencies of the roots take part. */
  readonly withDev: boolean;
  /** Whether a dependency under `[target.…]` takes part; resolver 1 counts all of them. */
  readonly isPlatformActive: (platform: string, forHost: boolean) => boolean;
  readonly isProcMacro: (manifest: Manifest) => boolean;
}

/** A package that is built for itself, with the features asked for. */
export interface UnifierRoot {
  readonly key: string;
  readonly features: readonly string[];
}

interface Activation {
  readonly forHost: boolean;
  /** Whether the package is built for itself here, so that even a proc macro counts as target code. */
  readonly isRoot?: boolean;
  readonly values: readonly FeatureValue[];
}

interface State {
  readonly features: Set<string>;
  /** Keys of the optional dependencies that are switched on. */
  readonly dependencies: Set<string>;
  /** Features that wait for an optional dependency (`key?/feature`), by its key. */
  readonly waiting: Map<string, string[]>;
  isWalked: boolean;
}

interface Edge {
  readonly declaration: DependencyDeclaration;
  readonly key: string;
  readonly forHost: boolean;
}

/**
 * Feature unification as in cargo's `core::resolver::features`, but lazy. A package's features depend
 * on its dependents alone; so a question about a package opens the manifests of it and of those, and
 * activations that reach a package which nobody asked about wait at its door. What has been computed
 * stays valid, as a set that contains all dependents of its members never gets anything from outside.
 * The cost of a question is thus that of the packages above it, once each, however many lie below.
 */
export class FeatureUnifier {
  readonly #packages: PackageGraph;
  readonly #options: UnifierOptions;
  readonly #rootKeys: ReadonlySet<string>;
  readonly #wanted = new Set<string>();
  readonly #waiting = new Map<string, Activation[]>();
  readonly #states = new Map<string, State>();
  readonly #work: (() => void)[] = [];

  constructor(packages: PackageGraph, roots: readonly UnifierRoot[], options: UnifierOptions) {
    this.#packages = packages;
    this.#options = options;
    this.#rootKeys = new Set(roots.map(({ key }) => key));
    for (const { key, features } of roots) {
      const values = features.map(parseFeatureValue);
      this.#enter(key, { forHost: false, isRoot: true, values });
      const open = packages.open(key);
      if (options.separatesHost && !isUnknown(open) && options.isProcMacro(open.manifest)) {
        this.#enter(key, { forHost: true, values });
      }
    }
  }

  /** The features of a package that are switched on, sorted. */
  features(key: string, forHost: boolean): readonly string[] {
    this.#require(key);
    return [...(this.#states.get(this.#stateKey(key, forHost))?.features ?? [])].sort();
  }

  /** Whether a package is built at all in this way. */
  isActive(key: string, forHost: boolean): boolean {
    this.#require(key);
    return this.#states.has(this.#stateKey(key, forHost));
  }

  /** Whether the optional dependency of a key is switched on. */
  isDependencyOn(key: string, forHost: boolean, dependency: string): boolean {
    this.#require(key);
    return this.#states.get(this.#stateKey(key, forHost))?.dependencies.has(dependency) ?? false;
  }

  #stateKey(key: string, forHost: boolean): string {
    return `${key}|${forHost && this.#options.separatesHost ? 'host' : 'target'}`;
  }

  #require(key: string): void {
    if (this.#wanted.has(key)) return;
    for (let before = -1; before !== this.#wanted.size; ) {
      before = this.#wanted.size;
      for (const wanted of this.#packages.withDependents(key)) this.#want(wanted);
      this.#drain();
    }
  }

  #want(key: string): void {
    if (this.#wanted.has(key)) return;
    this.#wanted.add(key);
    const activations = this.#waiting.get(key) ?? [];
    this.#waiting.delete(key);
    for (const activation of activations) this.#enter(key, activation);
  }

  /** Work is queued, not recursed into, so that a deep tree cannot exhaust the stack. */
  #drain(): void {
    for (let task = this.#work.pop(); task !== undefined; task = this.#work.pop()) task();
  }

  #enter(key: string, activation: Activation): void {
    if (this.#wanted.has(key)) {
      this.#work.push(() => this.#activate(key, activation));
      return;
    }
    const waiting = this.#waiting.get(key);
    if (waiting === undefined) this.#waiting.set(key, [activation]);
    else waiting.push(activation);
  }

  #activate(key: string, { forHost: inherited, isRoot, values }: Activation): void {
    const open = this.#packages.open(key);
    if (isUnknown(open)) return;
    const { manifest } = open;
    const forHost = inherited || (!isRoot && this.#options.isProcMacro(manifest));
    const stateKey = this.#stateKey(key, forHost);
    let state = this.#states.get(stateKey);
    if (state === undefined) {
      state = { features: new Set(), dependencies: new Set(), waiting: new Map(), isWalked: false };
      this.#states.set(stateKey, state);
    }
    const visit = new PackageVisit(key, manifest, forHost, state, this.#visitor);
    for (const value of values) visit.value(value);
    if (state.isWalked) return;
    state.isWalked = true;
    const always = this.#edges(key, manifest, forHost, ({ optional }) => !optional);
    for (const edge of always) this.#follow(edge);
  }

  readonly #visitor = {
    edges: (key: string, manifest: Manifest, forHost: boolean, name: string) =>
      this.#edges(key, manifest, forHost, (declaration) => declaration.key === name),
    follow: (edge: Edge) => this.#follow(edge),
    enter: (edge: Edge, values: readonly FeatureValue[]) =>
      this.#enter(edge.key, { forHost: edge.forHost, values }),
  };

  #follow({ declaration, key, forHost }: Edge): void {
    const values = declaration.features.map((name): FeatureValue => ({ kind: 'feature', name }));
    if (declaration.defaultFeatures) values.push({ kind: 'feature', name: 'default' });
    this.#enter(key, { forHost, values });
  }

  /**
   * The wanted ones of the dependencies that count for a package; one that is not on this machine is left
   * out. An optional one that is off is never looked up, as the lock file need not have it.
   */
  #edges(
    key: string,
    manifest: Manifest,
    forHost: boolean,
    isWanted: (declaration: DependencyDeclaration) => boolean,
  ): readonly Edge[] {
    const { separatesHost, withDev, isPlatformActive } = this.#options;
    return manifest.dependencies.flatMap((declaration): readonly Edge[] => {
      const { kind, platform } = declaration;
      if (!isWanted(declaration)) return [];
      if (kind === 'dev' && !(withDev && this.#rootKeys.has(key))) return [];
      const hostSide = forHost || kind === 'build';
      if (separatesHost && platform !== undefined && !isPlatformActive(platform, hostSide)) return [];
      const target = this.#packages.resolve(key, declaration);
      return isUnknown(target) ? [] : [{ declaration, key: target, forHost: hostSide }];
    });
  }
}

interface Visitor {
  edges(key: string, manifest: Manifest, forHost: boolean, name: string): readonly Edge[];
  follow(edge: Edge): void;
  enter(edge: Edge, values: readonly FeatureValue[]): void;
}

/** Switches feature values of one package on. */
class PackageVisit {
  readonly #key: string;
  readonly #manifest: Manifest;
  readonly #forHost: boolean;
  readonly #state: State;
  readonly #visitor: Visitor;

  constructor(key: string, manifest: Manifest, forHost: boolean, state: State, visitor: Visitor) {
    this.#key = key;
    this.#manifest = manifest;
    this.#forHost = forHost;
    this.#state = state;
    this.#visitor = visitor;
  }

  /** Depth first, with a list instead of calls: generated manifests chain thousands of features. */
  value(first: FeatureValue): void {
    const pending = [first];
    for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
      if (value.kind === 'feature')
        for (const next of this.#feature(value.name).toReversed()) pending.push(next);
      else if (value.kind === 'dependency') this.#dependency(value.key);
      else this.#dependencyFeature(value.key, value.feature, value.weak);
    }
  }

  /** What a feature that was off switches on. */
  #feature(name: string): readonly FeatureValue[] {
    const values = this.#manifest.features.get(name);
    if (values === undefined || this.#state.features.has(name)) return [];
    this.#state.features.add(name);
    return values;
  }

  #dependency(name: string): void {
    const { dependencies, waiting } = this.#state;
    if (dependencies.has(name)) return;
    dependencies.add(name);
    const late = (waiting.get(name) ?? []).map(
      (feature): FeatureValue => ({ kind: 'feature', name: feature }),
    );
    waiting.delete(name);
    for (const edge of this.#edges(name)) {
      if (late.length > 0) this.#visitor.enter(edge, late);
      this.#visitor.follow(edge);
    }
  }

  #dependencyFeature(name: string, feature: string, weak: boolean): void {
    for (const edge of this.#edges(name)) {
      if (edge.declaration.optional) {
        if (weak && !this.#state.dependencies.has(name)) {
          this.#state.waiting.set(name, [...(this.#state.waiting.get(name) ?? []), feature]);
          continue;
        }
        this.#dependency(name);
        // Before `dep:` an optional dependency was always a feature too, and this switches that on.
        if (!weak) this.value({ kind: 'feature', name });
      }
      this.#visitor.enter(edge, [{ kind: 'feature', name: feature }]);
    }
  }

  #edges(name: string): readonly Edge[] {
    return this.#visitor.edges(this.#key, this.#manifest, this.#forHost, name);
  }
}
