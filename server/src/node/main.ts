import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';

/** Entry of the language server in Node, over the channel that its command line names (`--stdio`, `--node-ipc`). */
const connection = createConnection(ProposedFeatures.all);
connection.onInitialize(() => ({ capabilities: {} }));
connection.listen();
