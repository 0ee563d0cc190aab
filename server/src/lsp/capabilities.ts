import type { ClientCapabilities, InitializeResult } from 'vscode-languageserver';
import { clientTraits } from './clientTraits.ts';

/**
 * What the server offers to a client, by what that can do. The protocol's constants are written out: the thread that says
 * this first is to load nothing for it.
 */
export function capabilities(client: ClientCapabilities | undefined): InitializeResult {
  const { encoding, pullsDiagnostics } = clientTraits(client);
  return {
    serverInfo: { name: 'rust-memory-layout' },
    capabilities: {
      positionEncoding: encoding,
      // Documents are told of when they open and close, and their changes piece by piece.
      textDocumentSync: { openClose: true, change: 2 },
      hoverProvider: true,
      inlayHintProvider: true,
      codeActionProvider: { codeActionKinds: ['refactor.rewrite'] },
      // A client that doesn't ask gets them pushed; offering both would show them twice in one that asks unannounced.
      ...(pullsDiagnostics && {
        diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: false },
      }),
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    },
  };
}
