import type { CfgSet, Truth } from '../../base/cfg.ts';
import type { FileSystem } from '../../base/fileSystem.ts';
import { join } from '../../base/paths.ts';
import type { TargetFacts } from '../../base/targets.ts';
import { unknown } from '../../base/unknown.ts';
import { type CargoConfig, configPath, configString, configuredVariables } from '../config/cargoConfig.ts';
import { crateCfgSet, targetCfgSet } from '../config/cfgOptions.ts';
import { profileSettings } from '../config/profiles.ts';
import { type CompilerFlags, platformHolds, readFlags, rustflags } from '../config/rustflags.ts';
import type {
  BuildScriptOutput,
  BuildScriptQuestion,
  CrateInfo,
  Environment,
  Selection,
} from '../crateGraph.ts';
import type { ManifestStore } from '../manifest/manifestStore.ts';
import type { TomlTable } from '../manifest/toml.ts';
import type { OpenPackage, PackageGraph } from '../packages/packageGraph.ts';
import { findBuildScriptOutput } from './buildScript.ts';
import { BuildScriptTexts } from './buildScriptTexts.ts';
import type { CrateRecord } from './cargoCrateGraph.ts';

/** What all crates of a project share. */
export interface ConfigurationInput {
  readonly fs: FileSystem;
  readonly store: ManifestStore;
  readonly packages: PackageGraph;
  readonly config: CargoConfig;
  readonly environment: Environment;
  readonly selection: Selection;
  readonly workspaceRoot: string;
  readonly rootDocument: TomlTable | undefined;
  readonly target: TargetFacts;
  /** That of the host's code: the toolchain's own, and what it is not known to be. */
  readonly host: TargetFacts;
  /** Whether a target was named, so that host code gets no compiler flags and builds lie in a folder per triple. */
  readonly isTargetNamed: boolean;
}

interface Side {
  readonly facts: TargetFacts;
  readonly triple: string;
  readonly flags: CompilerFlags;
  readonly platform: CfgSet;
}

/** Works out how each crate is compiled: its cfg, features, environment, and its build script's output. */
export class CrateConfiguration {
  readonly #input: ConfigurationInput;
  readonly #target: Side;
  readonly #host: Side;
  /** `[env]` of cargo's configuration, and the whole environment with it. */
  readonly #configured: ReadonlyMap<string, string>;
  readonly #variables: Readonly<Record<string, string | undefined>>;
  readonly #outputs = new Map<string, BuildScriptOutput | undefined>();
  readonly #scripts: BuildScriptTexts;

  constructor(input: ConfigurationInput) {
    this.#input = input;
    this.#scripts = new BuildScriptTexts(input);
    this.#configured = configuredVariables(input.config, input.environment);
    this.#variables = { ...input.environment.variables, ...Object.fromEntries(this.#configured) };
    this.#target = this.#side(input.target, true);
    this.#host = input.isTargetNamed ? this.#side(input.host, false) : this.#target;
  }

