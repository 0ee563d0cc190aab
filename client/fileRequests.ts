import { FileType, Uri, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type FileEntry, type FileParams, fileRequests } from '../shared/protocol.ts';

/**
 * Lets a server read, through the editor, the folders that it can't reach by itself: those of a virtual workspace, and
 * any at all for a server in a web worker. Only what lies in a folder of the workspace is given out.
 */
export function answerFileRequests(client: BaseLanguageClient): void {
  client.onRequest(fileRequests.readFile, ({ uri }: FileParams) => readFile(Uri.parse(uri)));
  client.onRequest(fileRequests.readDirectory, ({ uri }: FileParams) => readDirectory(Uri.parse(uri)));
}

async function readFile(uri: Uri): Promise<string | null> {
  if (!isInWorkspace(uri)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await workspace.fs.readFile(uri));
  } catch {
    return null;
  }
}

async function readDirectory(uri: Uri): Promise<readonly FileEntry[] | null> {
  if (!isInWorkspace(uri)) return null;
  try {
    const entries = await workspace.fs.readDirectory(uri);
    return entries.map(([name, type]) => ({ name, kind: type & FileType.Directory ? 'directory' : 'file' }));
  } catch {
    return null;
  }
}

const isInWorkspace = (uri: Uri): boolean => workspace.getWorkspaceFolder(uri) !== undefined;
