import type { Attribute, Item } from './ast.ts';
import { groupsOf, type NodeGroup } from './itemGroups.ts';
import { innerAttributes } from './lower/attributes.ts';
import { NO_FACTS } from './lower/lowering.ts';
import { recoverItems } from './recovery.ts';
import { shiftItem } from './shiftItem.ts';
import { createLowering, type ParsedItems, type SourceParser } from './sourceParser.ts';
import type { SyntaxNode } from './syntaxNode.ts';
import type { ParsedTree, TextEdit, TreeParser } from './treeSitter.ts';

/** A stretch of top-level nodes up to the end of an item, and what it was lowered to. */
interface Group {
  /** UTF-16 offsets in the text of the last update. */
  readonly start: number;
  readonly end: number;
  /** Some of it doesn't parse. */
  readonly broken: boolean;
  /** It was read together with something that doesn't parse: how, depends on all of that. */
  readonly recovered: boolean;
  /** Comments or attributes with no item behind them. */
  readonly open: boolean;
  readonly items: readonly Item[];
  readonly inner: readonly Attribute[];
  /** As they were lowered: what moves is moved from there. */
  readonly original: { readonly start: number; readonly items: readonly Item[] };
}

/** The groups that an update makes anew: `[from, to)` of the old ones, `[start, end)` of the new text. */
interface Window {
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly end: number;
}

/** After so many edits of items the tree is brought up to date. */
const MAX_PENDING = 200;

/** Pieces of broken text that are remembered, at most. */
const MAX_PIECES = 500;

/**
 * The syntax of a document that is being typed in. An edit reparses incrementally, and only the items that it touches, or
 * whose structure it changed, are converted and lowered again. Items in front of it keep their identity, so that whatever
 * is remembered about them stays valid; those behind it are moved on demand.
 */
export class OpenDocument {
  readonly #trees: TreeParser;
  readonly #sources: SourceParser;
  #tree: ParsedTree | undefined;
  /** Edits that lead from the tree's text to the last one: where one item took them all, nothing was parsed but that. */
  #pending: readonly TextEdit[] = [];
  #text = '';
  #groups: readonly Group[] = [];
  /** What pieces of broken text were parsed to, at offset 0. */
  #pieces = new Map<string, readonly SyntaxNode[]>();

  constructor(trees: TreeParser, sources: SourceParser) {
    this.#trees = trees;
    this.#sources = sources;
  }

  /** Parses the whole text; `edits` lead from the text of the last call to this one, in their order. */
  update(text: string, edits: readonly TextEdit[]): ParsedItems {
    const groups = edits.length > 0 && this.#tree ? this.#withinOneItem(text, edits) : undefined;
    this.#pending = groups ? [...this.#pending, ...edits] : this.#pending;
    this.#groups = groups ?? this.#reparsed(text, edits);
    this.#text = text;
    const items: Item[] = [];
    const inner: Attribute[] = [];
    for (const group of this.#groups) {
      for (const item of group.items) items.push(item);
      if (group.inner.length > 0) inner.push(...group.inner);
    }
    return { items, innerAttributes: inner };
  }

  #reparsed(text: string, edits: readonly TextEdit[]): readonly Group[] {
    const old = this.#tree;
    const known = old && edits.length > 0;
    const tree = known ? old.reparse(text, [...this.#pending, ...edits]) : this.#trees.parse(text);
    this.#tree = tree;
    this.#pending = [];
    const changed = known ? changedSpan(edits, old.changedIn(tree)) : undefined;
    old?.free();
    const groups = changed && this.#updated(tree, text, changed, text.length - this.#text.length);
    return groups ?? this.#made(tree.topLevel(), text, this.#groups, 0);
  }

  /**
   * The groups where all of the text parses and the edits lie inside of one item, which is still a single item that
   * parses: then it is read alone, as a file's items are. Undefined otherwise.
   */
  #withinOneItem(text: string, edits: readonly TextEdit[]): readonly Group[] | undefined {
    if (this.#pending.length >= MAX_PENDING) return undefined;
    const { start, oldEnd } = changedSpan(edits, []);
    const at = firstIndex(this.#groups, (group) => group.end > oldEnd);
    const old = this.#groups[at];
    if (!old || old.start >= start || old.inner.length > 0 || this.#groups.some(isBroken)) return undefined;
    const by = text.length - this.#text.length;
    const piece = text.slice(old.start, old.end + by);
    const skimmed = this.#sources.skimmedNodes(piece);
    const [group, another] = skimmed ? groupsOf(skimmed, 0) : [];
    if (!group || another || group.open || group.end < piece.length) return undefined;
    const cx = createLowering(piece, NO_FACTS, true);
    const inner = innerAttributes(cx, group.nodes);
    if (inner.length > 0) return undefined;
    // Comments in front of the item, and attributes that say nothing, are not among its nodes.
    const made = movedTo(loweredGroup({ ...group, start: 0 }, cx.items(group.nodes), inner), old.start);
    const behind = this.#groups.slice(at + 1);
    return [
      ...this.#groups.slice(0, at),
      made,
      ...(by === 0 ? behind : behind.map((each) => moved(each, by))),
    ];
  }

  dispose(): void {
    this.#tree?.free();
    this.#tree = undefined;
  }

  /** The groups with those replaced that a change touches; undefined where the rest doesn't stand where it should. */
  #updated(
    tree: ParsedTree,
    text: string,
    changed: ChangedSpan,
    shift: number,
  ): readonly Group[] | undefined {
    const old = this.#groups;
    for (let window = this.#windowOf(changed, shift, text); ; ) {
      const { from, to, start, end } = window;
      const nodes = tree.between(start, end);
      if (nodes === undefined) return undefined;
      const middle = this.#made(nodes, text, old.slice(from, to), start);
      // An attribute belongs to the item behind it, and errors run together.
      const runsOn = (middle.at(-1)?.open || middle.at(-1)?.broken) && to < old.length;
      const runsIn = middle[0]?.broken && from > 0;
      if (!runsOn && !runsIn) {
        const behind = shift === 0 ? old.slice(to) : old.slice(to).map((group) => moved(group, shift));
        return [...old.slice(0, from), ...middle, ...behind];
      }
      const wider = { from: runsIn ? from - 1 : from, to: runsOn ? to + 1 : to };
      window = this.#window(grown(wider, old, runsIn === true, runsOn === true), shift, text);
    }
  }

  #windowOf({ start, oldEnd }: ChangedSpan, shift: number, text: string): Window {
    const old = this.#groups;
    const from = firstIndex(old, (group) => group.end >= start);
    const to = firstIndex(old, (group) => group.start > oldEnd);
    return this.#window(grown({ from, to: Math.max(from, to) }, old, true, true), shift, text);
  }

  #window({ from, to }: Pick<Window, 'from' | 'to'>, shift: number, text: string): Window {
    const behind = this.#groups[to];
    const start = this.#groups[from - 1]?.end ?? 0;
    return { from, to, start, end: behind === undefined ? text.length : behind.start + shift };
  }

