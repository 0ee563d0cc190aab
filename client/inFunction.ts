import { commands, Disposable, type TextEditor, Uri, window, workspace } from 'vscode';
import { type CursorPlace, type InFunction, requests } from '../shared/protocol.ts';
import { cursorPlace } from './cursorPlace.ts';
import { Debouncer } from './panel/debounce.ts';
import type { Server } from './server.ts';

/** What menus ask for ("when" in package.json). */
const contextKey = 'rustMemoryLayout.inFunction';
const pauseMilliseconds = 60;

/** Keeps for the menus whether the cursor stands in a function, where there is an order of drops to show. */
export function keepInFunction(server: Server): Disposable {
  let place: CursorPlace | undefined;
  const tell = new Debouncer(pauseMilliseconds, async () => {
    const asked = place;
    const isIn = asked !== undefined && (await isInFunction(server, asked));
    if (asked === place) commands.executeCommand('setContext', contextKey, isIn);
  });
  const moved = (editor: TextEditor | undefined) => {
    const next = cursorPlace(editor);
    if (next?.uri === place?.uri && next?.position.line === place?.position.line) return;
    place = next;
    tell.trigger();
  };
  moved(window.activeTextEditor);
  return Disposable.from(
    tell,
    window.onDidChangeTextEditorSelection(({ textEditor }) => moved(textEditor)),
    window.onDidChangeActiveTextEditor(moved),
  );
}

/** Whether a place lies in a function with a body. */
export async function isInFunction(server: Server, place: CursorPlace): Promise<boolean> {
  await workspace.openTextDocument(Uri.parse(place.uri));
  const answer = await server.request<InFunction>(requests.inFunction, place).catch(() => null);
  return answer?.inFunction ?? false;
}
