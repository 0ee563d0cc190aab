import type { Message, NotificationMessage } from 'vscode-jsonrpc';
import type { Working } from '../watch.ts';

/** A thread with the whole server but for what the supervisor does, seen from outside. */
export interface EngineThread {
  send(message: Message): void;
  /** Ends it at once, whatever it is doing. */
  end(): void;
}

/** What an engine's thread tells. Nothing is told after `end`. */
export interface EngineEvents {
  message(message: Message): void;
  /** It begins to work at something, or is free. */
  working(working: Working | null): void;
  /** It ended by itself, for the reason given. */
  ended(cause: 'memory' | 'failure', reason: string): void;
}

export type StartEngine = (events: EngineEvents) => EngineThread;

/** The clocks of whoever watches, and its timer. */
export interface Clock {
  /** Milliseconds that have passed. */
  now(): number;
  /** Milliseconds of processor time that this process has used; those that have passed, where that can't be told. */
  used(): number;
  /** Calls `check` again and again; returns what stops it. */
  repeat(milliseconds: number, check: () => void): () => void;
}

/** The engine that runs now: what it is at, and what waits until it has started. */
export class RunningEngine {
  readonly thread: EngineThread;
  readonly #clock: Clock;
  /** Undefined once it has answered `initialize`. */
  #waiting: Message[] | undefined = [];
  #working: { readonly what: Working; readonly since: number; readonly used: number } | undefined;

  constructor(start: StartEngine, events: EngineEvents, clock: Clock) {
    this.#clock = clock;
    const working = (what: Working | null) => {
      this.#working = what ? { what, since: clock.now(), used: clock.used() } : undefined;
      events.working(what);
    };
    this.thread = start({ ...events, message: (m) => events.message(m), working });
  }

  get isReady(): boolean {
    return this.#waiting === undefined;
  }

  /** Hands it a message, as soon as it has started. */
  send(message: Message): void {
    if (this.#waiting) this.#waiting.push(message);
    else this.thread.send(message);
  }

  /** It has started: it is told first what it has missed. */
  ready(missed: readonly NotificationMessage[]): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    for (const message of [...missed, ...waiting]) this.thread.send(message);
  }

  get working(): Working | undefined {
    return this.#working?.what;
  }

  /** How long it has been at the same piece of work, in milliseconds: that passed, and of the processor. */
  get busy(): { readonly passed: number; readonly used: number } {
    if (!this.#working) return { passed: 0, used: 0 };
    const { since, used } = this.#working;
    return { passed: this.#clock.now() - since, used: this.#clock.used() - used };
  }
}
