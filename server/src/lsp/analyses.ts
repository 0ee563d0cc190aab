import type { FileSystem } from '../base/fileSystem.ts';
import { ancestors, basename, dirname, join } from '../base/paths.ts';
import { isUnknown, type Unknown } from '../base/unknown.ts';
import { Analysis, type AnalysisOptions, type Platform } from '../engine/analysis.ts';
import type { CrateId } from '../project/crateGraph.ts';
import { projectDescriptions } from '../project/rustProject.ts';
import type { OpenFile } from './openFile.ts';
import { OutsideChanges } from './outsideChanges.ts';

/** A file in the analysis of the project that it belongs to. */
export interface Owned {
  readonly analysis: Analysis;
  readonly path: string;
  /** Why the project is not as its files are now, but as it last was when they could be read. */
  readonly problem?: Unknown;
}

/** What the client says of its workspace. */
export interface WorkspaceSettings {
  /** Paths of the workspace's folders. */
  readonly folders: readonly string[];
  /** The part of the settings that decides what is built, for a path: folders have settings of their own. */
  optionsFor(path: string): WorkspaceOptions;
}

/** What is built, and of which project descriptions besides those that are found. */
export interface WorkspaceOptions extends AnalysisOptions {
  /** Paths of Cargo.toml and rust-project.json files. */
  readonly linkedProjects?: readonly string[];
}

/** A project as it was last opened. */
interface Opened {
  /** The analysis, or why there is none. */
  readonly result: Analysis | Unknown;
  /** What is wrong now with the project's files, where `result` is of an earlier state. */
  readonly problem?: Unknown;
  readonly outside?: OutsideChanges;
}

/** More projects than this are not kept at a time. */
const MAX_ANALYSES = 8;

/** More projects than this are not kept for the case that their manifests can't be read any more. */
const MAX_GOOD = 3;

/**
 * What all projects together have parsed, in UTF-16 units (see `FileUnits.weight`), above which those that were not
 * used for longest are given up, and the one in use is opened again. One unit stands for some 25 bytes of memory.
 */
const MAX_WEIGHT = 30_000_000;

/**
 * The projects that documents belong to, each opened when first asked for. In this order: the project of a description
 * (`rust-project.json`) or manifest that is nearest upward, seen from the workspace that has it as a member; a project
 * of the window that depends on the file's package; a project of one file, where no manifest is above.
 */
export class Analyses {
  readonly #platform: Platform;
  readonly #files: FileSystem;
  /** By what is opened, with its options. Least recently used first. */
  readonly #open = new Map<string, Opened>();
  /** The last good state of projects that are about to be opened anew. */
  readonly #good = new Map<string, Analysis>();
  readonly #maxWeight: number;
  /** By file: the crate that the user looks from, of several that have it. */
  readonly #chosen = new Map<string, CrateId>();
  /** What each was opened with. */
  readonly #origins = new WeakMap<Analysis, { readonly at: string; readonly options: AnalysisOptions }>();
  #workspace: WorkspaceSettings = { folders: [], optionsFor: () => ({}) };

  constructor(platform: Platform, maxWeight = MAX_WEIGHT) {
    this.#platform = platform;
    this.#files = platform.files;
    this.#maxWeight = maxWeight;
  }

  /** New settings or folders: everything is opened again. */
  configure(workspace: WorkspaceSettings): void {
    this.#workspace = workspace;
    this.#open.clear();
    this.#good.clear();
  }

