import { type CfgSet, evaluateCfg, parseCfg } from '../base/cfg.ts';
import { isUnknown } from '../base/unknown.ts';

/** What a build script can find out about its surroundings, as plain data. */
export interface ScriptWorld {
  /** `1.95.0` or `1.97.0-nightly`. */
  readonly release: string;
  /** The triple that the package is compiled for. */
  readonly target: string;
  readonly host: string;
  /** The target's cfg options as `rustc --print cfg` lists them, and those of `--cfg` flags. */
  readonly targetOptions: readonly string[];
  /** Whether flags change the target's features, so that they are not those listed. */
  readonly changesTargetFeatures?: boolean;
  /** The cfg that the script itself is compiled with: the host's, and the package's features. */
  readonly ownCfg: CfgSet;
  readonly packageName: string;
  readonly version: string;
  readonly features: readonly string[];
  /** The `links` keys of the packages that this one depends on: their scripts can set `DEP_LINKS_…` for this one. */
  readonly dependencyLinks?: () => readonly string[];
  /** The user's environment. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** A file of the package, by its path relative to the package's folder. */
  readFile(path: string): string | undefined;
}

/** What `OUT_DIR` is in a script that is read: a name that no path has, so that paths in it are told from others. */
export const OUT_DIR = '<OUT_DIR>';

export function isNightly(world: ScriptWorld): boolean {
  return /nightly|dev/.test(world.release);
}

/** What `rustc --version` (verbose: `-vV`) prints. The commit is not known, nor does a script care. */
export function versionText(world: ScriptWorld, verbose: boolean): string {
  const line = `rustc ${world.release} (000000000 2026-01-01)\n`;
  if (!verbose) return line;
  const facts = ['commit-hash: unknown', 'commit-date: 2026-01-01', `host: ${world.host}`];
  const versions = [`release: ${world.release}`, `LLVM version: ${llvmOf(world.release)}.1.0`];
  return `${line}${['binary: rustc', ...facts, ...versions].join('\n')}\n`;
}

/** The LLVM that rust-lang.org's builds of a release hold; those of distributions mostly hold the same. */
function llvmOf(release: string): number {
  const minor = Number(release.split('.')[1]);
  const since = [95, 91, 87, 82, 78, 73, 70, 65].findIndex((first) => minor >= first);
  return since < 0 ? 14 : 22 - since;
}

/** Values of a `CARGO_CFG_…` variable: `target_os`, or undefined when the option isn't set. */
function cfgVariable(world: ScriptWorld, name: string): string | undefined {
  const values = world.targetOptions.flatMap((option) => {
    const [, key, value] = /^([\w]+)(?:="(.*)")?$/.exec(option) ?? [];
    return key === name ? [value ?? ''] : [];
  });
  if (name === 'panic' && values.length === 0) return 'unwind';
  return values.length > 0 ? values.join(',') : undefined;
}

/**
 * Whether it is open if a variable is set: those that the build scripts of dependencies hand on (Cargo Book, "The
 * `links` Manifest Key"), and what depends on cargo's configuration.
 */
export function maybeSet(world: ScriptWorld, name: string): boolean {
  if (/^(CARGO_MANIFEST_LINKS|CARGO_MAKEFLAGS|RUSTC_LINKER)$/.test(name)) return true;
  if (!name.startsWith('DEP_')) return false;
  return (world.dependencyLinks?.() ?? []).some((key) =>
    name.startsWith(`DEP_${key.toUpperCase().replaceAll('-', '_')}_`),
  );
}

/**
 * An environment variable as cargo sets it for build scripts (Cargo Book, "Environment variables cargo sets for
 * build scripts"): its value, undefined when it is not set, null when its value can't be known.
 */
export function environmentVariable(world: ScriptWorld, name: string): string | undefined | null {
  if (name.startsWith('CARGO_FEATURE_')) {
    const wanted = name.slice('CARGO_FEATURE_'.length);
    const spelled = (feature: string) => feature.toUpperCase().replaceAll('-', '_');
    return world.features.some((f) => spelled(f) === wanted) ? '1' : undefined;
  }
  if (name === 'CARGO_CFG_TARGET_FEATURE' && world.changesTargetFeatures) return null;
  if (name.startsWith('CARGO_CFG_')) return cfgVariable(world, name.slice('CARGO_CFG_'.length).toLowerCase());
  const [major = '0', minor = '0', patch = '0'] = world.version.split(/[.+-]/);
  const known: Readonly<Record<string, string | null>> = {
    TARGET: world.target,
    HOST: world.host,
    RUSTC: 'rustc',
    CARGO: 'cargo',
    PROFILE: 'debug',
    OPT_LEVEL: '0',
    DEBUG: 'true',
    NUM_JOBS: null,
    OUT_DIR,
    CARGO_MANIFEST_DIR: '.',
    CARGO_PKG_NAME: world.packageName,
    CARGO_PKG_VERSION: world.version,
    CARGO_PKG_VERSION_MAJOR: major,
    CARGO_PKG_VERSION_MINOR: minor,
    CARGO_PKG_VERSION_PATCH: patch,
    CARGO_ENCODED_RUSTFLAGS: world.variables.RUSTFLAGS === undefined ? '' : null,
  };
  if (name in known) return known[name];
  return /^(CARGO_PKG_|CARGO_MANIFEST_PATH$|RUSTDOC$)/.test(name) ? null : world.variables[name];
}

/** All variables that a script can list: cargo's own as far as they are told, and the user's. */
export function environmentVariables(world: ScriptWorld): ReadonlyMap<string, string> {
  const options = world.targetOptions.flatMap((option) => /^\w+/.exec(option) ?? []);
  const names = [
    ...Object.keys(world.variables),
    ...world.features.map((f) => `CARGO_FEATURE_${f.toUpperCase().replaceAll('-', '_')}`),
    ...options.map((name) => `CARGO_CFG_${name.toUpperCase()}`),
  ];
  return new Map(
    names.flatMap((name) => {
      const value = environmentVariable(world, name);
      return typeof value === 'string' ? [[name, value] as const] : [];
    }),
  );
}

/** `cfg!(…)` in the script; undefined when it can't be told. */
export function ownCfgHolds(world: ScriptWorld, predicate: string): boolean | undefined {
  const parsed = parseCfg(predicate);
  if (isUnknown(parsed)) return undefined;
  const truth = evaluateCfg(parsed, world.ownCfg);
  return isUnknown(truth) ? undefined : truth;
}

/** Whether the target (or the package, for a feature) has a cfg option. */
export function targetOption(
  world: ScriptWorld,
  name: string,
  value: string | undefined,
): boolean | undefined {
  if (name === 'feature') return world.features.includes(value ?? '');
  if (name === 'target_feature' && world.changesTargetFeatures) return undefined;
  if (name === 'debug_assertions') return true;
  if (name === 'panic') return value === 'unwind';
  return world.targetOptions.includes(value === undefined ? name : `${name}="${value}"`);
}
