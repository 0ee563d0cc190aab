import type { Disposable, WebviewPanel } from 'vscode';
import type { CursorPlace } from '../../shared/protocol.ts';
import type { FromAnyPage, ShowFollowing, ShowNothing } from '../../shared/webviewMessages.ts';
import { pageMessage } from './pageMessage.ts';
import { PlaceFollower } from './placeFollower.ts';
import { revealSource } from './revealSource.ts';

/** What a panel shows of a place; one for each panel, made by its kind. `To` and `From` are its own messages. */
export interface PanelContent<To, From> {
  /** Asks about a place. A text says why there is nothing to show; then the page keeps what it has. */
  ask(place: CursorPlace): Promise<Answer<To> | string>;
  /** Does what the page wants; `again` has the host ask about the place once more. */
  receive(message: From, again: () => Promise<void>): unknown;
  /** The panel goes to another line or file. */
  leave?(): void;
}

/** What to show: the title of the panel, and what the page draws. */
export interface Answer<To> {
  readonly title: string;
  readonly messages: readonly To[];
}

/** What a panel was about when the window was closed; see `PageState`. */
export interface Resumed {
  readonly place?: CursorPlace;
  readonly following?: boolean;
}

/**
 * Drives one webview panel that is about a place in the source: follows the cursor, asks anew when the text changes,
 * and shows the answer. A page that VS Code has thrown away while it was hidden gets the last answer at once.
 */
export class PanelHost<To extends object, From extends { readonly kind: string }> implements Disposable {
  readonly #panel: WebviewPanel;
  readonly #content: PanelContent<To, From>;
  readonly #follower: PlaceFollower;
  #isReady = false;
  /** Counts the questions, so that a late answer doesn't replace a newer one. */
  #question = 0;
  #shown: readonly To[] = [];

  constructor(
    panel: WebviewPanel,
    content: PanelContent<To, From>,
    { place, following }: Resumed,
    first?: From,
  ) {
    this.#panel = panel;
    this.#content = content;
    this.#follower = new PlaceFollower(
      place,
      () => this.#show(),
      () => content.leave?.(),
      following,
    );
    if (first !== undefined) content.receive(first, async () => undefined);
    panel.webview.onDidReceiveMessage((message: unknown) => {
      const valid = pageMessage(message);
      return valid && this.#receive(valid as FromAnyPage | From);
    });
    panel.onDidChangeViewState(() => this.#follower.refresh());
  }

  /** Shows another place; `first` is what the content is asked for before, as if the page did. */
  async show(place: CursorPlace, first?: From): Promise<void> {
    this.#follower.goTo(place);
    if (first !== undefined) this.#content.receive(first, async () => undefined);
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
    const answer = await this.#content.ask(place);
    if (question !== this.#question) return;
    if (typeof answer === 'string') return this.#post({ kind: 'nothing', reason: answer });
    this.#panel.title = answer.title;
    this.#shown = answer.messages;
    for (const message of answer.messages) this.#post(message);
  }

  #receive(message: FromAnyPage | From): unknown {
    if (!isForHost(message)) return this.#content.receive(message, () => this.#show());
    switch (message.kind) {
      case 'ready':
        this.#isReady = true;
        this.#post({ kind: 'following', following: this.#follower.following });
        for (const shown of this.#shown) this.#post(shown);
        return this.#show();
      case 'select':
        return revealSource(message.place);
      case 'setFollowing':
        return this.#follower.setFollowing(message.following);
    }
  }

  #post(message: To | ShowNothing | ShowFollowing): void {
    this.#panel.webview.postMessage(message);
  }
}

const hostKinds: readonly string[] = ['ready', 'select', 'setFollowing'] satisfies FromAnyPage['kind'][];

const isForHost = (message: { readonly kind: string }): message is FromAnyPage =>
  hostKinds.includes(message.kind);
