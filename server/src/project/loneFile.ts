import type { FileSystem } from '../base/fileSystem.ts';
import { basename, dirname } from '../base/paths.ts';
import { isUnknown, type Unknown } from '../base/unknown.ts';
import { crateCfgSet } from './config/cfgOptions.ts';
import { readFlags } from './config/rustflags.ts';
import type { CrateInfo, Environment, Project, Selection } from './crateGraph.ts';
import { chooseToolchain } from './toolchain/toolchain.ts';
import { chooseTarget } from './triple/targetChoice.ts';

/**
 * A project of one file, compiled as `rustc FILE` does: no dependencies, no cargo, and so no configuration of cargo's.
 * Unknown where the target that is asked for is none.
 */
export function loneFileProject(
  files: FileSystem,
  path: string,
  selection: Selection,
  environment: Environment,
): Project | Unknown {
  const folder = dirname(path);
  const toolchain = chooseToolchain(files, folder, environment);
  const chosen = chooseTarget(files, {
    selected: selection.target,
    selectedBy: selection.targetFrom ?? '--target',
    folder,
    config: { files: [], problems: [] },
    environment: { ...environment, variables: {} },
    toolchain,
  });
  if (isUnknown(chosen)) return chosen;
  const target = chosen.facts;
  const name = basename(path).replace(/\.rs$/, '').replaceAll('-', '_');
  const crate: CrateInfo = {
    id: path,
    name,
    packageName: name,
    version: '0.0.0',
    root: path,
    packageRoot: dirname(path),
    manifestPath: undefined,
    edition: selection.edition ?? '2021',
    isTest: false,
    kind: 'lib',
    forHost: false,
    target,
    cfg: crateCfgSet({
      target,
      flags: readFlags([]),
      cfgs: selection.cfgs ?? [],
      features: new Set(selection.features),
      isTest: false,
      isProcMacro: false,
      debugAssertions: true,
      overflowChecks: true,
      panic: selection.panic,
      scriptCfgs: [],
      fromScript: () => false,
    }),
    features: [...(selection.features ?? [])].sort(),
    isProcMacro: false,
    hasBuildScript: false,
    buildScriptOutput: undefined,
    origin: 'workspace',
    env: new Map(),
  };
  return {
    graph: {
      roots: [crate.id],
      crate: () => crate,
      dependency: () => undefined,
      dependencies: () => [],
    },
    workspaceRoot: dirname(path),
    members: [],
    target: chosen,
    toolchain,
    refusals: [],
    problems: toolchain.problem ? [toolchain.problem] : [],
    inputs: () => [path],
    cratesTouchedBy: (file) => (file === path ? [crate.id] : []),
    cratesOfPackage: () => [],
    withLinks: (id) => id,
    withoutTest: () => undefined,
    crateOfFile: (file) => (file === path ? [crate.id] : []),
  };
}
