import type { FileSystem } from '../base/fileSystem.ts';
import { dataLayoutOf, type TargetFacts } from '../base/targets.ts';
import { isUnknown, type Unknown, unknown } from '../base/unknown.ts';
import type { FactsSource } from '../facts/format.ts';
import type { LayoutCx } from '../layout/abi/context.ts';
import { releaseSwitches } from '../layout/abi/releases.ts';
import { parseDataLayout } from '../layout/abi/targetData.ts';
import type { CrateId, Environment, Project, Selection } from '../project/crateGraph.ts';
import { loadProject } from '../project/project.ts';
import type { Toolchain } from '../project/toolchain/toolchain.ts';
import { FileUnits, type ItemStore } from '../resolve/units/fileUnits.ts';
import { bodyEdit } from '../syntax/bodyEdit.ts';
import type { ParsedItems, SourceParser } from '../syntax/sourceParser.ts';
import { BuildScriptReader } from './buildScripts.ts';
import {
  chooseRelease,
  type InstalledRelease,
  ownMinor,
  type ReleaseChoice,
  withOwnStd,
} from './chooseRelease.ts';
import { type Draft, draftedFunction } from './draft.ts';
import type { Engine } from './engine.ts';
import { cratesWith, type FilePlace, findPlace, type PlaceInputs } from './filePlace.ts';
import type { SourceStd } from './sourceStd.ts';
import { TargetEngine } from './targetEngine.ts';

/** What the platform provides; nothing below it touches the outside world otherwise. */
export interface Platform {
  readonly files: FileSystem;
  readonly parser: SourceParser;
  /** The texts of `server/facts/`. */
  readonly facts: FactsSource;
  readonly environment: Environment;
  /** Keeps parsed files between runs. */
  readonly items?: ItemStore;
  /**
   * The release of a toolchain's rustc (of the one on the search path, where no toolchain is named), where the platform
   * can tell without running anything.
   */
  readonly installedRelease?: InstalledRelease;
}

/** What the user chose, by settings or flags. */
export interface AnalysisOptions extends Selection {
  /** `1.95`, or the name of a toolchain: overrides toolchain file and installed compiler. */
  readonly rustc?: string;
  /** Whether the nearest described release stands in for one that isn't described; true if absent. */
  readonly nearestRelease?: boolean;
  /** The standard library as it was read from a toolchain's source for the selection's target; else shipped facts are used. */
  readonly std?: SourceStd;
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
  readonly options: AnalysisOptions;
  readonly units: FileUnits;
  readonly #platform: Platform;
  /** By triple: that of the selection, and the host's as soon as somebody asks about its code. */
  readonly #engines = new Map<string, TargetEngine>();
  /** Of the files asked about, until one changes. */
  readonly #places = new Map<string, FilePlace>();
  /** Of files that several crates have: the crate that the user looks from. */
  readonly #chosen = new Map<string, CrateId>();
  #draft: Draft | undefined;
  /** How many drafts the snapshot has had. */
  #drafts = 0;
  #generation = 0;

  private constructor(
    platform: Platform,
    project: Project,
    release: ReleaseChoice,
    options: AnalysisOptions,
  ) {
    this.#platform = platform;
    this.project = project;
    this.release = release;
    this.options = options;
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
    const { facts: target } = project.target;
    release = withOwnStd(releaseOf(project.toolchain, options, platform), options);
    const dl = parseDataLayout(dataLayoutOf(target, ownMinor(release)), target.cEnumMinBits);
    if (dl.kind === 'error')
      return unknown(`the data layout of \`${target.triple}\` can't be read: ${dl.message}`);
    return new Analysis({ ...platform, files: scripts.withGenerated() }, project, release, options);
  }

  /** The triple that the selection is built for. */
  get target(): string {
    return this.project.target.facts.triple;
  }

  /** The layers for the files as they are now and the selection's target; ends a draft. */
  get engine(): Engine {
    this.#settle();
    return this.#engineFor(this.project.target.facts).snapshot;
  }

  /** The layers for a crate, which is compiled for the selection's target or the host; ends a draft. */
  engineOf(crate: CrateId): Engine {
    this.#settle();
    return this.snapshotOf(crate);
  }

