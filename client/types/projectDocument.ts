import { type Uri, window, workspace } from 'vscode';

/**
 * A Rust document of the project that the user is in: the one in the active editor, another one that is open, else the
 * first crate root in the workspace, which is opened without being shown.
 */
export async function projectDocument(): Promise<Uri | undefined> {
  const active = window.activeTextEditor?.document;
  const open = [
    active,
    ...window.visibleTextEditors.map(({ document }) => document),
    ...workspace.textDocuments,
  ];
  const rust = open.find((document) => document?.languageId === 'rust' && !document.isClosed);
  if (rust !== undefined) return rust.uri;
  const roots = await workspace.findFiles('**/src/{lib,main}.rs', '**/{target,node_modules}/**', 50);
  const [first] = roots.toSorted((a, b) => a.path.length - b.path.length || (a.path < b.path ? -1 : 1));
  if (first === undefined) return undefined;
  await workspace.openTextDocument(first);
  return first;
}
