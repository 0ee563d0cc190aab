import type * as lsp from 'vscode-languageserver';
import type { InitializeOptions } from '../../../shared/protocol.ts';
import type { Span } from '../syntax/ast.ts';
import type { PositionMap } from './encodedDocument.ts';

/** A range of lines and characters as UTF-16 offsets; places beyond the text are moved to its end. */
export function fromRange(document: PositionMap, range: lsp.Range): Span {
  return { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
}

/** What the client says that it offers; a client of another make says nothing. */
export function fromInitializationOptions(sent: unknown): InitializeOptions {
  const given = typeof sent === 'object' && sent !== null ? (sent as Record<string, unknown>) : {};
  return {
    ...(isAssets(given.assets) && { assets: given.assets }),
    serveFiles: given.serveFiles === true,
    commandLinks: given.commandLinks === true,
  };
}

function isAssets(value: unknown): value is Readonly<Record<string, Uint8Array>> {
  return (
    typeof value === 'object' && value !== null && Object.values(value).every((v) => v instanceof Uint8Array)
  );
}
