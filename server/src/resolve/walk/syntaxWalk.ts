import type { MacroCall } from '../../syntax/ast.ts';
import type { Block } from '../../syntax/bodyAst.ts';

/** What a walk over a body meets. Nothing inside a block or call is walked unless the visitor does it. */
export interface BodyVisitor {
  block(block: Block): void;
  call(call: MacroCall): void;
}

/**
 * Finds the outermost blocks and macro calls in a piece of syntax: an expression, pattern, type or any list
 * of them. The tree is plain data, so it is walked without a case for each kind; items are left out.
 */
export function walkSyntax(node: unknown, visitor: BodyVisitor): void {
  if (Array.isArray(node)) {
    for (const part of node) walkSyntax(part, visitor);
    return;
  }
  if (!isNode(node)) return;
  if (isBlock(node)) {
    visitor.block(node);
    return;
  }
  if (node.kind === 'item') return;
  if (node.kind === 'macro' && isNode(node.call)) {
    visitor.call(node.call as unknown as MacroCall);
    return;
  }
  for (const key in node) if (key !== 'span' && key !== 'name') walkSyntax(node[key], visitor);
}

/** The same for what stands directly in a block. */
export function walkStatements(block: Block, visitor: BodyVisitor): void {
  walkSyntax(block.statements, visitor);
  if (block.tail !== undefined) walkSyntax(block.tail, visitor);
}

interface Node {
  readonly [key: string]: unknown;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}

function isBlock(node: Node): node is Node & Block {
  return Array.isArray(node.statements);
}
