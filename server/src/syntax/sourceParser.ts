import type { Attribute, ImplItem, Item, Span, TypeSyntax } from './ast.ts';
import type { Block, Expr, Pattern } from './bodyAst.ts';
import { callNodes } from './callNodes.ts';
import { innerAttributes } from './lower/attributes.ts';
import { lowerBlock } from './lower/blocks.ts';
import { lowerExpr } from './lower/expressions.ts';
import { lowerItems } from './lower/items.ts';
import { type IdentifierFacts, type Lowering, NO_FACTS } from './lower/lowering.ts';
import { lowerPattern } from './lower/patterns.ts';
import { lowerType } from './lower/types.ts';
import { recoverItems } from './recovery.ts';
import { skim } from './skim.ts';
import { child, type SyntaxNode } from './syntaxNode.ts';
import type { TreeParser } from './treeSitter.ts';

/** Items and inner attributes of one text. */
export interface ParsedItems {
  readonly items: readonly Item[];
  readonly innerAttributes: readonly Attribute[];
}

/** A text, the part of it to parse, and what is known of its identifiers when it is an expansion. */
export interface Fragment {
  readonly text: string;
  readonly span: Span;
  readonly identifiers?: IdentifierFacts;
}

/**
 * From text to syntax as plain data. Spans in the results are UTF-16 offsets into the whole `text`, whatever
 * part of it was parsed. Nothing here fails: what doesn't parse is an `error` node, or `syntaxError` on its item.
 */
export class SourceParser {
  readonly #parser: TreeParser;
  readonly #members = new WeakMap<ImplItem, readonly Item[]>();

  constructor(parser: TreeParser) {
    this.#parser = parser;
  }

  /** A file, or the expansion of a macro call at item position. */
  items(text: string, identifiers: IdentifierFacts = NO_FACTS): ParsedItems {
    const skimmed = this.#skimmed(skim(text));
    const isBroken = skimmed.some(({ broken }) => broken);
    const nodes = isBroken ? this.#recovered(text) : skimmed;
    const cx = createLowering(text, identifiers, !isBroken);
    return { items: cx.items(nodes), innerAttributes: innerAttributes(cx, nodes) };
  }

  /** The items of an impl, which stands in that text: the same each time. */
  members(impl: ImplItem, { text, identifiers = NO_FACTS }: Omit<Fragment, 'span'>): readonly Item[] {
    if (impl.body === undefined) return impl.items ?? [];
    let items = this.#members.get(impl);
    if (items === undefined) {
      items = createLowering(text, identifiers).items(this.#memberNodes(text, impl.body.span));
      this.#members.set(impl, items);
    }
    return items;
  }

  #memberNodes(text: string, body: Span): readonly SyntaxNode[] {
    const inside = text.slice(body.start + 1, body.end - 1);
    const parse = (piece: string) => this.nodes(`impl T{${piece}}`, body.start + 1 - 'impl T{'.length);
    const [skimmed] = parse(skim(inside));
    const [node] = skimmed === undefined || skimmed.broken ? parse(inside) : [skimmed];
    return (node && child(node, 'body')?.children) ?? [];
  }

