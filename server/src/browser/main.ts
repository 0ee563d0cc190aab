import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { startServer } from '../lsp/server.ts';
import type { WorkingMessage } from '../lsp/supervisor/messages.ts';
import { Watch } from '../lsp/watch.ts';
import { createBrowserPlatform } from './browserPlatform.ts';
import { superviseInBrowser } from './supervise.ts';

/**
 * Entry of the language server in a web worker, which talks to the client by messages. The worker that the client starts
 * supervises another one, from the same script, that has the engine.
 */
declare const self: DedicatedWorkerGlobalScope;

const reader = new BrowserMessageReader(self);
const writer = new BrowserMessageWriter(self);
const engineName = 'engine';

if (self.name !== engineName && 'Worker' in self) superviseInBrowser(self, reader, writer, engineName);
else {
  // Whoever started this understands what is told beside the protocol only if it is the supervisor.
  const tell =
    self.name === engineName ? (message: WorkingMessage) => self.postMessage(message) : () => undefined;
  const watch = new Watch((working) => tell({ working }));
  const connection = createConnection(reader, writer, { messageStrategy: watch.strategy });
  startServer(connection, createBrowserPlatform, watch);
}
