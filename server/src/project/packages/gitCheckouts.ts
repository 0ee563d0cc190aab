import type { FileSystem } from '../../base/fileSystem.ts';
import { basename, join } from '../../base/paths.ts';
import { isUnknown } from '../../base/unknown.ts';
import { subfolders, withSubfolders } from '../manifest/globs.ts';
import type { ManifestStore } from '../manifest/manifestStore.ts';

/**
 * The folder of a package in cargo's checkout of the commit that the lock file names:
 * `git/checkouts/NAME-HASH/SHORT-COMMIT`, and in it wherever the package's manifest lies.
 */
export function findInCheckout(
  fs: FileSystem,
  store: ManifestStore,
  cargoHome: string,
  wanted: { readonly name: string; readonly version: string; readonly source: string },
): string | undefined {
  const [, url = '', commit = ''] = /^git\+([^?#]*)(?:\?[^#]*)?(?:#(.*))?$/.exec(wanted.source) ?? [];
  const repository = basename(url.replace(/\/$/, '')).replace(/\.git$/, '');
  const checkouts = subfolders(fs, join(cargoHome, 'git/checkouts')).filter((folder) =>
    basename(folder).toLowerCase().startsWith(`${repository.toLowerCase()}-`),
  );
  for (const checkout of checkouts.flatMap((folder) => subfolders(fs, folder))) {
    if (commit !== '' && !commit.startsWith(basename(checkout))) continue;
    const found = withSubfolders(fs, checkout).find((folder) => {
      if (store.document(folder) === undefined) return false;
      const manifest = store.manifest(folder);
      return !isUnknown(manifest) && manifest.name === wanted.name && manifest.version === wanted.version;
    });
    if (found !== undefined) return found;
  }
  return undefined;
}
