import type { FileSystem } from '../base/fileSystem.ts';
import { basename, dirname, join, normalize } from '../base/paths.ts';
import { isUnknown, type Unknown, unknown } from '../base/unknown.ts';
import { cargoHomeOf, readCargoConfig } from './config/cargoConfig.ts';
import type { Environment, Project, Selection } from './crateGraph.ts';
import { CargoProject } from './graph/cargoProject.ts';
import { CrateConfiguration } from './graph/crateConfiguration.ts';
import { loneFileProject } from './loneFile.ts';
import { ManifestStore } from './manifest/manifestStore.ts';
import { selectMembers, unknownFeatures, usesNewResolver } from './manifest/selectedPackages.ts';
import { PackageGraph } from './packages/packageGraph.ts';
import { PackageSources } from './packages/packageSources.ts';
import { findSubstitutes, loadResolution } from './packages/resolutionLoader.ts';
import { RecordingFileSystem } from './recordingFileSystem.ts';
import { loadRustProject } from './rustProject.ts';
import { chooseToolchain } from './toolchain/toolchain.ts';
import { chooseTarget, hostTarget } from './triple/targetChoice.ts';

/**
 * Opens what a path names: a `.rs` file (one crate without cargo), a Cargo.toml, the folder of a package or a workspace,
 * or a `rust-project.json`. Reads manifests, lock file and configuration only, executes nothing.
 * Unknown where there is no such thing, or its manifest cannot be read.
 */
export function loadProject(
  files: FileSystem,
  path: string,
  selection: Selection,
  environment: Environment,
): Project | Unknown {
  const at = normalize(path);
  if (at.endsWith('.rs')) {
    if (files.readFile(at) === undefined) return unknown(`${at} cannot be read as text`);
    return loneFileProject(files, at, selection, environment);
  }
  if (at.endsWith('.json')) return loadRustProject(files, at, selection, environment);
  const folder = basename(at) === 'Cargo.toml' ? dirname(at) : at;
  return loadCargoProject(new RecordingFileSystem(files), folder, selection, environment);
}

function loadCargoProject(
  fs: RecordingFileSystem,
  folder: string,
  selection: Selection,
  environment: Environment,
): Project | Unknown {
  const cargoHome = cargoHomeOf(environment);
  const store = new ManifestStore(fs, cargoHome);
  const document = store.document(folder);
  if (document === undefined) return unknown(`there is no Cargo.toml in ${folder}`);
  if (isUnknown(document)) return document;
  const workspaceRoot = store.workspaceRoot(folder) ?? folder;
  const rootDocument = store.document(workspaceRoot);
  if (rootDocument !== undefined && isUnknown(rootDocument)) return rootDocument;
  const config = readCargoConfig(fs, folder, environment);
  const toolchain = chooseToolchain(fs, folder, environment);
  const refusals: Unknown[] = [...config.problems, ...(toolchain.problem ? [toolchain.problem] : [])];
  const problems: Unknown[] = [];
  const selected = { selected: selection.target, selectedBy: selection.targetFrom ?? '--target' };
  const target = chooseTarget(fs, { ...selected, folder, config, environment, toolchain });
  if (isUnknown(target)) return target;
  const host = hostTarget(toolchain, environment);
  if (isUnknown(host)) return host;
  const members = selectMembers(store, workspaceRoot, folder, selection);
  if (isUnknown(members)) return members;
  if (members.length === 0) return unknown(`${join(folder, 'Cargo.toml')} has neither a package nor members`);

  const root = rootDocument === undefined ? undefined : { base: workspaceRoot, table: rootDocument };
  const substitutes = findSubstitutes(store, root, config);
  const sources = new PackageSources(fs, store, { config, cargoHome, folder });
  const resolution = loadResolution({ fs, store, sources, workspaceRoot, substitutes }, refusals);
  const localFolders = () => store.localFolders(workspaceRoot);
  const packages = new PackageGraph({
    store,
    sources,
    resolution,
    workspaceRoot,
    substitutes,
    localFolders,
  });
  const roots: string[] = [];
  for (const member of members) {
    const key = packages.keyOfFolder(member);
    if (isUnknown(key)) problems.push(key);
    else roots.push(key);
  }
  if (roots.length === 0) return problems.at(-1)!;
  const manifests = members.flatMap((member) => {
    const manifest = store.manifest(member);
    return isUnknown(manifest) ? [] : [manifest];
  });
  refusals.push(...unknownFeatures(manifests, selection));
  if (!packages.isComplete)
    problems.push(unknown(`${join(workspaceRoot, 'Cargo.lock')} lacks packages of the workspace`));
  const configuration = new CrateConfiguration({
    ...{ fs, store, packages, config, environment, selection, workspaceRoot, rootDocument },
    ...{ target: target.facts, host: host.facts, isTargetNamed: target.isNamed },
  });
  return new CargoProject({
    ...{ store, packages, configuration, selection, workspaceRoot, target, toolchain, refusals },
    problems: [...refusals, ...problems],
    selected: roots,
    newResolver: usesNewResolver(store, workspaceRoot),
    inputs: () => fs.asked,
  });
}
