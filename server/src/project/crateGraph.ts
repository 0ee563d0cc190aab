import type { CfgSet } from '../base/cfg.ts';
import type { TargetFacts } from '../base/targets.ts';
import type { Unknown } from '../base/unknown.ts';
import type { Toolchain } from './toolchain/toolchain.ts';
import type { ChosenTarget } from './triple/targetChoice.ts';

/**
 * The crates that a selection of packages builds, as cargo sees them: types only.
 *
 * The model. A *package* is a folder with a Cargo.toml; a *crate* is one target of a package (its
 * library, one of its binaries, …) compiled in one way. The same package can be compiled in two ways:
 * once for the target and once for the host (for build scripts and proc macros), with other features
 * and another cfg, so those are two crates with two ids. Nothing here is eager: a package's manifest
 * is opened when a question leads to it, and asking for a crate's features or cfg opens those
 * packages alone that can switch a feature of it on, that is, its dependents up to the roots.
 */

/** Names one crate within its project; opaque, stable while the manifests stay the same. */
export type CrateId = string;

export type Edition = '2015' | '2018' | '2021' | '2024';

export type CrateKind = 'lib' | 'bin' | 'example' | 'test' | 'bench' | 'proc-macro' | 'build-script';

/** Where a package came from. */
export type PackageOrigin = 'workspace' | 'path' | 'registry' | 'git' | 'vendored';

/** What a finished build of the user's left of a package's build script in `target/`. */
export interface BuildScriptOutput {
  /** The file read, `…/target/debug/build/NAME-HASH/output`. */
  readonly path: string;
  /** `OUT_DIR` of that run. */
  readonly outDir: string;
  /** `rustc-cfg` values as written: `foo` or `foo="bar"`. */
  readonly cfgs: readonly string[];
  /** `rustc-env` variables. */
  readonly env: ReadonlyMap<string, string>;
}

/**
 * A `mod` item that a crate is taken to have, for the sake of a file that none of its own leads to: one that cfg takes
 * away, or one that is not written yet.
 */
export interface ModuleLink {
  /** The file that the item stands in. */
  readonly file: string;
  readonly name: string;
  /** UTF-16 offset of the keyword of an item that is there; absent for one that is not. */
  readonly keyword?: number;
  /** Path of the module's file, where its name and place don't say it. */
  readonly path?: string;
}

export interface CrateInfo {
  readonly id: CrateId;
  /** The crate's identifier in Rust code, with `_` for `-`. */
  readonly name: string;
  readonly packageName: string;
  readonly version: string;
  /** Path of the crate's root file. */
  readonly root: string;
  /** Path of the folder that holds the manifest. */
  readonly packageRoot: string;
  /** Path of Cargo.toml; undefined for a lone .rs file. */
  readonly manifestPath: string | undefined;
  readonly edition: Edition;
  readonly kind: CrateKind;
  /** Whether it is compiled for the host (proc macros, build scripts and what only they use). */
  readonly forHost: boolean;
  /** The target it is compiled for. */
  readonly target: TargetFacts;
  /** The configuration options in force. */
  readonly cfg: CfgSet;
  /** Whether it is compiled as a test, with `cfg(test)`. */
  readonly isTest: boolean;
  /** Modules that it is taken to have; absent for a crate as cargo compiles it. */
  readonly links?: readonly ModuleLink[];
  /** Cargo features switched on, sorted. */
  readonly features: readonly string[];
  readonly isProcMacro: boolean;
  readonly hasBuildScript: boolean;
  readonly buildScriptOutput: BuildScriptOutput | undefined;
  /** Stands for `OUT_DIR` where no finished build is there; see {@link Environment.generatedFolder}. */
  readonly generatedFolder?: () => string | undefined;
  readonly origin: PackageOrigin;
  /** Variables for `env!` that cargo sets (`CARGO_PKG_VERSION`, …), with `OUT_DIR` where known. */
  readonly env: ReadonlyMap<string, string>;
}

/** One entry of a crate's extern prelude. */
export interface CrateDependency {
  /** The name in Rust code: the dependency's own crate name, or the one it was renamed to. */
  readonly name: string;
  /** The crate, or why it cannot be opened. */
  readonly crate: CrateId | Unknown;
}

export interface CrateGraph {
  /** The crates that the selected packages consist of, in the order of the members and their targets. */
  readonly roots: readonly CrateId[];
  /** The crate of an id that this graph handed out. */
  crate(id: CrateId): CrateInfo;
  /**
   * The crate that `externName` means in the extern prelude of a crate (std's crates are not looked
   * up here). Undefined when no dependency has this name; unknown when one has and cannot be opened.
   */
  dependency(id: CrateId, externName: string): CrateId | Unknown | undefined;
  /**
   * The crate that stands for `core`, `alloc`, `std` … where the standard library is read from source; absent where
   * what is known of it comes from facts.
   */
  sysroot?(name: string): CrateId | undefined;
  /** The whole extern prelude of a crate; opens the manifest of each direct dependency. */
  dependencies(id: CrateId): readonly CrateDependency[];
}

