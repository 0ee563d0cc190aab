import { type Disposable, env, type WebviewPanel } from 'vscode';
import type { LayoutView } from '../../shared/layoutView.ts';
import { type CursorPlace, type LayoutParams, requests } from '../../shared/protocol.ts';
import type { FromPage, ToPage } from '../../shared/webviewMessages.ts';
import type { Server } from '../server.ts';
import { ask } from './ask.ts';
import { PlaceFollower } from './placeFollower.ts';
import { revealSource } from './revealSource.ts';
import { savePicture } from './savePicture.ts';

/**
 * The layout panel: shows the type at a place, and does what the page asks for. The panel's webview is made and filled
 * by registerPanels.ts.
 */
export class LayoutPanel implements Disposable {
  readonly #panel: WebviewPanel;
  readonly #server: Server;
  readonly #follower: PlaceFollower;
  #typeArguments: readonly string[] = [];
  /** The target to compare with. */
  #comparison: string | undefined;
  #isReady = false;
  /** Counts the questions, so that a late answer doesn't replace a newer one. */
  #question = 0;

  constructor(panel: WebviewPanel, server: Server, place: CursorPlace | undefined) {
    this.#panel = panel;
    this.#server = server;
    const onLeave = () => {
      this.#typeArguments = [];
    };
    this.#follower = new PlaceFollower(place, () => this.#show(), onLeave);
    panel.webview.onDidReceiveMessage((message: FromPage) => this.#receive(message));
    panel.onDidChangeViewState(() => this.#follower.refresh());
  }

  /** Shows the type at another place. */
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
    const params = { ...place, typeArguments: this.#typeArguments };
    const target = this.#comparison;
    const [view, other] = await Promise.all([
      this.#ask(params),
      target === undefined ? undefined : this.#ask({ ...params, target }),
    ]);
    if (question !== this.#question) return;
    if (typeof view === 'string') return this.#post({ kind: 'nothing', reason: view });
    this.#panel.title = `Layout: ${view.root.name}`;
    this.#post({ kind: 'layout', view, place });
    if (target === undefined || other === undefined) return;
    this.#post({
      kind: 'comparison',
      target,
      ...(typeof other === 'string' ? { reason: other } : { view: other }),
    });
  }

  #ask(params: LayoutParams): Promise<LayoutView | string> {
    const nothing = 'No type stands here. Put the cursor on a struct, enum, union, field or type.';
    return ask<LayoutView>(this.#server, requests.layout, params, nothing);
  }

  #receive(message: FromPage): unknown {
    switch (message.kind) {
      case 'ready':
        this.#isReady = true;
        this.#post({ kind: 'following', following: this.#follower.following });
        return this.#show();
      case 'select':
        return revealSource(message.place);
      case 'setFollowing':
        return this.#follower.setFollowing(message.following);
      case 'setTypeArguments':
        this.#typeArguments = message.typeArguments;
        return this.#show();
      case 'setComparison':
        this.#comparison = message.target;
        return this.#show();
      case 'save':
        return savePicture(message);
      case 'copy':
        return env.clipboard.writeText(message.text);
    }
  }

  #post(message: ToPage): void {
    this.#panel.webview.postMessage(message);
  }
}
