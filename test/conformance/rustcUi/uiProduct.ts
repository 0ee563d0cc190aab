// The product's answers, from a thread that is replaced where it does not come back.

import { Worker } from 'node:worker_threads';

export interface UiRequest {
  readonly path: string;
  readonly edition: string;
  /** Whose rules count: that of the oracles. */
  readonly rustc: string;
  readonly kind: 'drops' | 'layouts';
}

export type UiReply =
  | { readonly json: string; readonly seconds: number }
  | { readonly crash: string; readonly seconds: number };

export type UiOutcome = UiReply | { readonly hang: true };

/** A thread has no loader for TypeScript of its own. */
const BOOT = `
  import('tsx/esm/api')
    .then(({ register }) => (register(), import(require('node:worker_threads').workerData)))
    .catch((error) => { throw error; });
`;

export class UiProduct {
  #worker: Worker | undefined;
  #finish: ((outcome: UiOutcome) => void) | undefined;

  /** Asks one question, for at most `limit` milliseconds; the next one may be asked only when this one is answered. */
  ask(request: UiRequest, limit: number): Promise<UiOutcome> {
    const worker = this.#worker ?? this.#start();
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#end({ hang: true }), limit);
      this.#finish = (outcome) => {
        clearTimeout(timer);
        this.#finish = undefined;
        resolve(outcome);
      };
      worker.postMessage(request);
    });
  }

  #start(): Worker {
    const worker = new Worker(BOOT, {
      eval: true,
      workerData: new URL('./uiWorker.ts', import.meta.url).href,
    });
    worker.on('message', (reply: UiReply) => this.#finish?.(reply));
    worker.on('error', (error) => this.#end({ crash: String(error), seconds: 0 }));
    this.#worker = worker;
    return worker;
  }

  /** Answers for a thread that won't, and lets it go. */
  #end(outcome: UiOutcome): void {
    void this.#worker?.terminate();
    this.#worker = undefined;
    this.#finish?.(outcome);
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }
}
