import { isUnknown, type Unknown, unknown } from '../../base/unknown.ts';
import type { Selection } from '../crateGraph.ts';
import { parseFeatureValue } from './dependencyDeclarations.ts';
import type { Manifest } from './manifest.ts';
import type { ManifestStore } from './manifestStore.ts';
import { asTable, stringAt, stringsAt } from './toml.ts';

/** The members' folders that cargo would build when started in `folder` (Cargo Book, "Package Selection"). */
export function selectMembers(
  store: ManifestStore,
  root: string,
  folder: string,
  selection: Selection,
): readonly string[] | Unknown {
  if (selection.packages !== undefined && selection.packages.length > 0) {
    return namedMembers(store, root, selection.packages);
  }
  if (selection.workspace === true) return store.members(root);
  const document = store.document(root);
  const workspace = document === undefined || isUnknown(document) ? undefined : asTable(document.workspace);
  const defaults = stringsAt(workspace, 'default-members');
  if (folder === root && defaults !== undefined) return store.memberFolders(root, defaults);
  if (!isUnknown(store.manifest(folder))) return [folder];
  return store.members(root);
}

function namedMembers(
  store: ManifestStore,
  root: string,
  names: readonly string[],
): readonly string[] | Unknown {
  const members = store.members(root);
  const found: string[] = [];
  for (const name of names) {
    const folder = members.find((at) => {
      const manifest = store.manifest(at);
      return !isUnknown(manifest) && manifest.name === name;
    });
    if (folder === undefined) return unknown(`no member of the workspace in ${root} is named \`${name}\``);
    found.push(folder);
  }
  return found;
}

/**
 * The features that a selection asks of one selected member: all, or those named that it has (or
 * `member/feature`), with `default` unless that is switched off.
 */
export function requestedFeatures(manifest: Manifest, selection: Selection): readonly string[] {
  if (selection.allFeatures === true) return [...manifest.features.keys()];
  const named = (selection.features ?? [])
    .flatMap((list) => list.split(/[\s,]+/))
    .filter((name) => name !== '');
  const own = named.flatMap((text) => {
    const value = parseFeatureValue(text);
    if (value.kind === 'dependency-feature') {
      if (value.key === manifest.name) return [value.feature];
      return manifest.dependencies.some(({ key }) => key === value.key) ? [text] : [];
    }
    return value.kind === 'feature' && manifest.features.has(value.name) ? [value.name] : [];
  });
  return selection.noDefaultFeatures === true ? own : [...own, 'default'];
}

/** The names asked for that no selected member has. */
export function unknownFeatures(manifests: readonly Manifest[], selection: Selection): readonly Unknown[] {
  const named = (selection.features ?? [])
    .flatMap((list) => list.split(/[\s,]+/))
    .filter((name) => name !== '');
  const alone: Selection = { ...selection, noDefaultFeatures: true, allFeatures: false };
  return named
    .filter(
      (name) =>
        !manifests.some((manifest) => requestedFeatures(manifest, { ...alone, features: [name] }).length),
    )
    .map((name) => unknown(`none of the selected packages has a feature \`${name}\``));
}

/** Whether features are unified as by resolver 2 and 3 (Cargo Book, "Resolver versions"). */
export function usesNewResolver(store: ManifestStore, root: string): boolean {
  const document = store.document(root);
  if (document === undefined || isUnknown(document)) return false;
  const named =
    stringAt(asTable(document.workspace), 'resolver') ?? stringAt(asTable(document.package), 'resolver');
  if (named !== undefined) return named !== '1';
  const manifest = store.manifest(root);
  return !isUnknown(manifest) && (manifest.edition === '2021' || manifest.edition === '2024');
}
