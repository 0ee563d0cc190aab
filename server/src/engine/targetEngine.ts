import { factsReleases } from '../base/releases.ts';
import type { TargetFacts } from '../base/targets.ts';
import type { FactsSource } from '../facts/format.ts';
import { FactsLibrary } from '../facts/releases.ts';
import type { CrateGraph, CrateId } from '../project/crateGraph.ts';
import type { StdMacro } from '../resolve/model/inputs.ts';
import { Resolver } from '../resolve/resolver.ts';
import type { FileUnits } from '../resolve/units/fileUnits.ts';
import type { SourceParser } from '../syntax/sourceParser.ts';
import { factsRelease } from './chooseRelease.ts';
import type { Engine } from './engine.ts';
import { factsOfSource, type SourceStd } from './sourceStd.ts';
import { describeTarget } from './targetDescription.ts';
import { type EngineSettings, type OwnEngine, tieTogether } from './tieTogether.ts';

/** What the engines of a project share, whatever target they are for. */
export interface SharedInputs {
  readonly graph: CrateGraph;
  readonly units: FileUnits;
  readonly parser: SourceParser;
  readonly facts: FactsSource;
  /** The standard library as it was read from source for this target. */
  readonly std?: SourceStd;
}

/**
 * The layers for the crates of one target, from one snapshot of the files to the next. A project that is built for
 * another target than the host has two: procedural macros, build scripts and what only they use are compiled for the
 * host.
 */
export class TargetEngine {
  readonly target: TargetFacts;
  readonly #inputs: SharedInputs;
  readonly #settings: EngineSettings;
  readonly #library: FactsLibrary;
  #resolver: Resolver | undefined;
  #engine: Engine | undefined;
  #edited = new Set<CrateId>();
  /** Answers what concerns std alone: that stays true from one snapshot to the next. */
  #std: OwnEngine | undefined;

  constructor(inputs: SharedInputs, target: TargetFacts, settings: EngineSettings) {
    this.target = target;
    this.#inputs = inputs;
    this.#settings = settings;
    this.#library = libraryOf(inputs.facts);
  }

  /** The layers for the files as they were when last asked for after a change. */
  get snapshot(): Engine {
    this.#engine ??= this.#createEngine();
    return this.#engine;
  }

  /** The snapshot, where one has been made since the last change. */
  get known(): Engine | undefined {
    return this.#engine;
  }

  /** Files of these crates have changed. */
  stale(crates: readonly CrateId[]): void {
    for (const crate of crates) this.#edited.add(crate);
    this.#engine = undefined;
  }

  #createEngine(): Engine {
    const { graph, units: files, parser, facts: source, std } = this.#inputs;
    const previous = this.#resolver;
    const target = describeTarget(this.target);
    const shipped = this.#library.factsFor(factsRelease(this.#settings.release), target);
    const facts = std ? factsOfSource(std, target, shipped) : shipped;
    const resolver = new Resolver({
      graph,
      files,
      parser,
      facts,
      stdMacros: std?.macros ?? stdMacros(source, facts?.release),
      ...(previous && { previous, edited: this.#edited }),
    });
    this.#resolver = resolver;
    this.#edited = new Set();
    const inputs = { resolver, parser, facts, ...this.#settings };
    this.#std ??= tieTogether(inputs);
    return tieTogether(inputs, this.#std);
  }
}

const libraries = new WeakMap<FactsSource, FactsLibrary>();

/** Reading the facts takes longer than anything else at the start: once for each source. */
function libraryOf(source: FactsSource): FactsLibrary {
  const known = libraries.get(source);
  if (known) return known;
  const library = new FactsLibrary(source);
  libraries.set(source, library);
  return library;
}

const macroLists = new WeakMap<FactsSource, Map<string, readonly StdMacro[]>>();

/** The macros of std, read once for each source and release: every keystroke makes an engine. */
function stdMacros(source: FactsSource, release: string | undefined): readonly StdMacro[] {
  const lists = macroLists.get(source) ?? new Map<string, readonly StdMacro[]>();
  macroLists.set(source, lists);
  const key = release ?? '';
  const known = lists.get(key) ?? readStdMacros(source, release);
  lists.set(key, known);
  return known;
}

function readStdMacros(source: FactsSource, release: string | undefined): readonly StdMacro[] {
  const names = release === undefined ? [] : [`macros-${release.split('.').slice(0, 2).join('.')}.json`];
  for (const name of [...names, `macros-${factsReleases.at(-1)}.json`]) {
    const text = source.read(name);
    if (text !== undefined) return (JSON.parse(text) as { macros: readonly StdMacro[] }).macros;
  }
  return [];
}
