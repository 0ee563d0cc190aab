import type { Item, PathSegment, UseLeaf } from '../ast.ts';
import { child, has, operands, type SyntaxNode } from '../syntaxNode.ts';
import { type Lowering, nameOf, spanOf } from './lowering.ts';
import { lowerPath } from './paths.ts';

type Base = Pick<Item, 'span' | 'keyword' | 'attrs' | 'visibility' | 'syntaxError'>;

/** `use a::{b as c, d::*, self};` as flat leaves. */
export function lowerUse(cx: Lowering, node: SyntaxNode, base: Base): Item {
  const argument = child(node, 'argument');
  const leaves: UseLeaf[] = [];
  if (argument) flatten(cx, argument, { segments: [], global: false }, leaves);
  return { kind: 'use', leaves, ...base };
}

interface Prefix {
  readonly segments: readonly PathSegment[];
  readonly global: boolean;
}

function flatten(cx: Lowering, node: SyntaxNode, prefix: Prefix, into: UseLeaf[]): void {
  switch (node.type) {
    case 'use_list':
      for (const part of operands(node)) flatten(cx, part, prefix, into);
      return;
    case 'scoped_use_list': {
      const path = child(node, 'path');
      const list = child(node, 'list');
      const inner = path
        ? join(cx, prefix, path)
        : { ...prefix, global: prefix.global || prefix.segments.length === 0 };
      if (list) flatten(cx, list, inner, into);
      return;
    }
    case 'use_wildcard': {
      const path = operands(node)[0];
      const leading = !path && has(node, '::') && prefix.segments.length === 0;
      const { segments, global } = path
        ? join(cx, prefix, path)
        : { ...prefix, global: prefix.global || leading };
      into.push({ path: segments, global, glob: true, span: spanOf(node) });
      return;
    }
    case 'use_as_clause': {
      const path = child(node, 'path');
      const alias = child(node, 'alias');
      if (path) push(join(cx, prefix, path), into, spanOf(node), alias ? nameOf(cx, alias) : undefined);
      return;
    }
    default:
      push(join(cx, prefix, node), into, spanOf(node), undefined);
  }
}

function join(cx: Lowering, prefix: Prefix, node: SyntaxNode): Prefix {
  const { global, segments } = lowerPath(cx, node);
  return {
    segments: [...prefix.segments, ...segments],
    global: prefix.global || (global && prefix.segments.length === 0),
  };
}

/** `a::{self}` binds `a` itself (in the type namespace); the leaf keeps its `self` out. */
function push(path: Prefix, into: UseLeaf[], span: UseLeaf['span'], alias: UseLeaf['alias']): void {
  const last = path.segments.at(-1);
  const self = last?.name.text === 'self' && path.segments.length > 1;
  const segments = self ? path.segments.slice(0, -1) : path.segments;
  const name = alias ?? segments.at(-1)?.name;
  into.push({
    path: segments,
    global: path.global,
    glob: false,
    ...(name && { alias: name }),
    ...(self && { onlyTypes: true }),
    span,
  });
}
