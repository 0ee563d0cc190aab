import { parentPort } from 'node:worker_threads';
import { createConnection, PortMessageReader, PortMessageWriter } from 'vscode-languageserver/node';
import { startServer } from '../lsp/server.ts';
import type { WorkingMessage } from '../lsp/supervisor/messages.ts';
import { Watch } from '../lsp/watch.ts';
import { createNodePlatform } from './nodePlatform.ts';

/** Entry of the thread with the engine, which the supervisor starts and talks with by its port. */
const port = parentPort;
if (!port) throw new Error('the engine runs in a thread of the server');
const watch = new Watch((working) => port.postMessage({ working } satisfies WorkingMessage));
const connection = createConnection(new PortMessageReader(port), new PortMessageWriter(port), {
  messageStrategy: watch.strategy,
});
startServer(connection, createNodePlatform, watch);