  /** The same project over other files, as another analysis, which nobody else uses. */
  reopened(analysis: Analysis, files: FileSystem): Analysis | undefined {
    const origin = this.#origins.get(analysis);
    const other = origin && Analysis.open({ ...this.#platform, files }, origin.at, origin.options);
    return other && !isUnknown(other) ? other : undefined;
  }

  /** Projects may consist of something else now: they are opened again, and stay as they are where that fails. */
  clear(): void {
    for (const [key, { result }] of this.#open) if (!isUnknown(result)) this.#keepGood(key, result);
    this.#open.clear();
  }

  /** The analysis that answers for an open file, or why there is none; `target` overrides the one in force. */
  of(file: OpenFile, target?: string): Owned | Unknown {
    const { path } = file;
    const options = this.#optionsFor(path, target);
    const owner = this.#ownerOf(path, options);
    if (!owner) return this.#alone(file, options);
    const { result: analysis } = owner;
    if (isUnknown(analysis)) return analysis;
    analysis.edit(path, file.text, () => file.parsed());
    analysis.lookFrom(path, this.#chosen.get(path));
    if (!analysis.placeOf(path)) return this.#alone(file, options);
    return { analysis, path, ...(owner.problem && { problem: owner.problem }) };
  }

  /** From now on a file is looked at from one of the crates that have it; from the likeliest where none is named. */
  lookFrom(path: string, crate: CrateId | undefined): void {
    if (crate === undefined) this.#chosen.delete(path);
    else this.#chosen.set(path, crate);
  }

  #alone(file: OpenFile, options: WorkspaceOptions): Owned | Unknown {
    const { result: alone } = this.#opened(file.path, options);
    if (isUnknown(alone)) return alone;
    alone.edit(file.path, file.text, () => file.parsed());
    return { analysis: alone, path: file.path };
  }

  /** An open document's text is another now: every project that has it must know. */
  edited(file: OpenFile): void {
    for (const { result } of this.#open.values()) {
      if (!isUnknown(result) && result.project.cratesTouchedBy(file.path).length > 0)
        result.edit(file.path, file.text, () => file.parsed());
    }
  }

  /** A source file was closed, or changed on disk. */
  refresh(path: string): void {
    for (const [key, { result }] of this.#open) {
      if (key.startsWith(`${path}\n`)) this.#open.delete(key);
      else if (!isUnknown(result) && result.project.cratesTouchedBy(path).length > 0) result.refresh(path);
    }
  }

  #optionsFor(path: string, target: string | undefined): WorkspaceOptions {
    const options = this.#workspace.optionsFor(path);
    return target === undefined ? options : { ...options, target, targetFrom: 'the comparison' };
  }

  #ownerOf(path: string, options: WorkspaceOptions): Opened | undefined {
    const linked = this.#linkedOwner(path, options);
    if (linked) return linked;
    const found = this.#nearest(path);
    if (found === undefined) return undefined;
    if (found.endsWith('.json')) return this.#opened(found, options);
    return this.#dependentOn(path, found, options) ?? this.#cargoProject(found, options);
  }

  /** A project that the settings name, where it has the file. */
  #linkedOwner(path: string, options: WorkspaceOptions): Opened | undefined {
    for (const linked of options.linkedProjects ?? []) {
      const at = basename(linked) === 'Cargo.toml' ? dirname(linked) : linked;
      const opened = this.#opened(at, at === linked ? options : { ...options, workspace: true });
      if (!isUnknown(opened.result) && opened.result.project.crateOfFile(path).length > 0) return opened;
    }
    return undefined;
  }

  /** The nearest project description upward, or the folder of the nearest manifest. */
  #nearest(path: string): string | undefined {
    for (const folder of ancestors(dirname(path))) {
      for (const name of projectDescriptions) {
        const description = join(folder, name);
        if (this.#files.readFile(description) !== undefined) return description;
      }
      if (this.#files.readFile(join(folder, 'Cargo.toml')) !== undefined) return folder;
    }
    return undefined;
  }

  #cargoProject(folder: string, options: WorkspaceOptions): Opened {
    const own = this.#opened(folder, options);
    const root = isUnknown(own.result) ? undefined : own.result.project.workspaceRoot;
    if (root === undefined || root === folder) return own;
    const whole = this.#opened(root, { ...options, workspace: true });
    if (isUnknown(whole.result)) return own;
    return whole.result.project.members.some((manifest) => dirname(manifest) === folder) ? whole : own;
  }

