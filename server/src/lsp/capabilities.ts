import {
  CodeActionKind,
  type InitializeParams,
  type InitializeResult,
  PositionEncodingKind,
  TextDocumentSyncKind,
} from 'vscode-languageserver';

/** What the server offers. Positions are UTF-16, the protocol's own encoding and the engine's. */
export function capabilities(_params: InitializeParams): InitializeResult {
  return {
    serverInfo: { name: 'rust-memory-layout' },
    capabilities: {
      positionEncoding: PositionEncodingKind.UTF16,
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
      hoverProvider: true,
      inlayHintProvider: true,
      codeActionProvider: { codeActionKinds: [CodeActionKind.RefactorRewrite] },
      diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: false },
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    },
  };
}
