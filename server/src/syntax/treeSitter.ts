import type * as WebTreeSitter from '@vscode/tree-sitter-wasm';
import { bridgeErrors, bridgeGaps, type ErrorPlace, mayBridgeErrors } from './grammarGaps.ts';
import type { SyntaxNode } from './syntaxNode.ts';

/** Which text changed: `[start, oldEnd)` was replaced, and is now `[start, newEnd)`. UTF-16 offsets. */
export interface TextEdit {
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

/** A parsed text that can be parsed again after an edit. `free` it when it is no longer needed. */
export interface ParsedTree {
  /** The children of the root, one for each item, attribute and comment, their offsets moved by `shift`. */
  topLevel(shift?: number): readonly SyntaxNode[];
  /** Those of them that stand in `[start, end)`; undefined where one stands on the border. */
  between(start: number, end: number): readonly SyntaxNode[] | undefined;
  /** Of a tree that was parsed again: where the structure of the new one is another. Offsets of the new text. */
  changedIn(next: ParsedTree): readonly { readonly start: number; readonly end: number }[];
  reparse(text: string, edits: readonly TextEdit[]): ParsedTree;
  free(): void;
}

/** The parser as the rest of the engine sees it; `parse` never fails, errors are nodes. */
export interface TreeParser {
  parse(text: string): ParsedTree;
}

/** The library `@vscode/tree-sitter-wasm`, loaded by whoever knows the platform. */
export type TreeSitterLibrary = Pick<typeof WebTreeSitter, 'Parser' | 'Language'>;

/** Bytes of the two wasm files that the library ships: its runtime and the Rust grammar. */
export interface ParserAssets {
  readonly runtime: Uint8Array;
  readonly grammar: Uint8Array;
}

/** Starts the parser's runtime once (20–50 ms) and loads the grammar. */
export async function createTreeParser(
  library: TreeSitterLibrary,
  assets: ParserAssets,
): Promise<TreeParser> {
  // The library hands its options on to the emscripten module, which takes the bytes themselves; its typings don't say so.
  const options = { wasmBinary: assets.runtime, locateFile: (file: string) => file };
  await library.Parser.init(options);
  const language = await library.Language.load(assets.grammar);
  const parser = new library.Parser();
  parser.setLanguage(language);
  const converter = new Converter(language);
  const parse = (text: string, old?: WebTreeSitter.Tree): WebTreeSitter.Tree => {
    const bridged = bridgeGaps(text);
    const tree = parser.parse(bridged, old) as WebTreeSitter.Tree;
    return tree.rootNode.hasError ? bridgedAgain(bridged, tree) : tree;
  };
  // What is right elsewhere is known as a gap only by the error that it makes. Errors hide one another, so it takes
  // several rounds, of which not each brings something; the best counts.
  const bridgedAgain = (text: string, tree: WebTreeSitter.Tree): WebTreeSitter.Tree => {
    let best = tree;
    let errors = mayBridgeErrors(text) ? errorsOf(tree) : [];
    let least = extent(errors);
    let bridged = text;
    for (let idle = 0; idle < MAX_IDLE_ROUNDS; idle++) {
      const next = bridgeErrors(bridged, errors);
      if (next === bridged) break;
      bridged = next;
      const again = parser.parse(bridged) as WebTreeSitter.Tree;
      errors = errorsOf(again);
      const isBetter = extent(errors) < least;
      (isBetter ? best : again).delete();
      if (isBetter) {
        best = again;
        least = extent(errors);
        idle = -1;
      }
    }
    return best;
  };
  const trees = new WeakMap<ParsedTree, WebTreeSitter.Tree>();
  const wrap = (tree: WebTreeSitter.Tree): ParsedTree => {
    const wrapped: ParsedTree = {
      topLevel: (shift = 0) => converter.convertRoot(tree, shift),
      between: (start, end) => converter.convertBetween(tree, start, end),
      changedIn: (next) => {
        const other = trees.get(next);
        const ranges = other ? tree.getChangedRanges(other) : [];
        return ranges.map(({ startIndex, endIndex }) => ({ start: startIndex, end: endIndex }));
      },
      reparse: (text, edits) => {
        for (const edit of edits) tree.edit(pointless(edit));
        return wrap(parse(text, tree));
      },
      free: () => tree.delete(),
    };
    trees.set(wrapped, tree);
    return wrapped;
  };
  return { parse: (text) => wrap(parse(text)) };
}

/** Where the nodes are that the parser made of what it doesn't know. */
function errorsOf(tree: WebTreeSitter.Tree): readonly ErrorPlace[] {
  const found: ErrorPlace[] = [];
  const visit = (node: WebTreeSitter.Node, parent: string): void => {
    if (node.isError) found.push({ start: node.startIndex, end: node.endIndex, parent });
    else if (node.isMissing) found.push({ start: node.startIndex, end: node.startIndex, parent });
    else if (node.hasError) for (const child of node.children) if (child) visit(child, node.type);
  };
  visit(tree.rootNode, '');
  return found;
}

/** How many rounds of bridging may bring nothing: while code is being typed, most errors are no gaps. */
const MAX_IDLE_ROUNDS = 3;

function extent(errors: readonly ErrorPlace[]): number {
  return errors.reduce((sum, { start, end }) => sum + end - start + 1, 0);
}

/** Rows and columns only matter to callers that ask for them; nobody here does. */
function pointless({ start, oldEnd, newEnd }: TextEdit): WebTreeSitter.Edit {
  const point = { row: 0, column: 0 };
  return {
    startIndex: start,
    oldEndIndex: oldEnd,
    newEndIndex: newEnd,
    startPosition: point,
    oldEndPosition: point,
    newEndPosition: point,
  };
}

/** Deeper nodes are cut off as broken: no hand-written file comes near, and the stack stays safe. */
const MAX_DEPTH = 1500;

/** Walks trees with a cursor, the cheapest way over the wasm border: about 2 µs a node. */
class Converter {
  readonly #types: readonly string[];
  readonly #fields: readonly (string | null)[];
  readonly #named: readonly boolean[];
  readonly #leaves: readonly boolean[];