  /** As `engineOf`, for the files as they are but for a draft. */
  snapshotOf(crate: CrateId): Engine {
    return this.#engineFor(this.project.graph.crate(crate).target).snapshot;
  }

  #engineFor(target: TargetFacts): TargetEngine {
    const known = this.#engines.get(target.triple);
    if (known) return known;
    const { units, release, project } = this;
    const { parser, facts } = this.#platform;
    const { std } = this.options;
    const own = std && target.triple === this.target ? { std } : {};
    const inputs = { graph: project.graph, units, parser, facts, ...own };
    const showNearest = this.options.nearestRelease ?? true;
    const settings = { release, showNearest, cx: layoutCx(target, release) };
    const made = new TargetEngine(inputs, target, settings);
    this.#engines.set(target.triple, made);
    return made;
  }

  /** The function that is being typed in, where `snapshot` knows it as it was before. */
  get draft(): Draft | undefined {
    return this.#draft;
  }

  /** Grows with each snapshot: what an older one gave must not be asked any more. */
  get generation(): number {
    return this.#generation;
  }

  /** Where a file stands among the project's crates; undefined where it lies in no package of the project. */
  placeOf(path: string): FilePlace | undefined {
    const known = this.#places.get(path);
    if (known) return known;
    const place = findPlace(this.#placeInputs(path), path);
    if (place) this.#places.set(path, place);
    return place;
  }

  #placeInputs(path: string): PlaceInputs {
    const hasFile = (crate: CrateId, file: string) => this.hasFile(crate, file);
    return { project: this.project, files: this.units, hasFile, chosen: this.#chosen.get(path) };
  }

  /** The crates that have a file as it is, the likeliest first. */
  cratesWith(path: string): readonly CrateId[] {
    return cratesWith(this.#placeInputs(path), path);
  }

  /** Looks at a file from one of the crates that have it; from the likeliest again where none is named. */
  lookFrom(path: string, crate: CrateId | undefined): void {
    if (this.#chosen.get(path) === crate) return;
    this.#settle();
    if (crate === undefined) this.#chosen.delete(path);
    else this.#chosen.set(path, crate);
    this.#places.delete(path);
    this.#generation++;
  }

  /** The crate that answers for a file; undefined where it lies in no package of the project. */
  crateOf(path: string): CrateId | undefined {
    return this.placeOf(path)?.crate;
  }

  /** Whether a file is one of a crate's modules. */
  hasFile(crate: CrateId, path: string): boolean {
    return this.snapshotOf(crate).resolver.hasFile(crate, path);
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
    if (this.#draft && this.#draft.unit.path !== path) return undefined;
    const before = this.units.unit(path);
    const crate = this.crateOf(path);
    const known =
      crate === undefined ? undefined : this.#engineFor(this.project.graph.crate(crate).target).known;
    if (!known) return undefined;
    const edit = before && bodyEdit(before, { text, ...syntax }, this.#platform.parser);
    // Each draft leaves something behind in the snapshot's memory.
    if (!edit || crate === undefined || ++this.#drafts > MAX_DRAFTS) return undefined;
    const unit = { id: this.units.nextUnitId(), path, text, ...syntax };
    const def = draftedFunction(known.resolver, crate, before, unit, edit);
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
    const crates = this.project.cratesTouchedBy(path);
    this.#places.clear();
    for (const engine of this.#engines.values()) engine.stale(crates);
    this.#drafts = 0;
    this.#generation++;
  }
}

function releaseOf(
  { name }: Toolchain,
  options: AnalysisOptions,
  { installedRelease }: Platform,
): ReleaseChoice {
  return chooseRelease(options.rustc, name, installedRelease);
}

/** The target's data layout was read before, but for a host that is no target of the selection. */
function layoutCx(target: TargetFacts, release: ReleaseChoice): LayoutCx {
  const dl = parseDataLayout(dataLayoutOf(target, ownMinor(release)), target.cEnumMinBits);
  if (dl.kind === 'error') throw new Error(`the data layout of ${target.triple}: ${dl.message}`);
  return { dl: dl.dataLayout, release: releaseSwitches(release.minor, release.patch) };
}