/** What the user asks to build; every part may be left out. */
export interface Selection {
  /** `--package`: names of workspace members. Default: as cargo chooses by the folder. */
  readonly packages?: readonly string[];
  /** `--workspace`: all members. */
  readonly workspace?: boolean;
  /** `--features`: `feat` or `member/feat`. */
  readonly features?: readonly string[];
  readonly allFeatures?: boolean;
  readonly noDefaultFeatures?: boolean;
  /** `--target`: a triple or a target file. Default: `build.target` of cargo's configuration, else the host. */
  readonly target?: string;
  /** What gave `target`, for people. Default `--target`. */
  readonly targetFrom?: string;
  /** `--profile`. Default `dev`. */
  readonly profile?: string;
  /** `-C panic` of a lone .rs file; a package's profile says so itself. Default: the target's. */
  readonly panic?: 'unwind' | 'abort';
  /** Edition of a lone .rs file. Default 2021. */
  readonly edition?: Edition;
  /**
   * Whether the workspace's own libraries and binaries are looked at as `cargo test` compiles them: with `cfg(test)` and
   * the dev-dependencies. What depends on them sees them without.
   */
  readonly test?: boolean;
  /** Further options for the roots and all dependencies, as rustc's `--cfg` takes them. */
  readonly cfgs?: readonly string[];
}

/** What cargo would read from the process, handed in as plain data. */
export interface Environment {
  /** The user's home folder; `.cargo` in it is cargo's home unless `cargoHome` is given. */
  readonly home?: string | undefined;
  readonly cargoHome?: string | undefined;
  /** Triple of this machine. */
  readonly host: string;
  /** Environment variables that cargo heeds (`RUSTFLAGS`, `CARGO_TARGET_DIR`, …). */
  readonly variables?: Readonly<Record<string, string | undefined>>;
  /** The options that rustc sets for a triple, one a line of `rustc --print cfg`; undefined if it is not known. */
  readonly targetCfg: (triple: string) => readonly string[] | undefined;
  /**
   * Decides an option that a package's build script may set, where something is known about that
   * script (it probes the compiler's version, say). Undefined leaves it unknown.
   */
  readonly decideBuildScriptCfg?: (question: BuildScriptCfgQuestion) => boolean | undefined;
  /**
   * A folder that stands for `OUT_DIR` where no build has made one: reading a file in it yields what the build
   * script would write there, and nothing where that isn't known.
   */
  readonly generatedFolder?: (question: BuildScriptQuestion) => string;
}

/** A build script that no finished build has run, and what it would be run with. */
export interface BuildScriptQuestion {
  readonly packageName: string;
  readonly version: string;
  /** The build script's text. */
  readonly script: string;
  /** Its path. */
  readonly path: string;
  /** Path of the package's folder. */
  readonly packageRoot: string;
  /** What the package is compiled for. */
  readonly target: TargetFacts;
  /** Options that `--cfg` flags add to the target's own. */
  readonly cfgs: readonly string[];
  /** Whether flags change the target's features or CPU, so that its list of features is not what it is by default. */
  readonly changesTargetFeatures: boolean;
  readonly features: readonly string[];
  /** The `links` keys of the packages that this one depends on; asked for late, as it opens their manifests. */
  readonly dependencyLinks: () => readonly string[];
  /** The environment's variables, with those of cargo's configuration (`[env]`). */
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/** One option that a build script may have set, for {@link Environment.decideBuildScriptCfg}. */
export interface BuildScriptCfgQuestion extends BuildScriptQuestion {
  readonly name: string;
  readonly value: string | undefined;
}

export interface Project {
  readonly graph: CrateGraph;
  /** The folder of the workspace's root manifest; the file's folder for a lone file. */
  readonly workspaceRoot: string;
  /** Manifest paths of all members of the workspace. */
  readonly members: readonly string[];
  /** What roots are compiled for but for procedural macros and build scripts, and what chose it. */
  readonly target: ChosenTarget;
  /** The toolchain that cargo would be taken from. */
  readonly toolchain: Toolchain;
  /** What is wrong with the manifests or the lock file, yet lets the rest work. */
  readonly problems: readonly Unknown[];
  /** Those of the problems that cargo would refuse to build with. */
  readonly refusals: readonly Unknown[];
  /** Every file that was read for the answers so far and whose change makes them stale. */
  readonly inputs: () => readonly string[];
  /** All crates asked about so far that a file may be a part of: what its change may change. */
  cratesTouchedBy(path: string): readonly CrateId[];
  /** The crates of the package that a file lies in, whether or not their roots' folders hold it; libraries first. */
  cratesOfPackage(path: string): readonly CrateId[];
  /** The crate as it is compiled for others to use, without `cfg(test)`; undefined where it is no unit test. */
  withoutTest(crate: CrateId): CrateId | undefined;
  /** The crate with modules that it is taken to have besides its own. */
  withLinks(crate: CrateId, links: readonly ModuleLink[]): CrateId;
  /**
   * The crates of the package that a file lies in (nearest Cargo.toml upward), likeliest first: the
   * crate whose root it is, else those whose root's folder holds it, library first. Which of them has
   * the file as a module is for name resolution to say.
   */
  crateOfFile(path: string): readonly CrateId[];
}
