import type { ExtensionContext } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { clientOptions } from './clientOptions.ts';
import { type ExtensionApi, startExtension } from './startExtension.ts';

/** Entry of the extension in VS Code's Node extension host: the server is a process of its own. */
export function activate(context: ExtensionContext): Promise<ExtensionApi> {
  const module = context.asAbsolutePath('dist/server.cjs');
  return startExtension(context, (errorHandler, log) => {
    const client = new LanguageClient(
      'rustMemoryLayout',
      'Rust Memory Layout',
      {
        run: { module, transport: TransportKind.ipc },
        debug: {
          module,
          transport: TransportKind.ipc,
          options: { execArgv: ['--nolazy', '--inspect=6019'] },
        },
      },
      clientOptions({ serveFiles: true, commandLinks: true }, errorHandler, log),
    );
    // The language client ends the process of a server that doesn't end by itself.
    return Promise.resolve({ client, end: () => undefined });
  });
}
