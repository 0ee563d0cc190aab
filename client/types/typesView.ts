import {
  CancellationTokenSource,
  commands,
  type Disposable,
  Disposable as Disposables,
  type ExtensionContext,
  Uri,
  type WebviewView,
  window,
  workspace,
} from 'vscode';
import type { CrateTypesDone, CrateTypesPart, SizesBefore, TypeRow } from '../../shared/crateTypes.ts';
import { notifications, requests } from '../../shared/protocol.ts';
import type { FromTypesPage, ToTypesPage } from '../../shared/webviewMessages.ts';
import { Debouncer } from '../panel/debounce.ts';
import { pageHtml } from '../panel/pageHtml.ts';
import type { Panels } from '../panel/registerPanels.ts';
import { revealSource, uriOfPath } from '../panel/revealSource.ts';
import { saveFile } from '../panel/savePicture.ts';
import type { Server } from '../server.ts';
import { filesAtHead } from './gitHead.ts';
import { projectDocument } from './projectDocument.ts';

const viewType = 'rustMemoryLayout.types';
/** After a file was saved, in milliseconds. */
const PAUSE = 800;

/** Registers "Types of the Crate" in the side bar. */
export function registerTypesView(context: ExtensionContext, server: Server, panels: Panels): TypesView {
  const dist = Uri.joinPath(context.extensionUri, 'dist');
  const types = new TypesView(server, panels, dist);
  context.subscriptions.push(types, window.registerWebviewViewProvider(viewType, types));
  return types;
}

/**
 * Drives the view: asks for the list when it is first seen, and again when a file was saved; a list that is being made
 * can be cancelled. What was found stays until the next list is complete, and outlives the page, which VS Code throws
 * away while the view is hidden.
 */
export class TypesView implements Disposable {
  readonly #server: Server;
  readonly #panels: Panels;
  readonly #dist: Uri;
  readonly #listeners: Disposable;
  readonly #saved = new Debouncer(PAUSE, () => this.refresh());
  #view: WebviewView | undefined;
  #question: CancellationTokenSource | undefined;
  #request = 0;
  #rows: TypeRow[] = [];
  #shown: readonly ToTypesPage[] = [];
  #isStale = true;

  constructor(server: Server, panels: Panels, dist: Uri) {
    this.#server = server;
    this.#panels = panels;
    this.#dist = dist;
    this.#listeners = Disposables.from(
      workspace.onDidSaveTextDocument(({ languageId, uri }) => {
        if (languageId !== 'rust' && !uri.path.endsWith('/Cargo.toml')) return;
        this.#isStale = true;
        if (this.#view?.visible) this.#saved.trigger();
      }),
      server.onNotification(notifications.crateTypesPart, (part: CrateTypesPart) => this.#take(part)),
    );
  }

  resolveWebviewView(view: WebviewView): void {
    this.#view = view;
    view.webview.options = { enableScripts: true, localResourceRoots: [this.#dist] };
    view.webview.onDidReceiveMessage((message: FromTypesPage) => this.#receive(message));
    view.onDidChangeVisibility(() => view.visible && this.#isStale && this.refresh());
    view.onDidDispose(() => {
      this.#view = undefined;
      this.#cancel();
    });
    view.webview.html = pageHtml(view.webview, this.#dist, 'types', 'Types of the Crate');
  }

  dispose(): void {
    this.#cancel();
    this.#saved.dispose();
    this.#listeners.dispose();
  }

  /** Lists all types anew. */
  async refresh(): Promise<void> {
    if (this.#view === undefined) return;
    this.#cancel();
    const question = new CancellationTokenSource();
    this.#question = question;
    this.#isStale = false;
    const request = ++this.#request;
    this.#rows = [];
    this.#post({ kind: 'started' });
    const uri = await projectDocument();
    if (request !== this.#request) return;
    if (uri === undefined) return this.#end({ kind: 'noProject' });
    const [done, before] = await Promise.all([
      this.#ask<CrateTypesDone>(requests.crateTypes, { uri: uri.toString(), request }, question),
      this.#before(uri, question),
    ]);
    if (request !== this.#request) return;
    if (question.token.isCancellationRequested) return this.#end({ kind: 'cancelled', rows: this.#rows });
    if (done === null) return this.#end({ kind: 'noProject' });
    this.#end({ kind: 'types', rows: this.#rows, done, ...(before && { before }) });
  }

  /** What the types were like at the last commit; undefined where that isn't known. */
  async #before(uri: Uri, question: CancellationTokenSource): Promise<SizesBefore | 'same' | undefined> {
    const files = await filesAtHead(uri);
    if (files === undefined || files.length === 0) return files && 'same';
    const params = { uri: uri.toString(), files };
    return (await this.#ask<SizesBefore>(requests.typesBefore, params, question)) ?? undefined;
  }

  /** Null where the server has no answer, also where the text was changed while it looked. */
  async #ask<Result>(
    method: string,
    params: object,
    { token }: CancellationTokenSource,
  ): Promise<Result | null> {
    try {
      return await this.#server.request<Result>(method, params, token);
    } catch {
      return null;
    }
  }

  #take({ request, rows, progress }: CrateTypesPart): void {
    if (request !== this.#request) return;
    this.#rows.push(...rows);
    this.#post({ kind: 'part', rows, progress });
  }

  #end(message: ToTypesPage): void {
    this.#question = undefined;
    this.#shown = [message];
    this.#post(message);
  }

  #cancel(): void {
    this.#question?.cancel();
  }

  #receive(message: FromTypesPage): unknown {
    switch (message.kind) {
      case 'ready':
        for (const shown of this.#shown) this.#post(shown);
        return this.#isStale ? this.refresh() : undefined;
      case 'refresh':
        return this.refresh();
      case 'cancel':
        return this.#cancel();
      case 'select':
        return revealSource(message.place);
      case 'open':
        return this.#open(message.row);
      case 'saveList':
        return saveFile('types', 'json', message.data);
      case 'openFolder':
        return commands.executeCommand('workbench.action.files.openFolder');
    }
  }

  /** Shows a type's picture, and its definition in the editor. */
  async #open({ place, typeArguments }: TypeRow): Promise<void> {
    if (place === undefined) return;
    const document = await workspace.openTextDocument(uriOfPath(place.path));
    const position = document.positionAt(place.start);
    await revealSource(place, { preserveFocus: true });
    await this.#panels.showLayout({ uri: document.uri.toString(), position }, typeArguments);
  }

  #post(message: ToTypesPage): void {
    this.#view?.webview.postMessage(message);
  }
}
