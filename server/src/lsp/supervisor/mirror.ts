import type { NotificationMessage } from 'vscode-jsonrpc';
import { TextDocument, type TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';
import { notification, uriOf } from './messages.ts';

/** The open documents as the client knows them, for an engine that starts in the midst of a session. */
export class Mirror {
  readonly #documents = new Map<string, TextDocument>();

  /** Follows `didOpen`, `didChange` and `didClose`. Returns false for other notifications. */
  follow(message: NotificationMessage): boolean {
    const uri = uriOf(message);
    if (uri === undefined) return false;
    switch (message.method) {
      case 'textDocument/didOpen': {
        const { textDocument } = message.params as unknown as DidOpen;
        const { languageId, version, text } = textDocument;
        this.#documents.set(uri, TextDocument.create(uri, languageId, version, text));
        return true;
      }
      case 'textDocument/didChange': {
        const { textDocument, contentChanges } = message.params as unknown as DidChange;
        const document = this.#documents.get(uri);
        if (document) TextDocument.update(document, [...contentChanges], textDocument.version);
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
    return [...this.#documents.values()].map((document) => {
      const { uri, languageId, version } = document;
      const textDocument = { uri, languageId, version, text: document.getText() };
      return notification('textDocument/didOpen', { textDocument });
    });
  }
}

interface DidOpen {
  readonly textDocument: { readonly languageId: string; readonly version: number; readonly text: string };
}

interface DidChange {
  readonly textDocument: { readonly version: number };
  readonly contentChanges: readonly TextDocumentContentChangeEvent[];
}
