import { type ExtensionContext, Uri, workspace } from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { clientOptions } from './clientOptions.ts';
import { type ExtensionApi, startExtension } from './startExtension.ts';

/** Entry of the extension in a browser (vscode.dev): the server is a web worker, and reads files through the client. */
export function activate(context: ExtensionContext): Promise<ExtensionApi> {
  const dist = Uri.joinPath(context.extensionUri, 'dist');
  return startExtension(context, async (errorHandler, log) => {
    const offered = { assets: await readAssets(dist), serveFiles: true, commandLinks: true };
    const worker = await startWorker(dist);
    const options = clientOptions(offered, errorHandler, log);
    const client = new LanguageClient('rustMemoryLayout', 'Rust Memory Layout', worker, options);
    return { client, end: () => worker.terminate() };
  });
}

/** The files that the build lists in dist/assets.json. */
async function readAssets(dist: Uri): Promise<Readonly<Record<string, Uint8Array>>> {
  const read = (name: string) => workspace.fs.readFile(Uri.joinPath(dist, name));
  const names: readonly string[] = JSON.parse(new TextDecoder().decode(await read('assets.json')));
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await read(name)])));
}

/**
 * Where the extension lies on a remote machine, its URLs mean something to the editor alone, and a worker can't be
 * started from them. From its text it can.
 */
async function startWorker(dist: Uri): Promise<Worker> {
  const script = await workspace.fs.readFile(Uri.joinPath(dist, 'web/server.js'));
  return new Worker(URL.createObjectURL(new Blob([new Uint8Array(script)], { type: 'text/javascript' })));
}
