import { type CancellationToken, type Disposable, type LogOutputChannel, window } from 'vscode';
import type { BaseLanguageClient, ErrorHandler } from 'vscode-languageclient';
import { notifications, type ServerStatus } from '../shared/protocol.ts';
import { answerFileRequests } from './fileRequests.ts';
import { Restarts } from './restarts.ts';
import type { StatusItem } from './statusItem.ts';

/** A client that is not started yet, and what ends its server where that doesn't end by itself. */
export interface NewClient {
  readonly client: BaseLanguageClient;
  readonly end: () => void;
}

/** `log` outlives the client: the end of a server's process is noticed after its client has been given up. */
export type CreateClient = (errorHandler: ErrorHandler, log: LogOutputChannel) => Promise<NewClient>;

interface Current {
  readonly restarts: Restarts;
  /** Undefined while it is being made. */
  created?: NewClient;
}

/** A server that is no more reachable is not waited for longer than this, in milliseconds. */
const PATIENCE = 1500;

interface Listener {
  readonly method: string;
  readonly hear: (params: unknown) => void;
}

/**
 * The language server as the rest of the client sees it: it can be asked, and started again at any time. Owns the
 * language client, of which there is at most one that counts.
 */
export class Server implements Disposable {
  readonly #createClient: CreateClient;
  readonly #status: StatusItem;
  readonly #log = window.createOutputChannel('Rust Memory Layout', { log: true });
  readonly #listeners = new Set<Listener>();
  #current: Current | undefined;
  /** The last start: resolves when the server knows the open documents, which is a while after it runs. */
  #started: Promise<void> = Promise.resolve();

  constructor(createClient: CreateClient, status: StatusItem) {
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
    const current: Current = { restarts: this.#newRestarts() };
    this.#current = current;
    try {
      const created = await this.#createClient(current.restarts, this.#log);
      // Somebody has asked for another one meanwhile.
      if (this.#current !== current) return created.end();
      current.created = created;
      const { client } = created;
      answerFileRequests(client);
      for (const { method, hear } of this.#listeners) client.onNotification(method, hear);
      client.onNotification(notifications.status, (status: ServerStatus) => this.#status.show(status));
      await client.start();
      if (this.#current === current) this.#status.showRunning();
    } catch (error) {
      if (this.#current !== current) return;
      this.#status.showFailed(error instanceof Error ? error.message : String(error));
      throw error;
    }
  }

  #newRestarts(): Restarts {
    return new Restarts({
      trouble: (text) => {
        window.showWarningMessage(text, 'Show Log').then((chosen) => chosen && this.showLog());
      },
      pause: (milliseconds) => this.#status.showPause(milliseconds),
    });
  }

  /** Whatever the server is doing, or not: the one that there was is left to itself, and a new one started. */
  restart(): Promise<void> {
    const before = this.#current;
    this.#current = undefined;
    before?.restarts.abandon();
    this.#started = end(before?.created).then(() =>
      this.#current === undefined ? this.#start() : undefined,
    );
    return this.#started;
  }

  /**
   * Asks the server, once it has started and has been told of the open documents. Null where it has no answer, or where
   * no server runs.
   */
  async request<Result>(method: string, params: object, token?: CancellationToken): Promise<Result | null> {
    await this.#started.catch(() => undefined);
    const client = this.#current?.created?.client;
    if (!client?.isRunning()) return null;
    return token === undefined
      ? client.sendRequest<Result | null>(method, params)
      : client.sendRequest<Result | null>(method, params, token);
  }

  /** Hears what servers tell by themselves that are started from now on. */
  onNotification<Params>(method: string, hear: (params: Params) => void): Disposable {
    const listener: Listener = { method, hear: (params) => hear(params as Params) };
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  showLog(): void {
    this.#log.show();
  }

  async dispose(): Promise<void> {
    const before = this.#current;
    this.#current = undefined;
    before?.restarts.abandon();
    await end(before?.created);
    this.#log.dispose();
  }
}

/** Ends a server: in the order that the protocol has, or, where it doesn't answer or never came up, without it. */
async function end(created: NewClient | undefined): Promise<void> {
  if (!created) return;
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  await Promise.race([created.client.dispose(PATIENCE).catch(() => undefined), patience]);
  created.end();
}
