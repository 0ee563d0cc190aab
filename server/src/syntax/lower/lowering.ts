import type { Item, Name, TypeSyntax } from '../ast.ts';
import type { Block, Expr, Pattern } from '../bodyAst.ts';
import type { SyntaxNode } from '../syntaxNode.ts';

/**
 * What the lowering functions share: the text, and each other. Types, expressions, patterns and items
 * contain one another, so they meet here instead of importing each other.
 */
export interface Lowering {
  readonly text: string;
  /** The insides of impls were not parsed; see `skim`. */
  readonly skimmed: boolean;
  /** Facts about identifiers in expanded text. */
  readonly identifiers: IdentifierFacts;
  type(node: SyntaxNode): TypeSyntax;
  expr(node: SyntaxNode): Expr;
  pattern(node: SyntaxNode): Pattern;
  block(node: SyntaxNode): Block;
  items(nodes: readonly SyntaxNode[]): readonly Item[];
}

/** What an expansion knows of its identifiers; a file's text has neither marks nor `$crate`. */
export interface IdentifierFacts {
  /** The hygiene mark of the identifier at that offset. */
  mark(offset: number): number | undefined;
  /** The crate that an identifier stands for, when it is a spelled-out `$crate`. */
  crate(identifier: string): string | undefined;
}

export const NO_FACTS: IdentifierFacts = { mark: () => undefined, crate: () => undefined };

export function textOf(cx: Lowering, node: { start: number; end: number }): string {
  return cx.text.slice(node.start, node.end);
}

export function spanOf(node: { start: number; end: number }): { start: number; end: number } {
  return { start: node.start, end: node.end };
}

/** The name that an identifier node spells, `r#` taken off. */
export function nameOf(cx: Lowering, node: SyntaxNode): Name {
  const spelled = textOf(cx, node);
  const text = spelled.startsWith('r#') ? spelled.slice(2) : spelled;
  const mark = cx.identifiers.mark(node.start);
  return mark === undefined ? { text, span: spanOf(node) } : { text, span: spanOf(node), mark };
}
