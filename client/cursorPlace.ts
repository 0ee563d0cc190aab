import type { TextEditor } from 'vscode';
import type { CursorPlace } from '../shared/protocol.ts';

/** Where the cursor stands, if in a Rust file. */
export function cursorPlace(editor: TextEditor | undefined): CursorPlace | undefined {
  if (editor?.document.languageId !== 'rust') return undefined;
  const { line, character } = editor.selection.active;
  return { uri: editor.document.uri.toString(), position: { line, character } };
}
