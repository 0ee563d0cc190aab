import type { Position } from 'vscode-languageserver';
import { TextDocument, type TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';

/** What the `character` of a position counts: bytes of UTF-8, code units of UTF-16, or code points. */
export type PositionEncoding = 'utf-8' | 'utf-16' | 'utf-32';

/** Names a document, and converts between offsets of its text in UTF-16 and the client's positions. */
export interface PositionMap {
  readonly uri: string;
  readonly version: number;
  positionAt(offset: number): Position;
  /** Places beyond a line's end count as its end; places within a character as its start. */
  offsetAt(position: Position): number;
}

/** An open document whose client counts in an encoding of its choice. Offsets are UTF-16 code units whatever that is. */
export class EncodedDocument implements PositionMap {
  readonly #document: TextDocument;
  readonly #encoding: PositionEncoding;
  /** The line that was asked about last. */
  #line: { readonly version: number; readonly at: number; readonly text: string } | undefined;

  constructor(
    { uri, version, text, languageId = 'rust' }: OpenedDocument,
    encoding: PositionEncoding = 'utf-16',
  ) {
    this.#document = TextDocument.create(uri, languageId, version, text);
    this.#encoding = encoding;
  }

  get uri(): string {
    return this.#document.uri;
  }

  get version(): number {
    return this.#document.version;
  }

  get opened(): Required<OpenedDocument> {
    const { uri, languageId, version } = this.#document;
    return { uri, languageId, version, text: this.text };
  }

  get text(): string {
    return this.#document.getText();
  }

  positionAt(offset: number): Position {
    const { line, character } = this.#document.positionAt(offset);
    const text = this.#encoding === 'utf-16' ? '' : this.#lineAt(line);
    return { line, character: text === '' ? character : encodedColumn(text, character, this.#encoding) };
  }

  offsetAt({ line, character }: Position): number {
    return this.#document.offsetAt({ line, character: this.#plainColumn(line, character) });
  }

  change(change: TextDocumentContentChangeEvent, version: number): void {
    const inUtf16 = ({ line, character }: Position): Position => ({
      line,
      character: this.#plainColumn(line, character),
    });
    const plain =
      'range' in change
        ? { text: change.text, range: { start: inUtf16(change.range.start), end: inUtf16(change.range.end) } }
        : change;
    TextDocument.update(this.#document, [plain], version);
    this.#line = undefined;
  }

  #plainColumn(line: number, character: number): number {
    const text = this.#encoding === 'utf-16' ? '' : this.#lineAt(line);
    return text === '' ? character : utf16Column(text, character, this.#encoding);
  }

  /** The text of a line; empty where every encoding counts it alike. */
  #lineAt(at: number): string {
    const { version } = this.#document;
    if (this.#line?.at !== at || this.#line.version !== version) {
      const range = { start: { line: at, character: 0 }, end: { line: at + 1, character: 0 } };
      const text = this.#document.getText(range);
      this.#line = { version, at, text: /[^\0-\x7f]/.test(text) ? text : '' };
    }
    return this.#line.text;
  }
}

export interface OpenedDocument {
  readonly uri: string;
  readonly version: number;
  readonly text: string;
  readonly languageId?: string;
}

/** UTF-16 code units of a line up to a column that counts in an encoding. */
function utf16Column(line: string, column: number, encoding: PositionEncoding): number {
  let passed = 0;
  let units = 0;
  for (const character of line) {
    passed += widthOf(character, encoding);
    if (passed > column) break;
    units += character.length;
  }
  return units;
}

/** The column in an encoding of so many UTF-16 code units of a line. */
function encodedColumn(line: string, units: number, encoding: PositionEncoding): number {
  let passed = 0;
  let column = 0;
  for (const character of line) {
    passed += character.length;
    if (passed > units) break;
    column += widthOf(character, encoding);
  }
  return column;
}

function widthOf(character: string, encoding: PositionEncoding): number {
  switch (encoding) {
    case 'utf-16':
      return character.length;
    case 'utf-32':
      return 1;
    case 'utf-8': {
      const point = character.codePointAt(0) ?? 0;
      return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    }
  }
}
