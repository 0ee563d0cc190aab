import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import type { DistillProgress } from '../../distill/distill.ts';
import type { SourceStd } from '../../engine/sourceStd.ts';
import type { ReaderMessage } from './readStd.ts';
import type { StdCache } from './stdCache.ts';
import type { StdSource } from './toolchains.ts';

/** Megabytes that the reading thread's heap may take: 560 are too few for core, alloc and std, more is seldom used. */
const HEAP = 900;
/** Seconds after which a reading is given up: it takes fifteen of a CPU alone. */
const PATIENCE = 900;

export interface Reading {
  /** The facts, or why there are none. Never rejects. */
  readonly result: Promise<SourceStd | string>;
  /** Ends the thread; the result is then a reason. */
  cancel(): void;
}

/** Reads standard libraries in threads of their own, one at a time for each toolchain and target, and keeps what was read. */
export class StdReader {
  readonly #cache: StdCache | undefined;
  readonly #running = new Map<string, Reading>();

  constructor(cache: StdCache | undefined) {
    this.#cache = cache;
  }

  /** What was read before. */
  known(source: StdSource, target: string): SourceStd | undefined {
    return this.#cache?.read(source, target);
  }

  read(source: StdSource, target: string, onProgress: (progress: DistillProgress) => void): Reading {
    const key = `${source.library} ${source.release} ${target}`;
    const running = this.#running.get(key);
    if (running) return running;
    const reading = start({ library: source.library, release: source.release, target }, onProgress);
    const result = reading.result.then((std) => {
      this.#running.delete(key);
      if (typeof std !== 'string') this.#cache?.write(source, target, std);
      return std;
    });
    const kept = { ...reading, result };
    this.#running.set(key, kept);
    return kept;
  }

  /** Ends all threads. */
  dispose(): void {
    for (const reading of this.#running.values()) reading.cancel();
  }
}

function start(
  options: { readonly library: string; readonly release: string; readonly target: string },
  onProgress: (progress: DistillProgress) => void,
): Reading {
  const worker = startWorker({
    workerData: options,
    resourceLimits: { maxOldGenerationSizeMb: HEAP, maxYoungGenerationSizeMb: 32 },
  });
  let end: (std: SourceStd | string) => void = () => {};
  const result = new Promise<SourceStd | string>((resolve) => {
    end = resolve;
  });
  const patience = setTimeout(() => cancel('it takes too long'), PATIENCE * 1000);
  const settle = (std: SourceStd | string): void => {
    clearTimeout(patience);
    end(std);
    void worker.terminate();
  };
  const cancel = (reason = 'it was cancelled'): void =>
    settle(`the standard library was not read: ${reason}`);
  worker.on('message', (message: ReaderMessage) => {
    if (message.kind === 'progress') onProgress(message.progress);
    else settle(message.kind === 'done' ? message.std : message.reason);
  });
  worker.on('error', (error) => cancel(error instanceof Error ? error.message : String(error)));
  worker.on('exit', () => cancel('its thread ended'));
  return { result, cancel: () => cancel() };
}

/** Beside the bundle it is one of its own; from source, a module that has to be compiled. */
function startWorker(options: WorkerOptions): Worker {
  const bundled = path.join(import.meta.dirname, 'readStd.mjs');
  if (existsSync(bundled)) return new Worker(bundled, options);
  const compiler = pathToFileURL(
    createRequire(import.meta.url)
      .resolve('tsx/esm/api')
      .replace(/cjs$/, 'mjs'),
  ).href;
  const module = pathToFileURL(path.join(import.meta.dirname, 'readStd.ts')).href;
  const code = `import(${JSON.stringify(compiler)}).then(({ register }) => { register(); return import(${JSON.stringify(module)}); });`;
  return new Worker(code, { ...options, eval: true });
}
