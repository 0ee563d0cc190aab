import { Range, Uri, ViewColumn, window, workspace } from 'vscode';
import type { SourcePlace } from '../../shared/layoutView.ts';

/** Selects a piece of a file in the editor, in the column that shows the file, or else the first. */
export async function revealSource(
  { path, start, end }: SourcePlace,
  options: { readonly preserveFocus?: boolean } = {},
): Promise<void> {
  const uri = uriOfPath(path);
  const document = await workspace.openTextDocument(uri);
  const selection = new Range(document.positionAt(start), document.positionAt(end));
  const shown = window.visibleTextEditors.find((editor) => editor.document.uri.toString() === uri.toString());
  const viewColumn = shown?.viewColumn ?? ViewColumn.One;
  await window.showTextDocument(document, { ...options, selection, viewColumn });
}

/**
 * The server names files of the disk by their paths, and other documents by `/@scheme/authority/path`, with `-` for an
 * empty authority and `.rs` behind the name of an unsaved one (server/src/lsp/paths.ts).
 */
export function uriOfPath(path: string): Uri {
  const [, scheme, authority, rest = ''] = /^\/@([^/]+)\/([^/]+)\/(.*)$/s.exec(path) ?? [];
  if (scheme === undefined) return Uri.file(path);
  if (scheme === 'untitled') return Uri.from({ scheme, path: rest.replace(/\.rs$/, '') });
  return Uri.from({ scheme, authority: authority === '-' ? '' : (authority ?? ''), path: `/${rest}` });
}
