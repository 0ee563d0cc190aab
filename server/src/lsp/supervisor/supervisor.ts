import type { Message, NotificationMessage, RequestMessage, ResponseMessage } from 'vscode-jsonrpc';
import { notifications, type ServerStatus } from '../../../../shared/protocol.ts';
import { capabilities } from '../capabilities.ts';
import { clientTraits } from '../clientTraits.ts';
import { Asides, type Cause } from './asides.ts';
import { type Clock, RunningEngine, type StartEngine } from './engineThread.ts';
import { limitOf } from './limits.ts';
import {
  capabilitiesOf,
  failure,
  isNotification,
  isRequest,
  isResponse,
  merged,
  notification,
  response,
  setAsideNotification,
  uriOf,
} from './messages.ts';
import { Mirror } from './mirror.ts';
import {
  cancelledAnswer,
  emptyAnswer,
  INVALID_REQUEST,
  NOT_INITIALIZED,
  nameOf,
  Questions,
} from './questions.ts';

/** The client, as far as the supervisor needs it. */
export interface Client {
  send(message: Message): void;
  /** It is gone, or said `exit`: the process ends. `orderly`: it said `shutdown` before. */
  exit(orderly: boolean): void;
}

/** How often the engine is looked after while it works, in milliseconds. */
const CHECK = 100;
/** An engine that ends so often without having answered anything is not started again. */
const MAX_FAILURES = 4;
const NOT_STARTED = 'The analysis could not be started.';
/** The id of the `initialize` request that the supervisor sends. */
const INITIALIZE = 'supervisor:initialize';

/**
 * The thread that speaks with the client. It holds what was said (documents, questions, settings), and hands everything
 * on to an engine in a thread of its own, which it watches: a question past its time or memory ends the engine, the
 * document is set aside, and a fresh engine gets the documents and the other questions. What the client says is
 * therefore always heard at once: `initialize`, `shutdown` and cancelled questions are answered here.
 */
export class Supervisor {
  readonly #client: Client;
  readonly #start: StartEngine;
  readonly #clock: Clock;
  readonly #mirror = new Mirror();
  readonly #questions = new Questions();
  readonly #asides: Asides;
  #engine: RunningEngine;
  #initialize: RequestMessage | undefined;
  #traits = clientTraits(undefined);
  #initialized: NotificationMessage | undefined;
  #configuration: NotificationMessage | undefined;
  #shutDown = false;
  /** The engine's own questions to the client, by the id under which they were sent on. */
  readonly #asked = new Map<string, { readonly engine: RunningEngine; readonly id: ResponseMessage['id'] }>();
  #asks = 0;
  #registered = false;
  #status: ServerStatus | undefined;
  /** Engines that ended in a row without an answer between. */
  #failures = 0;
  #stopWatching: (() => void) | undefined;

  /** Starts an engine at once: by the time that the client has introduced itself, it is half loaded. */
  constructor(client: Client, start: StartEngine, clock: Clock) {
    this.#client = client;
    this.#start = start;
    this.#clock = clock;
    this.#asides = new Asides(() => clock.now());
    this.#engine = this.#newEngine();
  }

  // ------------------------------------------------------------------------------------ from the client

  fromClient(message: Message): void {
    if (isRequest(message)) this.#request(message);
    else if (isNotification(message)) this.#notified(message);
    else if (isResponse(message)) this.#answeredByClient(message);
  }

  /** The channel to the client was closed. */
  closed(): void {
    this.#engine.thread.end();
    this.#client.exit(this.#shutDown);
  }

