import type { GenericParam, Generics, WherePredicate } from '../ast.ts';
import { child, childOfType, operands, type SyntaxNode } from '../syntaxNode.ts';
import { attributesBefore } from './attributes.ts';
import { type Lowering, nameOf, textOf } from './lowering.ts';
import { lowerBounds } from './paths.ts';

/** The generic parameters and where clauses among an item's children. */
export function lowerGenerics(cx: Lowering, item: SyntaxNode): Generics {
  const list = childOfType(item, 'type_parameters');
  const params = list?.children.flatMap((c, i) => lowerParam(cx, list.children, c, i)) ?? [];
  const where = item.children.filter((c) => c.type === 'where_clause').flatMap((w) => lowerWhere(cx, w));
  return { params, where };
}

function lowerParam(
  cx: Lowering,
  siblings: readonly SyntaxNode[],
  node: SyntaxNode,
  index: number,
): readonly GenericParam[] {
  const name = child(node, 'name');
  if (!name) return [];
  const attrs = attributesBefore(cx, siblings, index);
  switch (node.type) {
    case 'lifetime_parameter':
      return [{ kind: 'lifetime', name: textOf(cx, name), attrs }];
    case 'type_parameter': {
      const bounds = child(node, 'bounds');
      const fallback = child(node, 'default_type');
      return [
        {
          kind: 'type',
          name: nameOf(cx, name),
          bounds: bounds ? lowerBounds(cx, bounds) : [],
          ...(fallback && { default: cx.type(fallback) }),
          attrs,
        },
      ];
    }
    case 'const_parameter': {
      const ty = child(node, 'type');
      const value = child(node, 'value');
      if (!ty) return [];
      return [
        {
          kind: 'const',
          name: nameOf(cx, name),
          ty: cx.type(ty),
          ...(value && { default: cx.expr(value) }),
          attrs,
        },
      ];
    }
    default:
      return [];
  }
}

function lowerWhere(cx: Lowering, clause: SyntaxNode): readonly WherePredicate[] {
  return operands(clause).flatMap((predicate) => {
    const left = child(predicate, 'left');
    const bounds = child(predicate, 'bounds');
    if (!left || !bounds || left.type === 'lifetime') return [];
    const subject = left.type === 'higher_ranked_trait_bound' ? (child(left, 'type') ?? left) : left;
    return [{ ty: cx.type(subject), bounds: lowerBounds(cx, bounds) }];
  });
}