  #skimmed(text: string): readonly SyntaxNode[] {
    return callNodes(text) ?? this.nodes(text);
  }

  /** The top-level nodes of a text at item level (see `skim`); undefined where it doesn't parse. */
  skimmedNodes(text: string): readonly SyntaxNode[] | undefined {
    const nodes = this.#skimmed(skim(text));
    return nodes.some(({ broken }) => broken) ? undefined : nodes;
  }

  /** With all of a text that doesn't parse, as in an editor: the errors say where items begin and end. */
  #recovered(text: string): readonly SyntaxNode[] {
    return recoverItems(this.nodes(text), text, (piece, offset) => this.nodes(piece, offset));
  }

  /** A function's body, `{` and `}` included. */
  block({ text, span, identifiers = NO_FACTS }: Fragment): Block {
    if (nestsTooDeep(text.slice(span.start, span.end))) return { ...broken(span), tooDeep: true };
    const cx = createLowering(text, identifiers, true);
    const [statement] = this.#wrapped(text, span, '', '').filter(isCode);
    const block = statement?.type === 'expression_statement' ? statement.children[0] : statement;
    return block?.type === 'block' ? cx.block(block) : broken(span);
  }

  /** Statements without braces around them, such as a macro call's expansion; `tail` as for a block. */
  statements({ text, span, identifiers = NO_FACTS }: Fragment): Block {
    const cx = createLowering(text, identifiers, true);
    const [statement] = this.#wrapped(text, span, '{', '\n}').filter(isCode);
    const block = statement?.type === 'expression_statement' ? statement.children[0] : statement;
    return block?.type === 'block' ? { ...cx.block(block), span } : broken(span);
  }

  expr({ text, span, identifiers = NO_FACTS }: Fragment): Expr {
    const cx = createLowering(text, identifiers, true);
    const [statement] = this.#wrapped(text, span, '(', '\n);').filter(isCode);
    const paren = statement?.type === 'expression_statement' ? statement.children[0] : statement;
    if (paren?.type === 'unit_expression') return { kind: 'error', span };
    if (paren?.type !== 'parenthesized_expression')
      return paren?.type === 'tuple_expression' ? cx.expr(paren) : { kind: 'error', span };
    const lowered = cx.expr(paren);
    return lowered.kind === 'paren' ? lowered.inner : lowered;
  }

  type({ text, span, identifiers = NO_FACTS }: Fragment): TypeSyntax {
    const cx = createLowering(text, identifiers);
    const item = this.#wrapped(text, span, 'type T=', '\n;').find((n) => n.type === 'type_item');
    const type = item && child(item, 'type');
    return type && !type.broken ? cx.type(type) : { kind: 'error', reason: 'a syntax error in a type', span };
  }

  pattern({ text, span, identifiers = NO_FACTS }: Fragment): Pattern {
    const cx = createLowering(text, identifiers);
    const [statement] = this.#wrapped(text, span, 'match x{', '\n=>x}').filter(isCode);
    const match = statement?.type === 'expression_statement' ? statement.children[0] : statement;
    const lowered = match?.type === 'match_expression' ? cx.expr(match) : undefined;
    return (lowered?.kind === 'match' && lowered.arms[0]?.pat) || { kind: 'error', span };
  }

  /** The top-level nodes of a text of its own, moved by `offset`. */
  nodes(text: string, offset = 0): readonly SyntaxNode[] {
    const tree = this.#parser.parse(text);
    const nodes = tree.topLevel(offset);
    tree.free();
    return nodes;
  }

  #wrapped(text: string, span: Span, before: string, after: string): readonly SyntaxNode[] {
    const whole = text.slice(span.start, span.end);
    // Only items make it worth the while; what else there is in a body has to be read anyway.
    const piece = holdsItems.test(whole) ? skim(whole) : whole;
    return this.nodes(before + piece + after, span.start - before.length);
  }
}

const holdsItems = /\b(?:fn|impl|macro_rules)\b/;

function isCode(node: SyntaxNode): boolean {
  return node.named && node.type !== 'line_comment' && node.type !== 'block_comment';
}

/** Types that nest deeper would end the stack of whoever walks them. */
const MAX_TYPE_DEPTH = 300;

/** The same for expressions and blocks, of which each level takes several calls of several walkers. */
const MAX_EXPR_DEPTH = 800;
const MAX_PATTERN_DEPTH = 300;

/** The lowering functions tied together over one text. */
export function createLowering(text: string, identifiers: IdentifierFacts, skimmed = false): Lowering {
  let depth = 0;
  let nesting = 0;
  let patterns = 0;
  const cx: Lowering = {
    text,
    skimmed,
    identifiers,
    type: (node) => {
      if (depth >= MAX_TYPE_DEPTH)
        return {
          kind: 'error',
          reason: 'the type nests too deep',
          span: { start: node.start, end: node.end },
        };
      depth++;
      const type = lowerType(cx, node);
      depth--;
      return type;
    },
    expr: (node) => {
      if (nesting >= MAX_EXPR_DEPTH) return tooDeep(node);
      nesting++;
      const expr = lowerExpr(cx, node);
      nesting--;
      return expr;
    },
    pattern: (node) => {
      if (patterns >= MAX_PATTERN_DEPTH) return tooDeep(node);
      patterns++;
      const pattern = lowerPattern(cx, node);
      patterns--;
      return pattern;
    },
    block: (node) => {
      if (nesting >= MAX_EXPR_DEPTH)
        return { ...broken({ start: node.start, end: node.end }), tooDeep: true };
      nesting++;
      const block = lowerBlock(cx, node);
      nesting--;
      return block;
    },
    items: (nodes) => lowerItems(cx, nodes),
  };
  return cx;
}

function tooDeep({ start, end }: SyntaxNode) {
  return { kind: 'error', tooDeep: true, span: { start, end } } as const;
}

/**
 * Whether the braces of a text nest deeper than a body is followed. Functions in functions are read one level after
 * the other, each time with all that stands inside.
 */
function nestsTooDeep(text: string): boolean {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === OPEN_BRACE) depth++;
    else if (code === CLOSE_BRACE) depth--;
    if (depth > MAX_EXPR_DEPTH) return true;
  }
  return false;
}

const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

function broken(span: Span): Block {
  return { statements: [], attrs: [], broken: true, span };
}
