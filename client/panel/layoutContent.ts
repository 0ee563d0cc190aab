import { env } from 'vscode';
import type { LayoutView } from '../../shared/layoutView.ts';
import { type CursorPlace, type LayoutParams, requests } from '../../shared/protocol.ts';
import type { FromLayoutPage, ToLayoutPage } from '../../shared/webviewMessages.ts';
import type { Server } from '../server.ts';
import { ask } from './ask.ts';
import type { Answer, PanelContent } from './panelHost.ts';
import { savePicture } from './savePicture.ts';

/** The layout of the type at a place, with the arguments and the comparison that the page asks for. */
export class LayoutContent implements PanelContent<ToLayoutPage, FromLayoutPage> {
  readonly #server: Server;
  #typeArguments: readonly string[] = [];
  /** The target to compare with. */
  #comparison: string | undefined;

  constructor(server: Server) {
    this.#server = server;
  }

  leave(): void {
    this.#typeArguments = [];
  }

  async ask(place: CursorPlace): Promise<Answer<ToLayoutPage> | string> {
    const params = { ...place, typeArguments: this.#typeArguments };
    const target = this.#comparison;
    const [view, other] = await Promise.all([
      this.#ask(params),
      target === undefined ? undefined : this.#ask({ ...params, target }),
    ]);
    if (typeof view === 'string') return view;
    const messages: ToLayoutPage[] = [{ kind: 'layout', view, place }];
    if (target !== undefined && other !== undefined) {
      const answer = typeof other === 'string' ? { reason: other } : { view: other };
      messages.push({ kind: 'comparison', target, ...answer });
    }
    return { title: `Layout: ${view.root.name}`, messages };
  }

  receive(message: FromLayoutPage, again: () => Promise<void>): unknown {
    switch (message.kind) {
      case 'setTypeArguments':
        this.#typeArguments = message.typeArguments;
        return again();
      case 'setComparison':
        this.#comparison = message.target;
        return again();
      case 'save':
        return savePicture(message);
      case 'copy':
        return env.clipboard.writeText(message.text);
    }
  }

  #ask(params: LayoutParams): Promise<LayoutView | string> {
    const nothing = 'No type stands here. Put the cursor on a struct, enum, union, field or type.';
    return ask<LayoutView>(this.#server, requests.layout, params, nothing);
  }
}