  #request(message: RequestMessage): void {
    switch (message.method) {
      case 'initialize':
        if (this.#initialize) {
          this.#client.send(failure(message.id, INVALID_REQUEST, 'the server is initialized already'));
          break;
        }
        this.#initialize = message;
        this.#engine.thread.send({ ...message, id: INITIALIZE } as Message);
        this.#traits = clientTraits(capabilitiesOf(message));
        this.#mirror.encoding = this.#traits.encoding;
        this.#client.send(response(message.id, capabilities(capabilitiesOf(message))));
        break;
      case 'shutdown':
        this.#shutDown = true;
        this.#client.send(response(message.id, null));
        break;
      default:
        this.#question(message);
    }
  }

  #question(message: RequestMessage): void {
    if (!this.#initialize || this.#shutDown) {
      const [code, why] = this.#shutDown
        ? [INVALID_REQUEST, 'the server was shut down']
        : [NOT_INITIALIZED, 'the server is not initialized yet'];
      this.#client.send(failure(message.id, code, why));
      return;
    }
    const uri = uriOf(message);
    const reason = uri === undefined ? undefined : this.#asides.reason(uri);
    if (reason !== undefined || this.#failures >= MAX_FAILURES) {
      this.#client.send(this.#emptyAnswer(message, reason ?? NOT_STARTED));
      return;
    }
    this.#questions.add(message);
    this.#engine.send(message);
  }

  #notified(message: NotificationMessage): void {
    switch (message.method) {
      case 'exit':
        this.closed();
        break;
      case 'initialized':
        this.#initialized = message;
        this.#tellIfStarted(message);
        break;
      case 'workspace/didChangeConfiguration':
        this.#configuration = merged(this.#configuration, message);
        this.#tellIfStarted(message);
        break;
      case '$/cancelRequest':
        this.#cancelled(message);
        break;
      default:
        if (this.#mirror.follow(message)) this.#documentChanged(message);
        else this.#engine.send(message);
    }
  }

  /** An engine that is yet to start gets it from what is held here. */
  #tellIfStarted(message: NotificationMessage): void {
    if (this.#engine.isReady) this.#engine.send(message);
  }

  #documentChanged(message: NotificationMessage): void {
    const uri = uriOf(message) ?? '';
    if (message.method === 'textDocument/didClose') {
      if (this.#asides.closed(uri)) this.#tellAsides();
    } else this.#asides.changed(uri);
    this.#tellIfStarted(message);
  }

  #cancelled(message: NotificationMessage): void {
    const { id } = (message.params ?? {}) as { id?: number | string };
    const question = this.#questions.take(id);
    if (!question) return;
    this.#client.send(cancelledAnswer(question));
    this.#engine.send(message);
  }

  #answeredByClient(message: ResponseMessage): void {
    const asked = this.#asked.get(String(message.id));
    this.#asked.delete(String(message.id));
    if (asked?.engine === this.#engine) asked.engine.thread.send({ ...message, id: asked.id } as Message);
  }

  // ------------------------------------------------------------------------------------ from the engine

  #newEngine(): RunningEngine {
    const engine: RunningEngine = new RunningEngine(
      this.#start,
      {
        message: (message) => {
          if (engine === this.#engine) this.#fromEngine(message);
        },
        working: (working) => {
          if (working) this.#stopWatching ??= this.#clock.repeat(CHECK, () => this.#check());
        },
        ended: (cause, reason) => {
          if (engine === this.#engine) this.#replace(cause, reason);
        },
      },
      this.#clock,
    );
    return engine;
  }

  #fromEngine(message: Message): void {
    if (isResponse(message) && message.id === INITIALIZE) this.#engineStarted(message);
    else if (isResponse(message)) this.#answered(message);
    else if (isRequest(message)) this.#askClient(message);
    else if (isNotification(message) && message.method === notifications.status) {
      this.#status = message.params as unknown as ServerStatus;
      this.#sendStatus();
    } else this.#client.send(message);
  }

  #answered(message: ResponseMessage): void {
    const question = this.#questions.take(message.id);
    if (!question) return;
    this.#failures = 0;
    this.#client.send(message);
    const uri = uriOf(question);
    if (uri !== undefined && this.#asides.answered(uri, nameOf(question))) this.#tellAsides();
  }

  #engineStarted({ error }: ResponseMessage): void {
    if (error) {
      this.#engine.thread.end();
      this.#replace('failure', error.message);
      return;
    }
    const told = [this.#initialized, this.#configuration].filter((message) => message !== undefined);
    const aside = notification(setAsideNotification, { uris: this.#asides.uris });
    this.#engine.ready([...told, aside, ...this.#mirror.opened()]);
  }

  /** Every engine numbers its questions anew. What it registers, the client has known since the first one. */
  #askClient(message: RequestMessage): void {
    if (message.method === 'client/registerCapability' && this.#registered) {
      this.#engine.thread.send(response(message.id, null));
      return;
    }
    this.#asks++;
    const id = `supervisor:${this.#asks}`;
    this.#asked.set(id, { engine: this.#engine, id: message.id });
    this.#client.send({ ...message, id } as Message);
  }

  // ------------------------------------------------------------------------------------ watching

  #check(): void {
    const { working, busy } = this.#engine;
    if (!working) {
      this.#stopWatching?.();
      this.#stopWatching = undefined;
      return;
    }
    const limit = limitOf(working);
    if (busy.used < limit.used && busy.passed < limit.passed) return;
    this.#engine.thread.end();
    this.#replace('time', `${(busy.passed / 1000).toFixed(1)} s`);
  }

  /** The engine is no more. What it was at is answered and set aside, everything else asked again. */
  #replace(cause: Cause | 'failure', detail: string): void {
    const { working } = this.#engine;
    const question = this.#questions.take(working?.id);
    const uri = (question && uriOf(question)) ?? working?.uri;
    const name = question ? nameOf(question) : (working?.name ?? 'start');
    this.#log(`The analysis was ended (${cause}, ${detail}) while it was at: ${name} ${uri ?? ''}`);
    this.#registered = true;
    if (working && uri !== undefined) this.#asides.add(uri, cause === 'failure' ? 'memory' : cause, name);
    else this.#failures++;
    if (question)
      this.#client.send(
        this.#emptyAnswer(question, (uri !== undefined && this.#asides.reason(uri)) || detail),
      );
    if (this.#failures < MAX_FAILURES) this.#startAgain();
    else this.#giveUp(detail);
  }

  #startAgain(): void {
    this.#engine = this.#newEngine();
    if (this.#initialize) this.#engine.thread.send({ ...this.#initialize, id: INITIALIZE } as Message);
    for (const open of this.#questions.all) this.#engine.send(open);
    this.#sendStatus();
  }

  #giveUp(detail: string): void {
    for (const { id } of this.#questions.all) {
      const question = this.#questions.take(id);
      if (question) this.#client.send(this.#emptyAnswer(question, NOT_STARTED));
    }
    this.#status = {
      ...(this.#status ?? unknownGround),
      degraded: [`the analysis could not be started: ${detail}`],
    };
    this.#sendStatus();
  }

  #tellAsides(): void {
    this.#engine.send(notification(setAsideNotification, { uris: this.#asides.uris }));
    this.#sendStatus();
  }

  #sendStatus(): void {
    const status = this.#status ?? unknownGround;
    const degraded = [...this.#asides.sentences(), ...status.degraded];
    this.#client.send(notification(notifications.status, { ...status, degraded }));
  }

  #emptyAnswer(question: RequestMessage, reason: string): Message {
    return emptyAnswer(question, reason, this.#traits.format);
  }

  #log(text: string): void {
    this.#client.send(notification('window/logMessage', { type: 2, message: text }));
  }
}

/** What is told where no document was analysed yet. */
const unknownGround: ServerStatus = { target: '', release: '', degraded: [], ground: [], settings: [] };