  /**
   * A project of the window that has the file as a part of one of its dependencies (in cargo's registry, vendored, beside
   * it): that is how it is built.
   */
  #dependentOn(path: string, folder: string, options: WorkspaceOptions): Opened | undefined {
    for (const at of this.#workspace.folders) {
      if (at === folder || this.#files.readFile(join(at, 'Cargo.toml')) === undefined) continue;
      const own = this.#workspace.optionsFor(at);
      const target = options.targetFrom === 'the comparison' ? { target: options.target! } : {};
      const opened = this.#opened(at, { ...own, ...target, workspace: true });
      if (!isUnknown(opened.result) && opened.result.project.crateOfFile(path).length > 0) return opened;
    }
    for (const opened of [...this.#open.values()].toReversed()) {
      if (isUnknown(opened.result) || opened.result.project.workspaceRoot === folder) continue;
      const crates = opened.result.project.crateOfFile(path);
      const isDependency = crates.some((crate) => {
        const { origin } = (opened.result as Analysis).project.graph.crate(crate);
        return origin !== 'workspace';
      });
      if (isDependency) return opened;
    }
    return undefined;
  }

  #opened(at: string, options: WorkspaceOptions): Opened {
    const { linkedProjects: _, ...selection } = options;
    const key = `${at}\n${JSON.stringify(selection)}`;
    const known = this.#open.get(key);
    const opened = known && this.#isFresh(known) ? known : this.#start(at, key, selection, known);
    this.#open.delete(key);
    this.#open.set(key, opened);
    for (const oldest of this.#open.keys()) {
      if (this.#open.size <= MAX_ANALYSES && this.#weight() <= this.#maxWeight) break;
      if (oldest !== key) this.#open.delete(oldest);
    }
    return opened;
  }

  #isFresh({ result, outside }: Opened): boolean {
    if (outside?.haveHappened()) return false;
    return isUnknown(result) || result.units.weight <= this.#maxWeight;
  }

  #weight(): number {
    let sum = 0;
    for (const { result } of this.#open.values()) sum += isUnknown(result) ? 0 : result.units.weight;
    return sum;
  }

  #start(at: string, key: string, options: AnalysisOptions, before: Opened | undefined): Opened {
    const result = Analysis.open(this.#platform, at, options);
    const good = this.#good.get(key) ?? (before && !isUnknown(before.result) ? before.result : undefined);
    if (isUnknown(result)) return good ? { result: good, problem: result } : { result };
    this.#good.delete(key);
    this.#origins.set(result, { at, options });
    const outside = at.endsWith('.rs') ? undefined : new OutsideChanges(this.#platform, result);
    return { result, ...(outside && { outside }) };
  }

  #keepGood(key: string, analysis: Analysis): void {
    this.#good.delete(key);
    this.#good.set(key, analysis);
    for (const oldest of this.#good.keys()) {
      if (this.#good.size <= MAX_GOOD) break;
      this.#good.delete(oldest);
    }
  }
}

/** Folders whose files are targets of their package without being named anywhere. */
const targetFolders = new Set(['bin', 'tests', 'examples', 'benches']);

/** Whether a change of this file may change what projects consist of. */
export function shapesProjects(path: string): boolean {
  const name = basename(path);
  const parent = basename(dirname(path));
  if (parent === '.cargo') return name.endsWith('.toml') || name === 'config';
  if (projectDescriptions.includes(name)) return true;
  return ['Cargo.toml', 'Cargo.lock', 'rust-toolchain', 'rust-toolchain.toml'].includes(name);
}

/** Whether a file that comes or goes may be, or have been, the root of a crate. */
export function mayBeRoot(path: string): boolean {
  const name = basename(path);
  return ['lib.rs', 'main.rs', 'build.rs'].includes(name) || targetFolders.has(basename(dirname(path)));
}
