import { extensions, type Uri, workspace } from 'vscode';
import type { FileBefore } from '../../shared/crateTypes.ts';

/** What is used here of the interface that VS Code's own Git extension gives to others. */
interface GitApi {
  getRepository(uri: Uri): Repository | null;
}

interface Repository {
  readonly state: {
    readonly HEAD: { readonly commit?: string } | undefined;
    readonly workingTreeChanges: readonly Change[];
    readonly indexChanges: readonly Change[];
    readonly untrackedChanges?: readonly Change[];
  };
  show(ref: string, path: string): Promise<string>;
}

interface Change {
  readonly uri: Uri;
  readonly originalUri: Uri;
}

/** More changed files are not compared with the last commit. */
const MAX_FILES = 500;

/**
 * The Rust files that differ from the last commit, as that has them; those with unsaved edits too. Undefined where there
 * is no repository, no commit, or no Git in this editor: then nothing is known of the last commit.
 */
export async function filesAtHead(uri: Uri): Promise<readonly FileBefore[] | undefined> {
  const repository = await repositoryOf(uri);
  if (!repository?.state.HEAD?.commit) return undefined;
  const { workingTreeChanges, indexChanges, untrackedChanges = [] } = repository.state;
  const changed = new Map<string, Uri>();
  for (const change of [...workingTreeChanges, ...indexChanges, ...untrackedChanges]) {
    for (const at of [change.uri, change.originalUri]) changed.set(at.toString(), at);
  }
  for (const document of workspace.textDocuments) {
    if (document.isDirty && document.uri.scheme === 'file')
      changed.set(document.uri.toString(), document.uri);
  }
  const files = [...changed.values()].filter(({ path }) => /\.rs$|\/Cargo\.(toml|lock)$/.test(path));
  if (files.length > MAX_FILES) return undefined;
  return Promise.all(
    files.map(async (file) => ({ uri: file.toString(), text: await textAtHead(repository, file) })),
  );
}

/** Null for a file that the last commit doesn't have. */
async function textAtHead(repository: Repository, uri: Uri): Promise<string | null> {
  try {
    return await repository.show('HEAD', uri.fsPath);
  } catch {
    return null;
  }
}

async function repositoryOf(uri: Uri): Promise<Repository | undefined> {
  const git = extensions.getExtension<{ readonly enabled: boolean; getAPI(version: 1): GitApi }>(
    'vscode.git',
  );
  try {
    const exported = await git?.activate();
    return exported?.enabled ? (exported.getAPI(1).getRepository(uri) ?? undefined) : undefined;
  } catch {
    return undefined;
  }
}
