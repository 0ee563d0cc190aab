/**
 * A node of the parser's tree as plain data: what the lowering reads, free of the parser's runtime. Names
 * of types and fields are tree-sitter-rust's. Anonymous tokens are kept (`named: false`, their text as type).
 *
 * Bodies of functions, values of constants and the inside of token trees are left closed (no children).
 */
export interface SyntaxNode {
  readonly type: string;
  /** The field it has in its parent, or ''. */
  readonly field: string;
  readonly named: boolean;
  /** UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
  readonly children: readonly SyntaxNode[];
  /** The node or one below it (closed ones aside) doesn't parse, or is a token that the parser had to invent. */
  readonly broken: boolean;
}

/** The first child with that field name. */
export function child(node: SyntaxNode, field: string): SyntaxNode | undefined {
  return node.children.find((c) => c.field === field);
}

/** The first child of that type. */
export function childOfType(node: SyntaxNode, type: string): SyntaxNode | undefined {
  return node.children.find((c) => c.type === type);
}

/** Whether there is a child of that type, often a token such as `mut`. */
/** The first part of a node that doesn't parse, if there is one; a part that nests too deep to be read is none. */
export function firstError(node: SyntaxNode): SyntaxNode | undefined {
  let at: SyntaxNode | undefined = node.broken ? node : undefined;
  while (at && at.type !== 'ERROR' && at.start < at.end) at = at.children.find((c) => c.broken);
  return at;
}

export function has(node: SyntaxNode, type: string): boolean {
  return node.children.some((c) => c.type === type);
}

const COMMENTS: ReadonlySet<string> = new Set(['line_comment', 'block_comment']);

export function isComment(node: SyntaxNode): boolean {
  return COMMENTS.has(node.type);
}

/** Named children without comments, attributes and errors. */
export function operands(node: SyntaxNode): readonly SyntaxNode[] {
  return node.children.filter(
    (c) =>
      c.named &&
      !isComment(c) &&
      c.type !== 'attribute_item' &&
      c.type !== 'inner_attribute_item' &&
      c.type !== 'ERROR',
  );
}

/**
 * A list's elements (patterns, types, expressions): like `operands`, and a lone `_`, which the grammar has as
 * an anonymous token, counts too.
 */
export function elements(node: SyntaxNode): readonly SyntaxNode[] {
  return node.children.filter(
    (c) =>
      (c.named &&
        !isComment(c) &&
        c.type !== 'attribute_item' &&
        c.type !== 'inner_attribute_item' &&
        c.type !== 'ERROR') ||
      (!c.named && c.type === '_'),
  );
}
