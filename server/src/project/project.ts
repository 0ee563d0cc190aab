import type { FileSystem } from '../base/fileSystem.ts';
import { ancestors, basename, dirname, join, normalize } from '../base/paths.ts';
import { isUnknown, type Unknown, unknown } from '../base/unknown.ts';
import { cargoHomeOf, configuredTarget, readCargoConfig } from './config/cargoConfig.ts';
import type { Environment, Project, Selection } from './crateGraph.ts';
import { CargoProject } from './graph/cargoProject.ts';
import { CrateConfiguration } from './graph/crateConfiguration.ts';
import { loneFileProject } from './loneFile.ts';
import { ManifestStore } from './manifest/manifestStore.ts';
import { selectMembers, unknownFeatures, usesNewResolver } from './manifest/selectedPackages.ts';
import { parseToml, stringAt, tableAt } from './manifest/toml.ts';
import { PackageGraph } from './packages/packageGraph.ts';
import { PackageSources } from './packages/packageSources.ts';
import { findSubstitutes, loadResolution } from './packages/resolutionLoader.ts';
import { RecordingFileSystem } from './recordingFileSystem.ts';

/**
 * Opens what a path names: a `.rs` file (one crate without cargo), a Cargo.toml, or the folder of a
 * package or a workspace. Reads manifests, lock file and configuration only, executes nothing.
 * Unknown where there is no such thing, or its manifest cannot be read.
 */
export function loadProject(
  files: FileSystem,
  path: string,
  selection: Selection,
  environment: Environment,
): Project | Unknown {
  const at = normalize(path);
  const wanted = selection.target;
  if (wanted !== undefined && environment.targetCfg(wanted) === undefined) {
    return unknown(`the target \`${wanted}\` is not known`);
  }
  if (at.endsWith('.rs')) {
    if (files.readFile(at) === undefined) return unknown(`${at} cannot be read as text`);
    return loneFileProject(at, selection, environment);
  }
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
  const problems: Unknown[] = [...config.problems];
  const named = selection.target ?? configuredTarget(config, environment);
  const target = named ?? environment.host;
  if (environment.targetCfg(target) === undefined) return unknown(`the target \`${target}\` is not known`);
  const members = selectMembers(store, workspaceRoot, folder, selection);
  if (isUnknown(members)) return members;
  if (members.length === 0) return unknown(`${join(folder, 'Cargo.toml')} has neither a package nor members`);

  const root = rootDocument === undefined ? undefined : { base: workspaceRoot, table: rootDocument };
  const substitutes = findSubstitutes(store, root, config);
  const sources = new PackageSources(fs, store, { config, cargoHome, folder });
  const resolution = loadResolution({ fs, store, sources, workspaceRoot, substitutes }, problems);
  const memberFolders = () => store.members(workspaceRoot);
  const packages = new PackageGraph({
    store,
    sources,
    resolution,
    workspaceRoot,
    substitutes,
    memberFolders,
  });
  const selected: string[] = [];
  for (const member of members) {
    const key = packages.keyOfFolder(member);
    if (isUnknown(key)) problems.push(key);
    else selected.push(key);
  }
  if (selected.length === 0) return problems.at(-1)!;
  const manifests = members.flatMap((member) => {
    const manifest = store.manifest(member);
    return isUnknown(manifest) ? [] : [manifest];
  });
  problems.push(...unknownFeatures(manifests, selection));
  if (!packages.isComplete)
    problems.push(unknown(`${join(workspaceRoot, 'Cargo.lock')} lacks packages of the workspace`));
  const configuration = new CrateConfiguration({
    ...{ fs, store, packages, config, environment, selection, workspaceRoot, rootDocument, target },
    isTargetNamed: named !== undefined,
  });
  return new CargoProject({
    ...{ store, packages, configuration, selection, workspaceRoot, selected, target, problems },
    newResolver: usesNewResolver(store, workspaceRoot),
    toolchain: readToolchain(fs, folder),
    inputs: () => fs.asked,
  });
}

/** The channel that `rust-toolchain.toml` or `rust-toolchain` names, looked for from a folder upward as rustup does. */
export function readToolchain(fs: FileSystem, folder: string): string | undefined {
  for (const at of ancestors(folder)) {
    for (const name of ['rust-toolchain', 'rust-toolchain.toml']) {
      const path = join(at, name);
      const text = fs.readFile(path);
      if (text === undefined) continue;
      const document = parseToml(path, text);
      const channel = isUnknown(document) ? undefined : stringAt(tableAt(document, 'toolchain'), 'channel');
      // The older file may hold the bare name.
      const bare = /^[\w.-]+$/.exec(text.trim())?.[0];
      if (channel !== undefined || bare !== undefined) return channel ?? bare;
    }
  }
  return undefined;
}
