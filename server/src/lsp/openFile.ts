import { TextDocument, type TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';
import { OpenDocument } from '../syntax/openDocument.ts';
import type { ParsedItems, SourceParser } from '../syntax/sourceParser.ts';
import type { TextEdit, TreeParser } from '../syntax/treeSitter.ts';

/** A document that is open in the editor: its text, and its syntax, which follows when somebody asks. */
export class OpenFile {
  readonly uri: string;
  readonly path: string;
  readonly #document: TextDocument;
  readonly #syntax: OpenDocument;
  /** What was typed since the last parse; undefined where the text was replaced as a whole. */
  #edits: TextEdit[] | undefined;
  #parsed: ParsedItems | undefined;

  constructor(
    opened: { readonly uri: string; readonly version: number; readonly text: string },
    path: string,
    trees: TreeParser,
    sources: SourceParser,
  ) {
    this.uri = opened.uri;
    this.path = path;
    this.#document = TextDocument.create(opened.uri, 'rust', opened.version, opened.text);
    this.#syntax = new OpenDocument(trees, sources);
  }

  get document(): TextDocument {
    return this.#document;
  }

  get text(): string {
    return this.#document.getText();
  }

  change(changes: readonly TextDocumentContentChangeEvent[], version: number): void {
    for (const change of changes) {
      this.#note(change);
      TextDocument.update(this.#document, [change], version);
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
