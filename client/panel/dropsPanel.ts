import type { Disposable, WebviewPanel } from 'vscode';
import type { DropView } from '../../shared/dropView.ts';
import { type CursorPlace, requests } from '../../shared/protocol.ts';
import type { FromDropsPage, ToDropsPage } from '../../shared/webviewMessages.ts';
import type { Server } from '../server.ts';
import { ask } from './ask.ts';
import { PlaceFollower } from './placeFollower.ts';
import { revealSource } from './revealSource.ts';

/** The panel with the drop order of the function at a place; made and filled by registerPanels.ts. */
export class DropsPanel implements Disposable {
  readonly #panel: WebviewPanel;
  readonly #server: Server;
  readonly #follower: PlaceFollower;
  #isReady = false;
  /** Counts the questions, so that a late answer doesn't replace a newer one. */
  #question = 0;

  constructor(panel: WebviewPanel, server: Server, place: CursorPlace | undefined) {
    this.#panel = panel;
    this.#server = server;
    this.#follower = new PlaceFollower(place, () => this.#show());
    panel.webview.onDidReceiveMessage((message: FromDropsPage) => this.#receive(message));
    panel.onDidChangeViewState(() => this.#follower.refresh());
  }

  /** Shows the function at another place. */
  async show(place: CursorPlace): Promise<void> {
    this.#follower.goTo(place);
    this.#panel.reveal(undefined, true);
    await this.#show();
  }

  dispose(): void {
    this.#follower.dispose();
  }

  async #show(): Promise<void> {
    const { place } = this.#follower;
    if (!this.#isReady || !this.#panel.visible || place === undefined) return;
    const question = ++this.#question;
    const nothing = 'No function stands here. Put the cursor into the body of a function.';
    const view = await ask<DropView>(this.#server, requests.drops, place, nothing);
    if (question !== this.#question) return;
    if (typeof view === 'string') return this.#post({ kind: 'nothing', reason: view });
    this.#panel.title = `Drops: ${view.bodies[0]?.name ?? ''}`;
    this.#post({ kind: 'drops', view, place });
  }

  #receive(message: FromDropsPage): unknown {
    switch (message.kind) {
      case 'ready':
        this.#isReady = true;
        return this.#show();
      case 'select':
        return revealSource(message.place);
    }
  }

  #post(message: ToDropsPage): void {
    this.#panel.webview.postMessage(message);
  }
}
