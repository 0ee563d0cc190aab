import { dirname } from '../base/paths.ts';
import type { CrateId, CrateInfo, Project } from '../project/crateGraph.ts';
import { effectiveAttributes } from '../resolve/attributes/cfgAttributes.ts';
import type { SourceFiles } from '../resolve/model/inputs.ts';
import { type MissingLinks, missingLinks } from '../resolve/walk/missingLinks.ts';

/** Where a file stands among the crates of a project. */
export type FilePlace =
  | { readonly kind: 'reached'; readonly crate: CrateId }
  /** No crate has it as it is; `crate` is the likeliest one with it among its modules. */
  | {
      readonly kind: 'unreached';
      readonly crate: CrateId;
      /** Names of its module from the crate's root on, as its declaration or its path tells. */
      readonly module: readonly string[];
      /** Why no crate has it: a sentence part. */
      readonly reason: string;
    };

/** What finding a place takes. */
export interface PlaceInputs {
  readonly project: Project;
  readonly files: SourceFiles;
  /** Whether a file is a module of a crate. */
  readonly hasFile: (crate: CrateId, path: string) => boolean;
  /** The crate that the user looks at the file from, where one was chosen. */
  readonly chosen?: CrateId | undefined;
}

/** The crates that have a file as it is, the likeliest first. */
export function cratesWith(inputs: PlaceInputs, path: string): readonly CrateId[] {
  const { project } = inputs;
  const all = new Set([...project.crateOfFile(path), ...elsewhere(inputs, path)]);
  return [...all].filter((crate) => has(inputs, crate, path));
}

/**
 * The place of a file: the chosen crate, else the first of the likely crates that has it, else the one that would have it with the fewest
 * assumptions. Undefined where the file lies in no package of the project.
 */
export function findPlace(inputs: PlaceInputs, path: string): FilePlace | undefined {
  const { project, chosen } = inputs;
  const likely = project.crateOfFile(path);
  const isChosen = (crate: CrateId) => crate === chosen && has(inputs, crate, path);
  const reached =
    (chosen === undefined ? undefined : [...likely, ...elsewhere(inputs, path)].find(isChosen)) ??
    likely.find((crate) => has(inputs, crate, path)) ??
    elsewhere(inputs, path).find((crate) => has(inputs, crate, path));
  if (reached !== undefined) return { kind: 'reached', crate: reached };
  const hosts = likely.filter((crate) => mayHold(project.graph.crate(crate)));
  const all = hosts.length > 0 ? hosts : [...project.cratesOfPackage(path), ...likely];
  const ranked = all.map((crate) => ({ crate, missing: missingIn(inputs, crate, path) }));
  const best = ranked.toSorted((a, b) => assumptions(a.missing) - assumptions(b.missing))[0];
  if (best === undefined) return undefined;
  const { links, module, reason } = best.missing;
  return { kind: 'unreached', crate: project.withLinks(best.crate, links), module, reason };
}

function has(inputs: PlaceInputs, crate: CrateId, path: string): boolean {
  return inputs.hasFile(crate, path) && !isOff(inputs, crate, path);
}

/** Crates of the package whose roots lie elsewhere, and name files by their paths: `#[path = "../src/a.rs"] mod a;`. */
function elsewhere({ project, files }: PlaceInputs, path: string): readonly CrateId[] {
  const near = new Set(project.crateOfFile(path));
  const namesPaths = (crate: CrateId) => /\bpath\s*=/.test(files.text(project.graph.crate(crate).root) ?? '');
  return project.cratesOfPackage(path).filter((crate) => !near.has(crate) && namesPaths(crate));
}

/** Whether a module's file takes itself away: `#![cfg(windows)]`. */
function isOff({ project, files }: PlaceInputs, crate: CrateId, path: string): boolean {
  const attributes = files.unit(path)?.innerAttributes ?? [];
  const { cfg, root } = project.graph.crate(crate);
  return root !== path && !effectiveAttributes(attributes, cfg).active;
}

function missingIn({ project, files, hasFile }: PlaceInputs, crate: CrateId, path: string): MissingLinks {
  return missingLinks(project.graph.crate(crate), path, files, (other) => hasFile(crate, other));
}

/** A build script beside Cargo.toml has the whole package in its folder, and nothing of it. */
function mayHold({ kind, root, packageRoot }: CrateInfo): boolean {
  return kind !== 'build-script' || dirname(root) !== packageRoot;
}

/** A module that cfg takes away is sure to belong there, one in a folder of the crate's modules likely. */
function assumptions({ links, module }: MissingLinks): number {
  const last = links.at(-1);
  if (last?.keyword !== undefined) return 0;
  return module.length > 1 && last?.path === undefined ? 1 : 2;
}
