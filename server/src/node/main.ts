import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { startServer } from '../lsp/server.ts';
import { createNodePlatform } from './nodePlatform.ts';

/** Entry of the language server in Node, over the channel that its command line names (`--stdio`, `--node-ipc`). */
startServer(createConnection(ProposedFeatures.all), createNodePlatform);
