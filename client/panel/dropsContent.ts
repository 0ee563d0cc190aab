import type { DropView } from '../../shared/dropView.ts';
import { type CursorPlace, requests } from '../../shared/protocol.ts';
import type { ShowDrops } from '../../shared/webviewMessages.ts';
import type { Server } from '../server.ts';
import { ask } from './ask.ts';
import type { Answer, PanelContent } from './panelHost.ts';

/** The drop order of the function at a place. */
export class DropsContent implements PanelContent<ShowDrops, never> {
  readonly #server: Server;

  constructor(server: Server) {
    this.#server = server;
  }

  async ask(place: CursorPlace): Promise<Answer<ShowDrops> | string> {
    const nothing = 'No function stands here. Put the cursor into the body of a function.';
    const view = await ask<DropView>(this.#server, requests.drops, place, nothing);
    if (typeof view === 'string') return view;
    return { title: `Drops: ${view.bodies[0]?.name ?? ''}`, messages: [{ kind: 'drops', view, place }] };
  }

  receive(): void {
    // Its page asks for nothing that the host doesn't do.
  }
}
