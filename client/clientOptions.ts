import { type LogOutputChannel, workspace } from 'vscode';
import type { ErrorHandler, LanguageClientOptions } from 'vscode-languageclient';
import { type InitializeOptions, showDropsCommand, showLayoutCommand } from '../shared/protocol.ts';

/** What the language client is told in either extension host. */
export function clientOptions(
  initializationOptions: InitializeOptions,
  errorHandler: ErrorHandler,
  outputChannel: LogOutputChannel,
): LanguageClientOptions {
  return {
    documentSelector: schemes().map((scheme) => ({ language: 'rust', scheme })),
    initializationOptions,
    errorHandler,
    // Links in hovers may run these commands and no others.
    markdown: { isTrusted: { enabledCommands: [showLayoutCommand, showDropsCommand] } },
    outputChannel,
  };
}

/**
 * The schemes whose documents are the user's own: on disk, unsaved, and those of the workspace (vscode.dev's folders).
 * Documents of other schemes, such as the old sides of a comparison, show code that is not in force.
 */
function schemes(): readonly string[] {
  const folders = workspace.workspaceFolders ?? [];
  return [...new Set(['file', 'untitled', ...folders.map((folder) => folder.uri.scheme)])];
}
