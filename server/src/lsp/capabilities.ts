import type { InitializeResult } from 'vscode-languageserver';

/**
 * What the server offers. Positions are UTF-16, the protocol's own encoding and the engine's. The protocol's constants
 * are written out: the thread that says this first is to load nothing for it.
 */
export function capabilities(): InitializeResult {
  return {
    serverInfo: { name: 'rust-memory-layout' },
    capabilities: {
      positionEncoding: 'utf-16',
      // Documents are told of when they open and close, and their changes piece by piece.
      textDocumentSync: { openClose: true, change: 2 },
      hoverProvider: true,
      inlayHintProvider: true,
      codeActionProvider: { codeActionKinds: ['refactor.rewrite'] },
      diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: false },
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    },
  };
}
