import type { Truth } from '../base/cfg.ts';
import { dirname } from '../base/paths.ts';
import { isUnknown } from '../base/unknown.ts';
import type { CrateId, CrateInfo, CrateKind, Edition } from '../project/crateGraph.ts';
import type { Analysis } from './analysis.ts';
import type { ReleaseChoice } from './chooseRelease.ts';

/** More features than this are not named in a line. */
const MAX_NAMES = 8;

/** All that a file's figures hold for, each part with where it comes from. */
export interface Ground {
  /** The package with its manifest; absent for a file without one. */
  readonly package?: { readonly name: string; readonly version: string; readonly manifest: string };
  readonly crate: { readonly name: string; readonly kind: CrateKind; readonly root: string };
  /** The file's module, `crate::a::b`. */
  readonly module: string;
  /** Why the crate does not have the file as it is: a sentence part. The figures are as if it had. */
  readonly unreached?: string;
  readonly edition: Edition;
  readonly features: readonly string[];
  readonly cfg: {
    /** Whether it is compiled as a test. */
    readonly test: boolean;
    /** Options that the user's settings or flags add. */
    readonly extra: readonly string[];
  };
  readonly profile: {
    readonly name: string;
    readonly debugAssertions: Truth;
    /** Whether a panic unwinds. */
    readonly unwinds: Truth;
  };
  readonly target: {
    readonly triple: string;
    /** LLVM's data layout string. */
    readonly dataLayout: string;
    readonly from: string;
  };
  readonly release: {
    /** As `1.95.0`. */
    readonly name: string;
    readonly from: string;
  };
  /** What is wrong with the project's files, yet lets the rest work: sentences. */
  readonly problems: readonly string[];
}

/** The ground of a file in a project; undefined where the file lies in no package of it. */
export function groundOf(analysis: Analysis, path: string): Ground | undefined {
  const place = analysis.placeOf(path);
  return place && groundOfCrate(analysis, place.crate, path, place.kind === 'unreached' ? place : undefined);
}

/** The ground of a crate, for its root or another file of it. */
export function groundOfCrate(
  analysis: Analysis,
  crate: CrateId,
  path?: string,
  unreached?: { readonly module: readonly string[]; readonly reason: string },
): Ground {
  const { project, release } = analysis;
  const info = project.graph.crate(crate);
  const file = path ?? info.root;
  const names = unreached ? ['crate', ...unreached.module] : moduleOf(analysis, crate, file);
  const { triple, dataLayout } = info.target;
  return {
    ...(info.manifestPath !== undefined && {
      package: { name: info.packageName, version: info.version, manifest: info.manifestPath },
    }),
    crate: { name: info.name, kind: info.kind, root: info.root },
    module: names.join('::'),
    ...(unreached && { unreached: unreached.reason }),
    edition: info.edition,
    features: info.features,
    cfg: { test: info.isTest, extra: analysis.options.cfgs ?? [] },
    profile: {
      name: analysis.options.profile ?? 'dev',
      debugAssertions: info.cfg.option('debug_assertions', undefined),
      unwinds: info.cfg.option('panic', 'unwind'),
    },
    target: { triple, dataLayout, from: targetOrigin(analysis, info) },
    release: { name: release.name, from: releaseOrigin(analysis, release) },
    problems: project.problems.map(({ reason }) => reason),
  };
}

function moduleOf(analysis: Analysis, crate: CrateId, path: string): readonly string[] {
  const place = analysis.snapshotOf(crate).resolver.scopeAt(crate, path, 0);
  const modules = place?.owners.filter(({ kind }) => kind === 'mod').toReversed() ?? [];
  return ['crate', ...modules.map(({ name }) => name)];
}

/** Host code is compiled for the host, whatever is built for. */
function targetOrigin({ project }: Analysis, { forHost, kind, target }: CrateInfo): string {
  if (!forHost || target.triple === project.target.facts.triple) return project.target.from;
  const what = kind === 'build-script' ? 'build scripts' : 'procedural macros and what they use';
  return `the host, which ${what} are compiled for`;
}

function releaseOrigin({ project }: Analysis, { from, describedAs }: ReleaseChoice): string {
  const { name, from: origin, file } = project.toolchain;
  const shown = describedAs === undefined ? '' : `; not described, shown as ${describedAs}`;
  if (from === 'chosen') return `the setting or flag${shown}`;
  if (name !== undefined) {
    const where = file === undefined ? '' : ` in ${file}`;
    return `the toolchain \`${name}\` (${origin}${where})${shown}`;
  }
  const found = 'the `rustc` on the search path';
  return `${from === 'installed' ? found : 'the newest known one, as no toolchain is found'}${shown}`;
}

/** The ground in a line: `thumbv7em-none-eabihf · rustc 1.95.0 · demo (lib, cfg(test)) · edition 2021 · features a, b`. */
export function groundLine(ground: Ground): string {
  const { target, release } = ground;
  return [target.triple, `rustc ${release.name}`, ...groundParts(ground)].join(' · ');
}

/** Crate, edition and features, in a few words each. */
export function groundParts({ crate, cfg, edition, features }: Ground): readonly string[] {
  const kind = crate.kind === 'build-script' ? 'build script' : crate.kind;
  const notes = [kind, ...(cfg.test ? ['cfg(test)'] : []), ...cfg.extra];
  return [
    `${crate.name} (${notes.join(', ')})`,
    `edition ${edition}`,
    ...(features.length > 0 ? [`features ${shortList(features)}`] : []),
  ];
}

/** A line has room for a few: `groundDetails` has all of them. */
function shortList(names: readonly string[]): string {
  if (names.length <= MAX_NAMES) return names.join(', ');
  return `${names.slice(0, MAX_NAMES - 1).join(', ')} and ${names.length - MAX_NAMES + 1} more`;
}

/** A sentence about a file that no crate has as it is; undefined where one has it. */
export function unreachedNote({ unreached, module, crate }: Ground): string | undefined {
  if (unreached === undefined) return undefined;
  return `Not part of the crate \`${crate.name}\` as it is: ${unreached}. Shown as its module \`${module}\`.`;
}

/** All parts, a line each, with where they come from. */
export function groundDetails(ground: Ground): readonly string[] {
  const { package: pkg, crate, cfg, profile, target, release } = ground;
  const truth = (value: Truth) => (isUnknown(value) ? `not known (${value.reason})` : value ? 'on' : 'off');
  const note = unreachedNote(ground);
  return [
    `Target ${target.triple}: ${target.from}`,
    `rustc ${release.name}: ${release.from}`,
    ...(pkg
      ? [`Package ${pkg.name} ${pkg.version} in ${dirname(pkg.manifest)}`]
      : ['No Cargo.toml above the file']),
    `Crate ${crate.name} (${crate.kind}), ${ground.module}, edition ${ground.edition}`,
    ...(note === undefined ? [] : [note]),
    `Features: ${ground.features.join(', ') || 'none'}`,
    `cfg(test) ${cfg.test ? 'on' : 'off'}${cfg.extra.length > 0 ? `; further options: ${cfg.extra.join(', ')}` : ''}`,
    `Profile ${profile.name}: debug assertions ${truth(profile.debugAssertions)}, unwinding ${truth(profile.unwinds)}`,
  ];
}
