import type { TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';
import { OpenDocument } from '../syntax/openDocument.ts';
import type { ParsedItems, SourceParser } from '../syntax/sourceParser.ts';
import type { TextEdit, TreeParser } from '../syntax/treeSitter.ts';
import { EncodedDocument, type OpenedDocument, type PositionEncoding } from './encodedDocument.ts';

/** A document that is open in the editor: its text, and its syntax, which follows when somebody asks. */
export class OpenFile {
  readonly uri: string;
  readonly path: string;
  readonly #document: EncodedDocument;
  readonly #syntax: OpenDocument;
  /** What was typed since the last parse; undefined where the text was replaced as a whole. */
  #edits: TextEdit[] | undefined;
  #parsed: ParsedItems | undefined;

  constructor(
    opened: OpenedDocument,
    path: string,
    trees: TreeParser,
    sources: SourceParser,
    encoding: PositionEncoding,
  ) {
    this.uri = opened.uri;
    this.path = path;
    this.#document = new EncodedDocument(opened, encoding);
    this.#syntax = new OpenDocument(trees, sources);
  }

  get document(): EncodedDocument {
    return this.#document;
  }

  get text(): string {
    return this.#document.text;
  }

  change(changes: readonly TextDocumentContentChangeEvent[], version: number): void {
    for (const change of changes) {
      this.#note(change);
      this.#document.change(change, version);
    }
    this.#parsed = undefined;
  }

  #note(change: TextDocumentContentChangeEvent): void {
    if (!('range' in change)) this.#edits = undefined;
    if (!('range' in change) || !this.#edits) return;
    const start = this.#document.offsetAt(change.range.start);
    const oldEnd = Math.max(start, this.#document.offsetAt(change.range.end));
    this.#edits.push({ start, oldEnd, newEnd: start + change.text.length });
  }

  /** The syntax of the text as it is now. */
  parsed(): ParsedItems {
    if (!this.#parsed) {
      this.#parsed = this.#syntax.update(this.text, this.#edits ?? []);
      this.#edits = [];
    }
    return this.#parsed;
  }

  dispose(): void {
    this.#syntax.dispose();
  }
}
