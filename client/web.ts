import { type ExtensionContext, Uri } from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { clientOptions } from './clientOptions.ts';
import { type ExtensionApi, startExtension } from './startExtension.ts';

/** Entry of the extension in a browser (vscode.dev): the server is a web worker, and reads files through the client. */
export function activate(context: ExtensionContext): Promise<ExtensionApi> {
  const dist = Uri.joinPath(context.extensionUri, 'dist');
  const options = clientOptions({ assets: dist.toString(), serveFiles: true, commandLinks: true });
  return startExtension(context, () => {
    const worker = new Worker(Uri.joinPath(dist, 'web/server.js').toString(true));
    return Promise.resolve(new LanguageClient('rustMemoryLayout', 'Rust Memory Layout', worker, options));
  });
}
