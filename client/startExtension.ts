import type { ExtensionContext } from 'vscode';
import { registerCommands } from './commands.ts';
import { followGround } from './ground.ts';
import { keepInFunction } from './inFunction.ts';
import { registerPanels } from './panel/registerPanels.ts';
import { type CreateClient, Server } from './server.ts';
import { StatusItem } from './statusItem.ts';
import { registerTypesView } from './types/typesView.ts';

/** What the extension gives to others, and to its tests. */
export interface ExtensionApi {
  /** Resolves when the server answers requests. */
  readonly ready: Promise<void>;
}

/** Puts the extension together, the same in Node and in a browser but for how the server is started. */
export async function startExtension(
  context: ExtensionContext,
  createClient: CreateClient,
): Promise<ExtensionApi> {
  const status = new StatusItem();
  const server = new Server(createClient, status);
  const panels = registerPanels(context, server);
  const types = registerTypesView(context, server, panels);
  context.subscriptions.push(
    status,
    server,
    keepInFunction(server),
    ...registerCommands(server, panels, types),
    ...followGround(server, status),
  );
  const ready = server.start();
  // A failed start stands in the status item. Whoever awaits `ready` hears of it too.
  ready.catch(() => undefined);
  return { ready };
}
