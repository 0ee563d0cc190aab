import type { Item } from './ast.ts';
import { innerAttributes } from './lower/attributes.ts';
import { NO_FACTS } from './lower/lowering.ts';
import { recoverItems } from './recovery.ts';
import { shiftItem } from './shiftItem.ts';
import { createLowering, type ParsedItems, type SourceParser } from './sourceParser.ts';
import { isComment, type SyntaxNode } from './syntaxNode.ts';
import type { ParsedTree, TextEdit, TreeParser } from './treeSitter.ts';

/**
 * The syntax of a document that is being typed in. An edit reparses incrementally, and items whose text
 * stayed the same are not converted again; those that didn't move either keep their identity, so that
 * whatever is remembered about them stays valid.
 */
export class OpenDocument {
  readonly #trees: TreeParser;
  readonly #sources: SourceParser;
  #tree: ParsedTree | undefined;
  /** Nodes of top-level items by their text, at offset 0, closed: what they were lowered to is remembered too. */
  #nodes = new Map<string, SyntaxNode>();
  /** What top-level texts were lowered to, by the text. */
  #items = new Map<string, Lowered>();

  constructor(trees: TreeParser, sources: SourceParser) {
    this.#trees = trees;
    this.#sources = sources;
  }

  /** Parses the whole text; `edits` lead from the text of the last call to this one, in their order. */
  update(text: string, edits: readonly TextEdit[]): ParsedItems {
    const old = this.#tree;
    this.#tree = old && edits.length > 0 ? old.reparse(text, edits) : this.#trees.parse(text);
    old?.free();
    const nodes = recoverItems(this.#convert(this.#tree, text), text, (piece, offset) =>
      this.#piece(piece, offset),
    );
    this.#remember(nodes, text);
    const cx = createLowering(text, NO_FACTS);
    return { items: this.#lower(nodes, text), innerAttributes: innerAttributes(cx, nodes) };
  }

  dispose(): void {
    this.#tree?.free();
    this.#tree = undefined;
  }

  #convert(tree: ParsedTree, text: string): readonly SyntaxNode[] {
    const nodes = tree.topLevel(0, (start, end) => !this.#nodes.has(text.slice(start, end)));
    return nodes.map((node) => {
      const known =
        node.children.length === 0 ? this.#nodes.get(text.slice(node.start, node.end)) : undefined;
      return known ? shifted(known, node.start) : node;
    });
  }

  /** A piece of broken text, parsed alone: as remembered when it hasn't changed. */
  #piece(piece: string, offset: number): readonly SyntaxNode[] {
    const known = this.#nodes.get(piece);
    // A piece may be the whole text of an item that stood alone before the code around it broke.
    if (known) return (known.type === PIECE.type ? known.children : [known]).map((c) => shifted(c, offset));
    const children = this.#sources.nodes(piece);
    this.#nodes.set(piece, { ...PIECE, end: piece.length, children });
    return children.map((c) => shifted(c, offset));
  }

  #remember(nodes: readonly SyntaxNode[], text: string): void {
    const next = new Map<string, SyntaxNode>();
    for (const [piece, node] of this.#nodes)
      if (node.type === PIECE.type && next.size < 500) next.set(piece, node);
    for (const node of nodes) {
      const key = text.slice(node.start, node.end);
      const known = this.#nodes.get(key);
      if (known) next.set(key, known);
      else if (node.children.length > 0 && !node.broken) next.set(key, this.#closed(node, key));
    }
    this.#nodes = next;
  }

  /** The node at offset 0, to be parsed again if somebody reads its children: held, they take more memory than all else. */
  #closed({ type, field, named, broken }: SyntaxNode, text: string): SyntaxNode {
    const parse = () => this.#sources.nodes(text).find((node) => node.type === type)?.children ?? [];
    let children: readonly SyntaxNode[] | undefined;
    return {
      type,
      field,
      named,
      start: 0,
      end: text.length,
      broken,
      get children() {
        children ??= parse();
        return children;
      },
    };
  }

  #lower(nodes: readonly SyntaxNode[], text: string): readonly Item[] {
    const cx = createLowering(text, NO_FACTS);
    const next = new Map<string, Lowered>();
    const items: Item[] = [];
    let from = 0;
    for (const [i, node] of nodes.entries()) {
      if (isComment(node) || node.type === 'attribute_item') continue;
      const start = nodes[from]!.start;
      const key = text.slice(start, node.end);
      const known = this.#items.get(key) ?? next.get(key);
      const lowered = known ? movedTo(known, start) : loweredAt(start, cx.items(nodes.slice(from, i + 1)));
      // Of a text that stands there twice, each edit may take the other one for it: the items are equal.
      next.set(key, lowered);
      items.push(...lowered.items);
      from = i + 1;
    }
    this.#items = next;
    return items;
  }
}

/** The items of a text where it stands now, and as they were lowered. */
interface Lowered {
  readonly start: number;
  readonly items: readonly Item[];
  readonly original: { readonly start: number; readonly items: readonly Item[] };
}

function loweredAt(start: number, items: readonly Item[]): Lowered {
  return { start, items, original: { start, items } };
}

/** Items that didn't move keep their identity. */
function movedTo(known: Lowered, start: number): Lowered {
  if (known.start === start) return known;
  const { original } = known;
  const by = start - original.start;
  return { start, items: by === 0 ? original.items : original.items.map((i) => shiftItem(i, by)), original };
}

/** Stands for a piece of text with several nodes; never seen outside. */
const PIECE: SyntaxNode = {
  type: 'piece',
  field: '',
  named: true,
  start: 0,
  end: 0,
  children: [],
  broken: true,
};

/** The node elsewhere in the text; its children are moved when somebody reads them. */
function shifted(node: SyntaxNode, by: number): SyntaxNode {
  if (by === 0) return node;
  let children: readonly SyntaxNode[] | undefined;
  return {
    type: node.type,
    field: node.field,
    named: node.named,
    start: node.start + by,
    end: node.end + by,
    broken: node.broken,
    get children() {
      children ??= node.children.map((c) => shifted(c, by));
      return children;
    },
  };
}