  /** Groups of nodes, lowered; of those among `before` that have the same text, what is known of them. */
  #made(nodes: readonly SyntaxNode[], text: string, before: readonly Group[], at: number): readonly Group[] {
    const known = new Map(before.map((group) => [this.#text.slice(group.start, group.end), group]));
    const recovered = recoverItems(nodes, text, (piece, offset) => this.#piece(piece, offset));
    const run = recovered !== nodes;
    const cx = createLowering(text, NO_FACTS);
    return groupsOf(recovered, at).map((group) => {
      const same = known.get(text.slice(group.start, group.end));
      // The same text in front of other code may be read in another way where it doesn't parse.
      if (same && !same.broken && !group.broken && same.open === group.open)
        return { ...movedTo(same, group.start), recovered: run };
      return {
        ...loweredGroup(group, cx.items(group.nodes), innerAttributes(cx, group.nodes)),
        recovered: run,
      };
    });
  }

  /** A piece of broken text, parsed alone: as remembered when it hasn't changed. */
  #piece(piece: string, offset: number): readonly SyntaxNode[] {
    let nodes = this.#pieces.get(piece);
    this.#pieces.delete(piece);
    nodes ??= this.#sources.nodes(piece);
    this.#pieces.set(piece, nodes);
    for (const oldest of this.#pieces.keys()) {
      if (this.#pieces.size <= MAX_PIECES) break;
      this.#pieces.delete(oldest);
    }
    return nodes.map((node) => shifted(node, offset));
  }
}

/** What the edits replaced, and where the structure changed: from `start` to `oldEnd`, an offset of the old text. */
interface ChangedSpan {
  readonly start: number;
  readonly oldEnd: number;
}

/** `restructured` are offsets of the new text. */
function changedSpan(
  edits: readonly TextEdit[],
  restructured: readonly { start: number; end: number }[],
): ChangedSpan {
  let start = Number.POSITIVE_INFINITY;
  // The end of all that changed, in the text after the edits so far, and how far that is from the old text's.
  let end = 0;
  let shift = 0;
  for (const edit of edits) {
    const by = edit.newEnd - edit.oldEnd;
    end = Math.max(edit.newEnd, end > edit.oldEnd ? end + by : Math.min(end, edit.start));
    start = Math.min(start, edit.start);
    shift += by;
  }
  for (const range of restructured) {
    start = Math.min(start, range.start);
    end = Math.max(end, range.end);
  }
  return { start, oldEnd: end - shift };
}

/** A window with the groups at its borders that are broken, or end without an item. */
function grown(
  { from, to }: Pick<Window, 'from' | 'to'>,
  groups: readonly Group[],
  forth: boolean,
  back: boolean,
): Pick<Window, 'from' | 'to'> {
  let first = from;
  let last = to;
  if (forth) while (first > 0 && (isBroken(groups[first - 1]!) || groups[first - 1]!.open)) first--;
  if (back) while (last < groups.length && isBroken(groups[last]!)) last++;
  return { from: first, to: last };
}

/** The index of the first group that passes, which all behind it do as well. */
function firstIndex(groups: readonly Group[], passes: (group: Group) => boolean): number {
  let low = 0;
  let high = groups.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passes(groups[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function isBroken({ broken, recovered }: Group): boolean {
  return broken || recovered;
}

function loweredGroup(
  { start, end, broken, open }: NodeGroup,
  items: readonly Item[],
  inner: readonly Attribute[],
): Group {
  return { start, end, broken, recovered: false, open, items, inner, original: { start, items } };
}

function moved(group: Group, by: number): Group {
  return movedTo(group, group.start + by);
}

/** Items that didn't move keep their identity. */
function movedTo(group: Group, start: number): Group {
  if (group.start === start) return group;
  const { original } = group;
  const by = start - original.start;
  const items = by === 0 ? original.items : original.items.map((item) => shiftItem(item, by));
  const inner = group.inner.map((attribute) => movedAttribute(attribute, start - group.start));
  return { ...group, start, end: group.end + start - group.start, items, inner };
}

function movedAttribute(attribute: Attribute, by: number): Attribute {
  const { start, end } = attribute.span;
  return { ...attribute, span: { start: start + by, end: end + by } };
}

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
