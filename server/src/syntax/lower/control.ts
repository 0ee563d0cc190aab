import type { Block, Expr, MatchArm } from '../bodyAst.ts';
import { child, childOfType, type SyntaxNode } from '../syntaxNode.ts';
import { attributesBefore } from './attributes.ts';
import { type Lowering, nameOf, spanOf } from './lowering.ts';
import { armParts } from './patterns.ts';

function exprOr(cx: Lowering, node: SyntaxNode | undefined, parent: SyntaxNode): Expr {
  return node ? cx.expr(node) : { kind: 'error', span: spanOf(parent) };
}

function blockOr(cx: Lowering, node: SyntaxNode | undefined, parent: SyntaxNode): Block {
  return node ? cx.block(node) : { statements: [], attrs: [], span: { start: parent.end, end: parent.end } };
}

function labelOf(cx: Lowering, node: SyntaxNode) {
  const label = childOfType(node, 'label');
  return label ? { label: nameOf(cx, label) } : {};
}

export function lowerIf(cx: Lowering, node: SyntaxNode): Expr {
  const otherwise = child(node, 'alternative');
  const branch = otherwise?.children.find((c) => c.type === 'block' || c.type === 'if_expression');
  return {
    kind: 'if',
    condition: exprOr(cx, child(node, 'condition'), node),
    consequence: blockOr(cx, child(node, 'consequence'), node),
    ...(branch && { otherwise: cx.expr(branch) }),
    span: spanOf(node),
  };
}

export function lowerMatch(cx: Lowering, node: SyntaxNode): Expr {
  const body = child(node, 'body');
  const arms = body?.children.filter((c) => c.type === 'match_arm') ?? [];
  return {
    kind: 'match',
    scrutinee: exprOr(cx, child(node, 'value'), node),
    arms: arms.map((arm) => lowerArm(cx, arm)),
    span: spanOf(node),
  };
}

function lowerArm(cx: Lowering, node: SyntaxNode): MatchArm {
  const head = child(node, 'pattern');
  const { pattern, guard } = head ? armParts(head) : {};
  const value = child(node, 'value');
  return {
    pat: pattern ? cx.pattern(pattern) : { kind: 'error', span: spanOf(node) },
    ...(guard && { guard: cx.expr(guard) }),
    body: exprOr(cx, value, node),
    attrs: head ? attributesBefore(cx, node.children, node.children.indexOf(head)) : [],
    span: spanOf(node),
  };
}

export function lowerLoop(cx: Lowering, node: SyntaxNode): Expr {
  return {
    kind: 'loop',
    body: blockOr(cx, child(node, 'body'), node),
    ...labelOf(cx, node),
    span: spanOf(node),
  };
}

export function lowerWhile(cx: Lowering, node: SyntaxNode): Expr {
  return {
    kind: 'while',
    condition: exprOr(cx, child(node, 'condition'), node),
    body: blockOr(cx, child(node, 'body'), node),
    ...labelOf(cx, node),
    span: spanOf(node),
  };
}

export function lowerFor(cx: Lowering, node: SyntaxNode): Expr {
  const pattern = child(node, 'pattern');
  return {
    kind: 'for',
    pat: pattern ? cx.pattern(pattern) : { kind: 'error', span: spanOf(node) },
    iterable: exprOr(cx, child(node, 'value'), node),
    body: blockOr(cx, child(node, 'body'), node),
    ...labelOf(cx, node),
    span: spanOf(node),
  };
}
