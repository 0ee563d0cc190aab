import type { Disposable } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { notifications, type ServerStatus } from '../shared/protocol.ts';
import { answerFileRequests } from './fileRequests.ts';
import type { StatusItem } from './statusItem.ts';

/**
 * The language server as the rest of the client sees it: it can be asked, and started again. Owns the language client,
 * of which there is at most one that runs.
 */
export class Server implements Disposable {
  readonly #createClient: () => Promise<BaseLanguageClient>;
  readonly #status: StatusItem;
  #client: BaseLanguageClient | undefined;
  /** The last start: resolves when the server knows the open documents, which is a while after it runs. */
  #started: Promise<void> = Promise.resolve();

  constructor(createClient: () => Promise<BaseLanguageClient>, status: StatusItem) {
    this.#createClient = createClient;
    this.#status = status;
  }

  /** Resolves when the server answers requests; rejects with the reason, which the status item shows too. */
  start(): Promise<void> {
    this.#started = this.#start();
    return this.#started;
  }

  async #start(): Promise<void> {
    this.#status.showStarting();
    try {
      const client = await this.#createClient();
      this.#client = client;
      answerFileRequests(client);
      client.onNotification(notifications.status, (status: ServerStatus) => this.#status.show(status));
      await client.start();
      this.#status.showRunning();
    } catch (error) {
      this.#status.showFailed(error instanceof Error ? error.message : String(error));
      throw error;
    }
  }

  restart(): Promise<void> {
    this.#started = this.#restart();
    return this.#started;
  }

  async #restart(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    // A client that never came up can't be stopped, and need not be.
    if (client?.isRunning()) await client.stop();
    await client?.dispose();
    await this.#start();
  }

  /**
   * Asks the server, once it has started and has been told of the open documents. Null where it has no answer, or where
   * no server runs.
   */
  async request<Result>(method: string, params: object): Promise<Result | null> {
    await this.#started.catch(() => undefined);
    if (!this.#client?.isRunning()) return null;
    return this.#client.sendRequest<Result | null>(method, params);
  }

  showLog(): void {
    this.#client?.outputChannel.show();
  }

  async dispose(): Promise<void> {
    await this.#client?.dispose();
  }
}
