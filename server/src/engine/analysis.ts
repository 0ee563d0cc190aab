import type { FileSystem } from '../base/fileSystem.ts';
import { factsReleases } from '../base/releases.ts';
import { dataLayoutOf, targetFacts } from '../base/targets.ts';
import { isUnknown, type Unknown, unknown } from '../base/unknown.ts';
import type { FactsSource } from '../facts/format.ts';
import { FactsLibrary } from '../facts/releases.ts';
import { releaseSwitches } from '../layout/abi/releases.ts';
import { parseDataLayout } from '../layout/abi/targetData.ts';
import type { CrateId, Environment, Project, Selection } from '../project/crateGraph.ts';
import { loadProject } from '../project/project.ts';
import type { StdMacro } from '../resolve/model/inputs.ts';
import { Resolver } from '../resolve/resolver.ts';
import { FileUnits, type ItemStore } from '../resolve/units/fileUnits.ts';
import { bodyEdit } from '../syntax/bodyEdit.ts';
import type { ParsedItems, SourceParser } from '../syntax/sourceParser.ts';
import { BuildScriptReader } from './buildScripts.ts';
import {
  chooseRelease,
  factsRelease,
  type InstalledRelease,
  ownMinor,
  type ReleaseChoice,
} from './chooseRelease.ts';
import { type Draft, draftedFunction } from './draft.ts';
import type { Engine } from './engine.ts';
import { describeTarget } from './targetDescription.ts';
import { type Ground, type OwnEngine, tieTogether } from './tieTogether.ts';

/** What the platform provides; nothing below it touches the outside world otherwise. */
export interface Platform {
  readonly files: FileSystem;
  readonly parser: SourceParser;
  /** The texts of `server/facts/`. */
  readonly facts: FactsSource;
  readonly environment: Environment;
  /** Keeps parsed files between runs. */
  readonly items?: ItemStore;
  /** The release of the rustc that would be used, where the platform can tell without running anything. */
  readonly installedRelease?: InstalledRelease;
}

/** What the user chose, by settings or flags. */
export interface AnalysisOptions extends Selection {
  /** `1.95`, or the name of a toolchain: overrides toolchain file and installed compiler. */
  readonly rustc?: string;
  /** Whether the nearest described release stands in for one that isn't described; true if absent. */
  readonly nearestRelease?: boolean;
}

/** More edits of one function's body than this make a new snapshot, so that memory doesn't grow with the typing. */
const MAX_DRAFTS = 100;

/** A crate with the layers that answer questions about it. */
export interface CrateAnalysis {
  readonly crate: CrateId;
  readonly engine: Engine;
}

/**
 * One opened project (a `.rs` file, a package or a workspace) with all layers tied together. It answers for
 * one snapshot of the files; `edit` and `refresh` make the next one, and answers taken before are then stale.
 */
export class Analysis {
  readonly project: Project;
  readonly release: ReleaseChoice;
  readonly units: FileUnits;
  readonly #platform: Platform;
  readonly #ground: Ground;
  readonly #library: FactsLibrary;
  #resolver: Resolver | undefined;
  #engine: Engine | undefined;
  #edited = new Set<CrateId>();
  #draft: Draft | undefined;
  /** How many drafts the snapshot has had. */
  #drafts = 0;
  #generation = 0;
  /** Answers what concerns std alone: that stays true from one snapshot to the next. */
  #std: OwnEngine | undefined;

  private constructor(platform: Platform, project: Project, ground: Ground) {
    this.#platform = platform;
    this.project = project;
    this.release = ground.release;
    this.#ground = ground;
    this.#library = libraryOf(platform.facts);
    this.units = new FileUnits(platform.files, platform.parser, platform.items);
  }

  /** Opens what `path` names; unknown with the reason where there is nothing to open or the target isn't known. */
  static open(platform: Platform, path: string, options: AnalysisOptions): Analysis | Unknown {
    const { files, parser } = platform;
    let release: ReleaseChoice | undefined;
    const scripts = new BuildScriptReader(
      files,
      parser,
      platform.environment,
      () => (release ?? chooseRelease(options.rustc, undefined, platform.installedRelease)).version,
    );
    const project = loadProject(files, path, options, {
      ...platform.environment,
      decideBuildScriptCfg: (question) => scripts.decides(question),
      generatedFolder: (question) => scripts.folder(question),
    });
    if (isUnknown(project)) return project;
    const target = targetFacts(project.target);
    if (!target) return unknown(`the target \`${project.target}\` is not known`);
    release = chooseRelease(options.rustc, project.toolchain, platform.installedRelease);
    const dl = parseDataLayout(dataLayoutOf(target, ownMinor(release)), target.cEnumMinBits);
    if (dl.kind === 'error')
      return unknown(`the data layout of \`${project.target}\` can't be read: ${dl.message}`);
    const cx = { dl: dl.dataLayout, release: releaseSwitches(release.minor, release.patch) };
    const showNearest = options.nearestRelease ?? true;
    return new Analysis({ ...platform, files: scripts.withGenerated() }, project, {
      release,
      showNearest,
      cx,
    });
  }

