import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { startServer } from '../lsp/server.ts';
import { createBrowserPlatform } from './browserPlatform.ts';

/** Entry of the language server in a web worker, which talks to the client by messages. */
declare const self: DedicatedWorkerGlobalScope;

startServer(
  createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self)),
  createBrowserPlatform,
);
