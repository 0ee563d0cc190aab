import type { FileSystem } from '../base/fileSystem.ts';
import { ancestors, basename, dirname, join } from '../base/paths.ts';
import { isUnknown } from '../base/unknown.ts';
import { Analysis, type AnalysisOptions, type Platform } from '../engine/analysis.ts';
import type { OpenFile } from './openFile.ts';

/** A file in the analysis of the project that it belongs to. */
export interface Owned {
  readonly analysis: Analysis;
  readonly path: string;
}

/** More projects than this are not kept at a time. */
const MAX_ANALYSES = 8;

/**
 * What all projects together have parsed, in UTF-16 units (see `FileUnits.weight`), above which those that were not
 * used for longest are given up, and the one in use is opened again. One unit stands for some 25 bytes of memory.
 */
const MAX_WEIGHT = 30_000_000;

/**
 * The projects that documents belong to, each opened when first asked for: the workspace of the nearest
 * Cargo.toml upward; a file that is no module of it stands alone.
 */
export class Analyses {
  readonly #platform: Platform;
  readonly #files: FileSystem;
  /** By folder or lone file, and target. Undefined where there is nothing to open. Least recently used first. */
  readonly #open = new Map<string, Analysis | undefined>();
  readonly #maxWeight: number;
  #options: AnalysisOptions = {};

  constructor(platform: Platform, maxWeight = MAX_WEIGHT) {
    this.#platform = platform;
    this.#files = platform.files;
    this.#maxWeight = maxWeight;
  }

  get options(): AnalysisOptions {
    return this.#options;
  }

  /** New settings: everything is opened again. */
  configure(options: AnalysisOptions): void {
    this.#options = options;
    this.clear();
  }

  clear(): void {
    this.#open.clear();
  }

  /** The analysis that answers for an open file; `target` overrides the one in force. */
  of(file: OpenFile, target?: string): Owned | undefined {
    const { path } = file;
    const inProject = this.#projectOf(path, target);
    if (inProject) {
      inProject.edit(path, file.text, () => file.parsed());
      const crate = inProject.crateOf(path);
      if (crate !== undefined && inProject.hasFile(crate, path)) return { analysis: inProject, path };
    }
    const alone = this.#opened(path, target, {});
    alone?.edit(path, file.text, () => file.parsed());
    return alone && { analysis: alone, path };
  }

  /** An open document's text is another now: every project that has it must know. */
  edited(file: OpenFile): void {
    for (const analysis of this.#open.values()) {
      if (analysis && analysis.project.crateOfFile(file.path).length > 0)
        analysis.edit(file.path, file.text, () => file.parsed());
    }
  }

  /** A source file was closed, or changed on disk. */
  refresh(path: string): void {
    for (const [key, analysis] of this.#open) {
      if (key.startsWith(`${path}\n`)) this.#open.delete(key);
      else if (analysis && analysis.project.crateOfFile(path).length > 0) analysis.refresh(path);
    }
  }

  #projectOf(path: string, target: string | undefined): Analysis | undefined {
    const folder = ancestors(dirname(path)).find(
      (at) => this.#files.readFile(join(at, 'Cargo.toml')) !== undefined,
    );
    if (folder === undefined) return undefined;
    const own = this.#opened(folder, target, {});
    const root = own?.project.workspaceRoot;
    if (!own || root === undefined || root === folder) return own;
    const whole = this.#opened(root, target, { workspace: true });
    return whole?.project.members.some((manifest) => dirname(manifest) === folder) ? whole : own;
  }

  #opened(at: string, target: string | undefined, more: AnalysisOptions): Analysis | undefined {
    const key = `${at}\n${target ?? ''}`;
    const known = this.#open.get(key);
    const kept = this.#open.has(key) && (known === undefined || known.units.weight <= this.#maxWeight);
    const analysis = kept ? known : this.#start(at, target, more);
    this.#open.delete(key);
    this.#open.set(key, analysis);
    for (const oldest of this.#open.keys()) {
      if (this.#open.size <= MAX_ANALYSES && this.#weight() <= this.#maxWeight) break;
      if (oldest !== key) this.#open.delete(oldest);
    }
    return analysis;
  }

  #weight(): number {
    let sum = 0;
    for (const analysis of this.#open.values()) sum += analysis?.units.weight ?? 0;
    return sum;
  }

  #start(at: string, target: string | undefined, more: AnalysisOptions): Analysis | undefined {
    const options = { ...this.#options, ...more, ...(target !== undefined && { target }) };
    const analysis = Analysis.open(this.#platform, at, options);
    return isUnknown(analysis) ? undefined : analysis;
  }
}

/** Whether a change of this file may change what projects consist of. */
export function shapesProjects(path: string): boolean {
  const name = basename(path);
  const parent = basename(dirname(path));
  if (parent === '.cargo') return name === 'config.toml' || name === 'config';
  return ['Cargo.toml', 'Cargo.lock', 'rust-toolchain', 'rust-toolchain.toml'].includes(name);
}