  #side(facts: TargetFacts, hasFlags: boolean): Side {
    const { config, environment } = this.#input;
    const { triple } = facts;
    const bare = targetCfgSet(facts, undefined);
    const flags = readFlags(hasFlags ? rustflags(config, environment, triple, bare) : []);
    return { facts, triple, flags, platform: targetCfgSet(facts, flags) };
  }

  /** Whether a `[target.…]` table's key holds for the target or the host. */
  isPlatformActive(platform: string, forHost: boolean): boolean {
    const side = forHost ? this.#host : this.#target;
    return platformHolds(platform, side.triple, side.platform);
  }

  /** Everything about one crate. */
  describe(record: CrateRecord): CrateInfo {
    const { open, target } = record;
    const { manifest } = open;
    const isHostCode = record.forHost || target.kind === 'build-script';
    const features = record.universe.unifier.features(open.key, record.forHost);
    const hasBuildScript = this.#input.store.buildScript(manifest) !== undefined;
    const output =
      hasBuildScript && target.kind !== 'build-script' ? this.#output(open, isHostCode) : undefined;
    const name = target.name.replaceAll('-', '_');
    const env = new Map([
      ...this.#configured,
      ...manifest.env,
      ['CARGO_CRATE_NAME', name] as const,
      ...(output?.env ?? []),
    ]);
    if (output !== undefined) env.set('OUT_DIR', output.outDir);
    const generatedFolder =
      hasBuildScript && output === undefined && target.kind !== 'build-script'
        ? () => this.#generatedFolder(open, isHostCode, features)
        : undefined;
    return {
      id: record.id,
      name,
      packageName: manifest.name,
      version: manifest.version,
      root: target.root,
      packageRoot: manifest.folder,
      manifestPath: manifest.path,
      edition: target.edition,
      kind: target.kind,
      forHost: isHostCode,
      target: (isHostCode ? this.#host : this.#target).facts,
      isTest: record.isTest,
      ...(record.links && { links: record.links }),
      cfg: this.#cfg(record, isHostCode, features, output),
      features,
      isProcMacro: target.kind === 'proc-macro',
      hasBuildScript,
      buildScriptOutput: output,
      ...(generatedFolder && { generatedFolder }),
      origin: open.origin,
      env,
    };
  }

  #cfg(
    record: CrateRecord,
    isHostCode: boolean,
    features: readonly string[],
    output: BuildScriptOutput | undefined,
  ): CfgSet {
    const { config, rootDocument: root, environment, selection } = this.#input;
    const sources = { root, config, environment };
    const { open, target } = record;
    const side = isHostCode ? this.#host : this.#target;
    const settings = profileSettings(sources, selection.profile ?? 'dev', {
      packageName: open.manifest.name,
      isMember: open.origin === 'workspace',
      forHost: isHostCode,
    });
    return crateCfgSet({
      ...settings,
      target: side.facts,
      flags: side.flags,
      cfgs: selection.cfgs ?? [],
      features: new Set(features),
      isTest: record.isTest,
      isProcMacro: target.kind === 'proc-macro',
      scriptCfgs: output?.cfgs,
      fromScript:
        target.kind === 'build-script'
          ? () => false
          : (name, value) => this.#fromScript(open, side, features, name, value),
    });
  }

  #fromScript(
    open: OpenPackage,
    side: Side,
    features: readonly string[],
    name: string,
    value: string | undefined,
  ): Truth {
    const { path, script } = this.#scripts.script(open);
    if (path === undefined) return false;
    if (!this.#scripts.emissions(open, path, script).canSet(name, value)) return false;
    const question = { ...this.#question(open, side, features, path, script), name, value };
    const decided = this.#input.environment.decideBuildScriptCfg?.(question);
    if (decided !== undefined) return decided;
    const shown = value === undefined ? name : `${name} = "${value}"`;
    return unknown(
      `the build script of \`${open.manifest.name}\` may set \`${shown}\`, and no finished build in the target folder says whether it does`,
    );
  }

  #question(
    open: OpenPackage,
    side: Side,
    features: readonly string[],
    path: string,
    script: string,
  ): BuildScriptQuestion {
    const { name: packageName, version, folder: packageRoot } = open.manifest;
    const { flags, facts: target } = side;
    const cfgs = [...flags.cfgs, ...(this.#input.selection.cfgs ?? [])];
    const changesTargetFeatures = flags.targetFeatures.size > 0 || flags.targetCpu !== undefined;
    const place = { packageName, version, script, path, packageRoot, target };
    const dependencyLinks = () => this.#scripts.dependencyLinks(open);
    return { ...place, cfgs, changesTargetFeatures, features, dependencyLinks, variables: this.#variables };
  }

  #generatedFolder(open: OpenPackage, isHostCode: boolean, features: readonly string[]): string | undefined {
    const { path, script } = this.#scripts.script(open);
    if (path === undefined) return undefined;
    const side = isHostCode ? this.#host : this.#target;
    return this.#input.environment.generatedFolder?.(this.#question(open, side, features, path, script));
  }

  #output(open: OpenPackage, forHost: boolean): BuildScriptOutput | undefined {
    const id = `${open.key}|${forHost}`;
    if (!this.#outputs.has(id)) this.#outputs.set(id, this.#findOutput(open, forHost));
    return this.#outputs.get(id);
  }

  #findOutput(open: OpenPackage, forHost: boolean): BuildScriptOutput | undefined {
    const { fs, packages, selection, target, isTargetNamed } = this.#input;
    const { name, version, folder } = open.manifest;
    const profile = selection.profile ?? 'dev';
    const own = profile === 'dev' || profile === 'test' ? 'debug' : profile === 'bench' ? 'release' : profile;
    const profiles = [...new Set([own, 'debug', 'release'])];
    const prefix = isTargetNamed && !forHost ? `${target.triple}/` : '';
    return findBuildScriptOutput(fs, {
      targetFolder: this.#targetFolder(),
      profileFolders: profiles.map((at) => `${prefix}${at}`),
      packageName: name,
      version,
      packageRoot: folder,
      isNameShared: packages.countOf(name) > 1,
    });
  }

  #targetFolder(): string {
    const { environment, config, workspaceRoot } = this.#input;
    const variable = environment.variables?.CARGO_TARGET_DIR ?? environment.variables?.CARGO_BUILD_TARGET_DIR;
    if (variable !== undefined) return configPath(variable, workspaceRoot);
    const configured = configString(config, 'build', 'target-dir');
    return configured === undefined
      ? join(workspaceRoot, 'target')
      : configPath(configured.value, configured.base);
  }
}
