import { commands, type Disposable, window } from 'vscode';
import { type CursorPlace, showDropsCommand, showLayoutCommand } from '../shared/protocol.ts';
import { cursorPlace } from './cursorPlace.ts';
import { isInFunction } from './inFunction.ts';
import type { Panels } from './panel/registerPanels.ts';
import type { Server } from './server.ts';
import type { TypesView } from './types/typesView.ts';

/** The extension's commands. Links in hovers and hints call the first two with a place, the palette without one. */
export function registerCommands(server: Server, panels: Panels, types: TypesView): readonly Disposable[] {
  const atPlace = (show: (place: CursorPlace) => Promise<void>) => async (given?: unknown) => {
    const place = isPlace(given) ? given : cursorPlace(window.activeTextEditor);
    if (place !== undefined) await show(place);
    else window.showInformationMessage('Put the cursor into a Rust file first, on the type you want to see.');
  };
  return [
    commands.registerCommand(
      showLayoutCommand,
      atPlace((place) => panels.showLayout(place)),
    ),
    commands.registerCommand(
      showDropsCommand,
      atPlace(async (place) => {
        if (await isInFunction(server, place)) return panels.showDrops(place);
        window.showInformationMessage('No function stands here. Put the cursor into the body of a function.');
      }),
    ),
    commands.registerCommand('rustMemoryLayout.showTypes', () =>
      commands.executeCommand('rustMemoryLayout.types.focus'),
    ),
    commands.registerCommand('rustMemoryLayout.refreshTypes', () => types.refresh()),
    commands.registerCommand('rustMemoryLayout.restartServer', () => server.restart()),
    commands.registerCommand('rustMemoryLayout.showLog', () => server.showLog()),
  ];
}

/** The context menu calls commands with a `Uri`, and links with whatever their text says. */
function isPlace(value: unknown): value is CursorPlace {
  if (typeof value !== 'object' || value === null || !('uri' in value) || !('position' in value))
    return false;
  const { uri, position } = value;
  if (typeof uri !== 'string' || typeof position !== 'object' || position === null) return false;
  return (
    'line' in position &&
    Number.isInteger(position.line) &&
    'character' in position &&
    Number.isInteger(position.character)
  );
}
