// A thread that asks the product about one file after another: a file that hangs or overflows costs its own answer alone.

import { parentPort } from 'node:worker_threads';
import { dropsJson, layoutJson } from '../../support/engine.ts';
import type { UiReply, UiRequest } from './uiProduct.ts';

parentPort?.on('message', (request: UiRequest) => {
  void answer(request).then((reply) => parentPort?.postMessage(reply));
});

async function answer({ path, kind, ...options }: UiRequest): Promise<UiReply> {
  const before = process.cpuUsage();
  const seconds = (): number => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  };
  try {
    const json = kind === 'drops' ? await dropsJson(path, options) : await layoutJson(path, options);
    return { json: JSON.stringify(json), seconds: seconds() };
  } catch (error) {
    return {
      crash: error instanceof Error ? (error.stack ?? error.message) : String(error),
      seconds: seconds(),
    };
  }
}
