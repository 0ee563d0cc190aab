import type { ExtensionContext } from 'vscode';
import type { CursorPlace } from '../../shared/protocol.ts';
import type { Server } from '../server.ts';

/** The panels, as the commands open them. */
export interface Panels {
  showLayout(place: CursorPlace): Promise<void>;
  showDrops(place: CursorPlace): Promise<void>;
}

export function registerPanels(_context: ExtensionContext, _server: Server): Panels {
  return { showLayout: async () => undefined, showDrops: async () => undefined };
}
