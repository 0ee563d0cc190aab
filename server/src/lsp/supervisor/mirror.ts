import type { NotificationMessage } from 'vscode-jsonrpc';
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';
import { EncodedDocument, type OpenedDocument, type PositionEncoding } from '../encodedDocument.ts';
import { notification, uriOf } from './messages.ts';

/** The open documents as the client knows them, for an engine that starts in the midst of a session. */
export class Mirror {
  readonly #documents = new Map<string, EncodedDocument>();
  /** What the client's positions count, as was agreed on in `initialize`. */
  encoding: PositionEncoding = 'utf-16';

  /** Follows `didOpen`, `didChange` and `didClose`. Returns false for other notifications. */
  follow(message: NotificationMessage): boolean {
    const uri = uriOf(message);
    if (uri === undefined) return false;
    switch (message.method) {
      case 'textDocument/didOpen': {
        const { textDocument } = message.params as unknown as DidOpen;
        this.#documents.set(uri, new EncodedDocument(textDocument, this.encoding));
        return true;
      }
      case 'textDocument/didChange': {
        const { textDocument, contentChanges } = message.params as unknown as DidChange;
        const document = this.#documents.get(uri);
        for (const change of contentChanges) document?.change(change, textDocument.version);
        return true;
      }
      case 'textDocument/didClose':
        this.#documents.delete(uri);
        return true;
      default:
        return false;
    }
  }

  /** What tells an engine of them all. */
  opened(): readonly NotificationMessage[] {
    return [...this.#documents.values()].map(({ opened }) =>
      notification('textDocument/didOpen', { textDocument: opened }),
    );
  }
}

interface DidOpen {
  readonly textDocument: OpenedDocument;
}

interface DidChange {
  readonly textDocument: { readonly version: number };
  readonly contentChanges: readonly TextDocumentContentChangeEvent[];
}
