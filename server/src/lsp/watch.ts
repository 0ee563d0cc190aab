import type { MessageStrategy } from 'vscode-languageserver';

/** What the engine works at: told to whoever watches over it, since it can't be asked meanwhile. */
export interface Working {
  /** The JSON-RPC id of the question; absent for what the server does of its own accord. */
  readonly id?: number | string;
  /** `hover`, `inlayHint` … as in the log. */
  readonly name: string;
  /** The document that it is about, where it is not told by the question. */
  readonly uri?: string;
}

/**
 * Tells when the engine begins to work without letting anybody else work, and when it ends. A thread that is busy
 * answers no question about itself, so it says so before.
 */
export class Watch {
  readonly #tell: (working: Working | null) => void;
  /** The message that is being handed to its handler right now. */
  #received: number | string | undefined;
  #current: Stretch | undefined;

  /** @param tell is called with what begins, and with null at its end */
  constructor(tell: (working: Working | null) => void = () => undefined) {
    this.#tell = tell;
  }

  /** For the connection: handlers run within `next`, so that is when a question's id is known. */
  readonly strategy: MessageStrategy = {
    handleMessage: (message, next) => {
      this.#received = 'id' in message && 'method' in message ? (message.id as number | string) : undefined;
      next(message);
      this.#received = undefined;
    },
  };

  /** To be called by a handler before it waits for anything. */
  stretch(name: string, uri?: string): Stretch {
    const id = this.#received;
    const working = { name, ...(id !== undefined && { id }), ...(uri !== undefined && { uri }) };
    return new Stretch(working, (stretch) => {
      if (this.#current === stretch) return;
      this.#current = stretch;
      this.#tell(stretch?.working ?? null);
    });
  }

  /** What runs right now; undefined between two messages. */
  get current(): Stretch | undefined {
    return this.#current;
  }
}

/** The work on one question, which may be cut in pieces so that others get their turn. */
export class Stretch {
  readonly working: Working;
  readonly #tell: (stretch: Stretch | undefined) => void;

  constructor(working: Working, tell: (stretch: Stretch | undefined) => void) {
    this.working = working;
    this.#tell = tell;
  }

  begin(): void {
    this.#tell(this);
  }

  end(): void {
    this.#tell(undefined);
  }

  /** Runs what works up to its first wait, or to its end. */
  run<T>(work: () => T): T {
    this.begin();
    try {
      return work();
    } finally {
      this.end();
    }
  }
}