  constructor(language: WebTreeSitter.Language) {
    this.#types = language.types;
    this.#fields = language.fields;
    this.#named = this.#types.map((_, id) => language.nodeTypeIsNamed(id));
    this.#leaves = this.#types.map((type, id) => !this.#named[id] || leaves.has(type));
  }

  convertRoot(tree: WebTreeSitter.Tree, shift: number): readonly SyntaxNode[] {
    const cursor = tree.walk();
    const nodes: SyntaxNode[] = [];
    if (cursor.gotoFirstChild()) {
      do nodes.push(this.#convert(cursor, '', shift, 0));
      while (cursor.gotoNextSibling());
    }
    cursor.delete();
    return nodes;
  }

  /** Goes to the first node without passing through those in front of it, so that it takes no longer in a large file. */
  convertBetween(tree: WebTreeSitter.Tree, start: number, end: number): readonly SyntaxNode[] | undefined {
    const nodes: SyntaxNode[] = [];
    let node = tree.rootNode.firstChildForIndex(start);
    if (node && node.startIndex < start) return undefined;
    for (; node && node.startIndex < end; node = node.nextSibling) {
      if (node.endIndex > end) return undefined;
      const cursor = node.walk();
      nodes.push(this.#convert(cursor, '', 0, 0));
      cursor.delete();
    }
    return nodes;
  }

  #convert(cursor: WebTreeSitter.TreeCursor, parent: string, shift: number, depth: number): SyntaxNode {
    const id = cursor.nodeTypeId;
    const type = this.#types[id] ?? 'ERROR';
    const field = this.#fields[cursor.currentFieldId] ?? '';
    const named = this.#named[id] ?? true;
    const start = cursor.startIndex + shift;
    const end = cursor.endIndex + shift;
    let broken = type === 'ERROR' || (start === end && cursor.nodeIsMissing) || depth > MAX_DEPTH;
    const children: SyntaxNode[] = [];
    const open = !this.#leaves[id] && depth <= MAX_DEPTH && !staysClosed(type, field, parent);
    if (open && cursor.gotoFirstChild()) {
      do {
        const node = this.#convert(cursor, type, shift, depth + 1);
        broken ||= node.broken;
        children.push(node);
      } while (cursor.gotoNextSibling());
      cursor.gotoParent();
    }
    return { type, field, named, start, end, children, broken };
  }
}

/** Named nodes that have no children; asking for them costs as much as a node. */
const leaves: ReadonlySet<string> = new Set(
  'identifier type_identifier field_identifier primitive_type mutable_specifier self super crate'.split(' '),
);

/** Nodes whose inside nobody reads here; see `SyntaxNode`. */
function staysClosed(type: string, field: string, parent: string): boolean {
  switch (type) {
    case 'token_tree':
    case 'line_comment':
    case 'block_comment':
    case 'string_literal':
    case 'raw_string_literal':
    case 'macro_rule':
      return true;
    case 'block':
      return parent === 'function_item';
    default:
      return (
        field === 'value' &&
        (parent === 'const_item' || parent === 'static_item' || parent === 'enum_variant')
      );
  }
}
