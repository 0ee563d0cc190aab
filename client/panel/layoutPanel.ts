import {
  Disposable,
  env,
  type TextDocumentChangeEvent,
  type TextEditor,
  type WebviewPanel,
  window,
  workspace,
} from 'vscode';
import type { LayoutView } from '../../shared/layoutView.ts';
import { type CursorPlace, type LayoutParams, requests } from '../../shared/protocol.ts';
import { settingsSection } from '../../shared/settings.ts';
import type { FromPage, ToPage } from '../../shared/webviewMessages.ts';
import { cursorPlace } from '../cursorPlace.ts';
import type { Server } from '../server.ts';
import { Debouncer } from './debounce.ts';
import { revealSource } from './revealSource.ts';
import { savePicture } from './savePicture.ts';
import { shiftPosition } from './shiftPosition.ts';

const pauseMilliseconds = 120;

/**
 * The layout panel: shows the type at a place, follows the cursor and the typing, and does what the page asks for. The
 * panel's webview is made and filled by registerPanels.ts.
 */
export class LayoutPanel implements Disposable {
  readonly #panel: WebviewPanel;
  readonly #server: Server;
  readonly #refresh = new Debouncer(pauseMilliseconds, () => this.#show());
  readonly #listeners: Disposable;
  #place: CursorPlace | undefined;
  #typeArguments: readonly string[] = [];
  /** The target to compare with. */
  #comparison: string | undefined;
  #following: boolean;
  #isReady = false;
  /** Counts the questions, so that a late answer doesn't replace a newer one. */
  #question = 0;

  constructor(panel: WebviewPanel, server: Server, place: CursorPlace | undefined) {
    this.#panel = panel;
    this.#server = server;
    this.#place = place;
    this.#following = workspace.getConfiguration(settingsSection).get('panel.followCursor', true);
    this.#listeners = Disposable.from(
      panel.webview.onDidReceiveMessage((message: FromPage) => this.#receive(message)),
      window.onDidChangeTextEditorSelection(({ textEditor }) => this.#follow(textEditor)),
      window.onDidChangeActiveTextEditor((editor) => this.#follow(editor)),
      workspace.onDidChangeTextDocument((event) => this.#keepWith(event)),
      panel.onDidChangeViewState(() => this.#refresh.trigger()),
    );
  }

  /** Shows the type at another place. */
  async show(place: CursorPlace): Promise<void> {
    this.#place = place;
    this.#typeArguments = [];
    this.#panel.reveal(undefined, true);
    await this.#show();
  }

  dispose(): void {
    this.#listeners.dispose();
    this.#refresh.dispose();
  }

  /** Goes where the cursor went. A selection is left alone: a click in the picture has just selected its source. */
  #follow(editor: TextEditor | undefined): void {
    const place = cursorPlace(editor);
    if (!this.#following || place === undefined || !editor?.selection.isEmpty) return;
    if (place.uri !== this.#place?.uri || place.position.line !== this.#place.position.line)
      this.#typeArguments = [];
    this.#place = place;
    this.#refresh.trigger();
  }

  #keepWith({ document, contentChanges }: TextDocumentChangeEvent): void {
    if (document.languageId !== 'rust' || contentChanges.length === 0 || this.#place === undefined) return;
    if (document.uri.toString() === this.#place.uri) {
      this.#place = { ...this.#place, position: shiftPosition(this.#place.position, contentChanges) };
    }
    this.#refresh.trigger();
  }

  async #show(): Promise<void> {
    if (!this.#isReady || !this.#panel.visible || this.#place === undefined) return;
    const question = ++this.#question;
    const place = this.#place;
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

  /** The picture, or the reason why there is none. */
  async #ask(params: LayoutParams): Promise<LayoutView | string> {
    try {
      const view = await this.#server.request<LayoutView>(requests.layout, params);
      return view ?? 'No type stands here. Put the cursor on a struct, enum, union, field or type.';
    } catch (error) {
      return `The server could not answer: ${error instanceof Error ? error.message : String(error)}`;
    }
  }

  #receive(message: FromPage): unknown {
    switch (message.kind) {
      case 'ready':
        this.#isReady = true;
        this.#post({ kind: 'following', following: this.#following });
        return this.#show();
      case 'select':
        return revealSource(message.place);
      case 'setFollowing':
        this.#following = message.following;
        return this.#follow(window.activeTextEditor);
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
