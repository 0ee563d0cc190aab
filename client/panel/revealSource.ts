import { Range, type Uri, ViewColumn, window, workspace } from 'vscode';
import type { SourcePlace } from '../../shared/layoutView.ts';

/**
 * Selects a piece of a file in the editor. The server names files by their paths; they lie where the document lies that
 * the question was about (`beside`), be it the disk or a virtual workspace.
 */
export async function revealSource({ path, start, end }: SourcePlace, beside: Uri): Promise<void> {
  const uri = beside.with({ path: path.startsWith('/') ? path : `/${path}`, query: '', fragment: '' });
  const document = await workspace.openTextDocument(uri);
  const selection = new Range(document.positionAt(start), document.positionAt(end));
  const shown = window.visibleTextEditors.find((editor) => editor.document.uri.toString() === uri.toString());
  await window.showTextDocument(document, { selection, viewColumn: shown?.viewColumn ?? ViewColumn.One });
}