  get target(): string {
    return this.project.target;
  }

  /** The layers for the files as they are now; ends a draft. */
  get engine(): Engine {
    this.#settle();
    return this.snapshot;
  }

  /** The layers for the files as they are but for a draft. */
  get snapshot(): Engine {
    this.#engine ??= this.#createEngine();
    return this.#engine;
  }

  /** The function that is being typed in, where `snapshot` knows it as it was before. */
  get draft(): Draft | undefined {
    return this.#draft;
  }

  /** Grows with each snapshot: what an older one gave must not be asked any more. */
  get generation(): number {
    return this.#generation;
  }

  /** The crate that a file is a module of; undefined where no crate of the project has it. */
  crateOf(path: string): CrateId | undefined {
    const candidates = this.project.crateOfFile(path);
    if (candidates.length < 2) return candidates[0];
    return candidates.find((crate) => this.hasFile(crate, path)) ?? candidates[0];
  }

  /** Whether a file is one of a crate's modules. */
  hasFile(crate: CrateId, path: string): boolean {
    return this.snapshot.resolver.hasFile(crate, path);
  }

  /**
   * Puts the text of an open document in place of the file's; `syntax` parses it as whoever follows the typing can,
   * and is asked only where the text is news. Where it differs in one function's body alone from what the snapshot
   * knows, the snapshot stays and the function is a draft.
   */
  edit(path: string, text: string, syntax?: () => ParsedItems): void {
    if ((this.#draft?.unit.path === path ? this.#draft.unit.text : this.units.text(path)) === text) return;
    const undone = this.#draft !== undefined && this.units.text(path) === text;
    const parsed = undone ? undefined : syntax?.();
    const draft = parsed && this.#draftOf(path, text, parsed);
    if (!draft && !undone) {
      if (this.#draft?.unit.path !== path) this.#settle();
      this.units.replace(path, text, parsed);
      this.#stale(path);
    }
    this.#draft = draft;
  }

  /** An open document was closed, or a file changed on disk. */
  refresh(path: string): void {
    if (this.#draft?.unit.path !== path) this.#settle();
    this.#draft = undefined;
    this.units.close(path);
    this.units.forget(path);
    this.#stale(path);
  }

  #draftOf(path: string, text: string, syntax: ParsedItems): Draft | undefined {
    if (!this.#engine || (this.#draft && this.#draft.unit.path !== path)) return undefined;
    const before = this.units.unit(path);
    const crate = this.crateOf(path);
    const edit = before && bodyEdit(before, { text, ...syntax }, this.#platform.parser);
    // Each draft leaves something behind in the snapshot's memory.
    if (!edit || crate === undefined || ++this.#drafts > MAX_DRAFTS) return undefined;
    const unit = { id: this.units.nextUnitId(), path, text, ...syntax };
    const def = draftedFunction(this.#engine.resolver, crate, before, unit, edit);
    return def && { edit, unit, def };
  }

  /** What was a draft becomes part of the next snapshot. */
  #settle(): void {
    if (!this.#draft) return;
    const { path, text, items, innerAttributes } = this.#draft.unit;
    this.#draft = undefined;
    this.units.replace(path, text, { items, innerAttributes });
    this.#stale(path);
  }

  #stale(path: string): void {
    for (const crate of this.project.crateOfFile(path)) this.#edited.add(crate);
    this.#engine = undefined;
    this.#drafts = 0;
    this.#generation++;
  }

  #createEngine(): Engine {
    const previous = this.#resolver;
    const facts = this.#library.factsFor(factsRelease(this.release), describeTarget(this.target));
    const resolver = new Resolver({
      graph: this.project.graph,
      files: this.units,
      parser: this.#platform.parser,
      facts,
      stdMacros: stdMacros(this.#platform.facts, facts?.release),
      ...(previous && { previous, edited: this.#edited }),
    });
    this.#resolver = resolver;
    this.#edited = new Set();
    const inputs = { resolver, parser: this.#platform.parser, facts, ...this.#ground };
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
