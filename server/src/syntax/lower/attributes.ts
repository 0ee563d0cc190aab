import type { Attribute, Visibility } from '../ast.ts';
import { childOfType, has, isComment, operands, type SyntaxNode } from '../syntaxNode.ts';
import { type Lowering, spanOf, textOf } from './lowering.ts';
import { isPathNode, lowerPath } from './paths.ts';

/** The outer attributes that stand right before `nodes[index]`, comments passed over. */
export function attributesBefore(
  cx: Lowering,
  nodes: readonly SyntaxNode[],
  index: number,
): readonly Attribute[] {
  const found: Attribute[] = [];
  for (let i = index - 1; i >= 0; i--) {
    const node = nodes[i]!;
    if (node.type === 'attribute_item') found.push(lowerAttribute(cx, node, false));
    else if (!isComment(node)) break;
  }
  return found.reverse();
}

/** The attributes of a field in a struct expression or pattern, which the grammar puts into or before it. */
export function fieldAttributes(
  cx: Lowering,
  fields: SyntaxNode,
  field: SyntaxNode,
): { readonly attrs?: readonly Attribute[] } {
  const inside = field.children.filter((n) => n.type === 'attribute_item');
  const attrs = [
    ...attributesBefore(cx, fields.children, fields.children.indexOf(field)),
    ...inside.map((n) => lowerAttribute(cx, n, false)),
  ];
  return attrs.length > 0 ? { attrs } : {};
}

/** The `#![…]` attributes among the nodes. */
export function innerAttributes(cx: Lowering, nodes: readonly SyntaxNode[]): readonly Attribute[] {
  return nodes.filter((n) => n.type === 'inner_attribute_item').map((n) => lowerAttribute(cx, n, true));
}

/** `#[unsafe(no_mangle)]` is `no_mangle`. */
function lowerAttribute(cx: Lowering, node: SyntaxNode, inner: boolean): Attribute {
  const span = spanOf(node);
  const attribute = childOfType(node, 'attribute');
  const head = attribute && operands(attribute)[0];
  if (!attribute || !head) return { path: '', args: '', inner, span };
  const path = textOf(cx, head).replace(/\s/g, '');
  const args = cx.text.slice(head.end, attribute.end).trim();
  const unsafe = /^unsafe\s*\(\s*([\w:]+)([\s\S]*)\)$/.exec(textOf(cx, attribute));
  if (unsafe) return { path: unsafe[1] ?? '', args: (unsafe[2] ?? '').trim(), inner, span };
  return { path, args, inner, span };
}

/** The visibility among an item's or a field's children. */
export function visibilityOf(cx: Lowering, node: SyntaxNode): Visibility {
  const modifier = childOfType(node, 'visibility_modifier');
  return modifier ? lowerVisibility(cx, modifier) : { kind: 'inherited' };
}

/** `pub`, `pub(crate)`, `pub(in a::b)`, `crate`. */
export function lowerVisibility(cx: Lowering, node: SyntaxNode): Visibility {
  if (has(node, 'in')) {
    const path = node.children.find((c) => c.type !== 'in' && isPathNode(c));
    if (path) return { kind: 'in', path: lowerPath(cx, path) };
  }
  if (has(node, 'crate')) return { kind: 'crate' };
  if (has(node, 'super')) return { kind: 'super' };
  if (has(node, 'self')) return { kind: 'self' };
  return { kind: 'public' };
}
