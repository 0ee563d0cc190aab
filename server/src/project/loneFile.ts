import { basename, dirname } from '../base/paths.ts';
import { crateCfgSet, readCfgOptions } from './config/cfgOptions.ts';
import { readFlags } from './config/rustflags.ts';
import type { CrateInfo, Environment, Project, Selection } from './crateGraph.ts';

/** A project of one file, compiled as `rustc FILE` does: no dependencies, no cargo. */
export function loneFileProject(path: string, selection: Selection, environment: Environment): Project {
  const target = selection.target ?? environment.host;
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
    kind: 'lib',
    forHost: false,
    target,
    cfg: crateCfgSet({
      target: readCfgOptions(environment.targetCfg(target) ?? []),
      flags: readFlags([]),
      cfgs: selection.cfgs ?? [],
      features: new Set(selection.features),
      isTest: false,
      isProcMacro: false,
      debugAssertions: true,
      overflowChecks: true,
      panic: undefined,
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
    target,
    toolchain: undefined,
    problems: [],
    inputs: () => [path],
    crateOfFile: (file) => (file === path ? [crate.id] : []),
  };
}
