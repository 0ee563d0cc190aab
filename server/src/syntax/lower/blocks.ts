import type { Block, Expr, Statement } from '../bodyAst.ts';
import { child, firstError, has, isComment, type SyntaxNode } from '../syntaxNode.ts';
import { attributesBefore, innerAttributes } from './attributes.ts';
import { isItemNode } from './items.ts';
import { type Lowering, spanOf } from './lowering.ts';
import { lowerMacroCall } from './types.ts';

/** Expressions that end a statement without a semicolon (Rust Reference, "Expression statements"). */
const BLOCK_LIKE: ReadonlySet<string> = new Set([
  'block',
  'unsafe_block',
  'async_block',
  'const_block',
  'try_block',
  'gen_block',
  'if_expression',
  'match_expression',
  'loop_expression',
  'while_expression',
  'for_expression',
]);

/** Lowers `{ … }`. The last expression without a semicolon is the tail, also a block-like one or a macro call. */
export function lowerBlock(cx: Lowering, node: SyntaxNode): Block {
  const parts = node.children.filter(
    (c) => c.named && !isComment(c) && c.type !== 'label' && !c.type.startsWith('inner_'),
  );
  const statements: Statement[] = [];
  let tail: Expr | undefined;
  for (const [i, part] of parts.entries()) {
    if (part.type === 'attribute_item') continue;
    const last = i === parts.length - 1;
    const value = last ? tailOf(part) : undefined;
    if (value)
      tail = withAttrs(cx.expr(value), attributesBefore(cx, node.children, node.children.indexOf(part)));
    else statements.push(lowerStatement(cx, node, part));
  }
  return {
    span: spanOf(node),
    statements,
    ...(tail && { tail }),
    attrs: innerAttributes(cx, node.children),
    ...(node.broken && { broken: true, ...(firstError(node) === undefined && { tooDeep: true }) }),
  };
}

/** The expression of a block's last part when it is the block's value. */
function tailOf(part: SyntaxNode): SyntaxNode | undefined {
  if (part.type === 'expression_statement') {
    if (has(part, ';')) return undefined;
    return part.children.find((c) => c.named && !isComment(c) && c.type !== 'attribute_item');
  }
  if (part.type === 'macro_invocation') return part;
  if (part.type === 'let_declaration' || part.type === 'empty_statement' || part.type === 'ERROR')
    return undefined;
  return isItemNode(part) ? undefined : part;
}

function lowerStatement(cx: Lowering, block: SyntaxNode, node: SyntaxNode): Statement {
  const span = spanOf(node);
  const attrs = attributesBefore(cx, block.children, block.children.indexOf(node));
  if (node.type === 'let_declaration') return lowerLet(cx, node, attrs);
  if (node.type === 'empty_statement') return { kind: 'empty', span };
  if (node.type === 'macro_invocation') {
    return { kind: 'macro', call: lowerMacroCall(cx, node), semicolon: false, attrs, span };
  }
  if (node.type === 'expression_statement') {
    const inner = node.children.find((c) => c.named && !isComment(c) && c.type !== 'attribute_item');
    const semicolon = has(node, ';');
    if (inner?.type === 'macro_invocation') {
      return { kind: 'macro', call: lowerMacroCall(cx, inner), semicolon, attrs, span };
    }
    return {
      kind: 'expr',
      expr: withAttrs(inner ? cx.expr(inner) : { kind: 'error', span }, attrs),
      semicolon,
      span,
    };
  }
  const [item] = isItemNode(node) ? cx.items([...attributeNodes(block, node), node]) : [];
  if (item) return { kind: 'item', item, span: item.span };
  return { kind: 'expr', expr: cx.expr(node), semicolon: !BLOCK_LIKE.has(node.type), span };
}

function withAttrs(expr: Expr, attrs: Expr['attrs']): Expr {
  return attrs && attrs.length > 0 ? { ...expr, attrs } : expr;
}

function attributeNodes(block: SyntaxNode, node: SyntaxNode): readonly SyntaxNode[] {
  const end = block.children.indexOf(node);
  let start = end;
  while (
    start > 0 &&
    (block.children[start - 1]!.type === 'attribute_item' || isComment(block.children[start - 1]!))
  )
    start--;
  return block.children.slice(start, end);
}

function lowerLet(cx: Lowering, node: SyntaxNode, attrs: NonNullable<Expr['attrs']>): Statement {
  const pattern = child(node, 'pattern');
  const ty = child(node, 'type');
  const value = child(node, 'value');
  const otherwise = child(node, 'alternative');
  const pat = pattern ? cx.pattern(pattern) : ({ kind: 'error', span: spanOf(node) } as const);
  const mut = node.children.find((c) => c.type === 'mutable_specifier');
  return {
    kind: 'let',
    pat:
      pat.kind === 'bind' && mut ? { ...pat, mutable: true, span: { ...pat.span, start: mut.start } } : pat,
    ...(ty && { ty: cx.type(ty) }),
    ...(value && { init: cx.expr(value) }),
    ...(otherwise && { otherwise: cx.block(otherwise) }),
    attrs,
    span: spanOf(node),
  };
}
