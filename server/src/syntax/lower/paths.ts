import type { Bound, GenericArg, GenericArgs, Path, PathSegment, TypeSyntax } from '../ast.ts';
import { child, childOfType, elements, has, operands, type SyntaxNode } from '../syntaxNode.ts';
import { type Lowering, nameOf, spanOf, textOf } from './lowering.ts';

const PATH_NODES: ReadonlySet<string> = new Set([
  'identifier',
  'type_identifier',
  'field_identifier',
  'shorthand_field_identifier',
  'primitive_type',
  'self',
  'super',
  'crate',
  'metavariable',
  'scoped_identifier',
  'scoped_type_identifier',
  'generic_type',
  'generic_type_with_turbofish',
  'generic_function',
  'generic_pattern',
  'bracketed_type',
]);

export function isPathNode(node: SyntaxNode): boolean {
  return PATH_NODES.has(node.type);
}

/** Lowers any of the nodes that spell a path. */
export function lowerPath(cx: Lowering, node: SyntaxNode): Path {
  const parts: PathParts = { global: false, segments: [] };
  collect(cx, node, parts);
  const { global, qself, segments } = parts;
  return { global, ...(qself && { qself }), segments, span: spanOf(node) };
}

interface PathParts {
  global: boolean;
  qself?: NonNullable<Path['qself']>;
  segments: PathSegment[];
}

function collect(cx: Lowering, node: SyntaxNode, into: PathParts): void {
  switch (node.type) {
    case 'scoped_identifier':
    case 'scoped_type_identifier': {
      const head = child(node, 'path');
      const name = child(node, 'name');
      if (head) collect(cx, head, into);
      else into.global = true;
      if (name) into.segments.push(segment(cx, name));
      return;
    }
    case 'generic_type':
    case 'generic_type_with_turbofish':
    case 'generic_function':
    case 'generic_pattern': {
      const inner = child(node, 'type') ?? child(node, 'function') ?? operands(node)[0];
      const args = child(node, 'type_arguments') ?? childOfType(node, 'type_arguments');
      if (inner) collect(cx, inner, into);
      const last = into.segments.pop();
      if (last) into.segments.push(args ? { ...last, args: lowerGenericArgs(cx, args) } : last);
      return;
    }
    case 'bracketed_type': {
      const inner = operands(node)[0];
      if (!inner) return;
      if (inner.type !== 'qualified_type') {
        into.qself = { ty: cx.type(inner) };
        return;
      }
      const ty = child(inner, 'type');
      const as = child(inner, 'alias');
      if (ty) into.qself = { ty: cx.type(ty), ...(as && { as: lowerTraitPath(cx, as) }) };
      return;
    }
    default:
      into.segments.push(segment(cx, node));
  }
}

function segment(cx: Lowering, node: SyntaxNode): PathSegment {
  const name = nameOf(cx, node);
  const crate = cx.identifiers.crate(name.text);
  return crate === undefined ? { name } : { name, crate };
}

/** A trait as a path: `Tr<A>`, `a::Tr`, `Fn(A) -> B`. */
export function lowerTraitPath(cx: Lowering, node: SyntaxNode): Path {
  if (node.type !== 'function_type') return lowerPath(cx, node);
  const head = child(node, 'trait');
  if (!head) return { global: false, segments: [], span: spanOf(node) };
  const path = lowerPath(cx, head);
  const parameters = child(node, 'parameters');
  const ret = child(node, 'return_type');
  const args: GenericArgs = {
    args: [],
    parenthesized: {
      inputs: parameters ? lowerFnTypeParams(cx, parameters) : [],
      ...(ret && { output: cx.type(ret) }),
    },
    span: spanOf(parameters ?? node),
  };
  const last = path.segments.at(-1);
  if (!last) return path;
  return { ...path, segments: [...path.segments.slice(0, -1), { ...last, args }], span: spanOf(node) };
}

/** The types in `fn(a: A, B, ...)`. */
export function lowerFnTypeParams(cx: Lowering, parameters: SyntaxNode): readonly TypeSyntax[] {
  return elements(parameters)
    .filter((p) => p.type !== 'variadic_parameter')
    .map((p) => {
      const ty = p.type === 'parameter' ? child(p, 'type') : p;
      return cx.type(ty ?? p);
    });
}

/** `<A, 'a, 3, Item = B, Item: Bound>` */
export function lowerGenericArgs(cx: Lowering, node: SyntaxNode): GenericArgs {
  const args: GenericArg[] = [];
  const children = node.children.filter((c) => c.type !== 'line_comment' && c.type !== 'block_comment');
  for (let i = 0; i < children.length; i++) {
    const c = children[i]!;
    if (c.type === 'trait_bounds') continue;
    const bounds = children[i + 1]?.type === 'trait_bounds' ? children[i + 1] : undefined;
    if (!c.named && c.type !== '_') continue;
    if (c.type === 'ERROR') continue;
    args.push(lowerGenericArg(cx, c, bounds));
  }
  return { args, span: spanOf(node) };
}

const CONST_ARGS: ReadonlySet<string> = new Set([
  'block',
  'integer_literal',
  'char_literal',
  'boolean_literal',
  'negative_literal',
  'unary_expression',
  'string_literal',
]);

function lowerGenericArg(cx: Lowering, node: SyntaxNode, bounds?: SyntaxNode): GenericArg {
  if (node.type === 'lifetime') return { kind: 'lifetime', name: textOf(cx, node) };
  if (node.type === 'integer_literal' && cx.text[node.start - 1] === '-') {
    // `Foo<-1>`: the parser never saw the sign, see grammarGaps.ts.
    const span = { start: node.start - 1, end: node.end };
    return { kind: 'const', value: { kind: 'unary', op: '-', operand: cx.expr(node), span } };
  }
  if (CONST_ARGS.has(node.type)) return { kind: 'const', value: cx.expr(node) };
  if (node.type === 'type_binding') return lowerBinding(cx, node);
  if (bounds) {
    const segment = lowerPath(cx, node).segments.at(-1);
    if (segment) {
      const { name, args } = segment;
      return { kind: 'bound', name, ...(args && { args }), bounds: lowerBounds(cx, bounds) };
    }
  }
  return { kind: 'type', ty: cx.type(node) };
}

function lowerBinding(cx: Lowering, node: SyntaxNode): GenericArg {
  const name = child(node, 'name');
  const ty = child(node, 'type');
  const args = child(node, 'type_arguments');
  if (!name || !ty)
    return { kind: 'type', ty: { kind: 'error', reason: 'a binding without a type', span: spanOf(node) } };
  if (CONST_ARGS.has(ty.type)) return { kind: 'constBinding', name: nameOf(cx, name), value: cx.expr(ty) };
  return {
    kind: 'binding',
    name: nameOf(cx, name),
    ...(args && { args: lowerGenericArgs(cx, args) }),
    ty: cx.type(ty),
  };
}

/** `: A + ?Sized + 'a + for<'b> Fn(&'b u8)` */
export function lowerBounds(cx: Lowering, node: SyntaxNode): readonly Bound[] {
  return node.children
    .filter((c) => c.named)
    .map((c) => lowerBound(cx, c))
    .filter((b) => b !== undefined);
}

export function lowerBound(cx: Lowering, node: SyntaxNode, wrap?: SyntaxNode): Bound | undefined {
  switch (node.type) {
    case 'lifetime':
      return { kind: 'lifetime', name: textOf(cx, node) };
    case 'use_bounds':
      return { kind: 'use' };
    case 'removed_trait_bound':
    case 'tuple_type': {
      const inner = operands(node)[0];
      const bound = inner && lowerBound(cx, inner, node);
      return bound?.kind === 'trait' && node.type === 'removed_trait_bound'
        ? { ...bound, maybe: true }
        : bound;
    }
    case 'higher_ranked_trait_bound': {
      const inner = child(node, 'type');
      return inner && lowerBound(cx, inner, node);
    }
    case 'ERROR':
    case 'line_comment':
    case 'block_comment':
    case 'for_lifetimes':
      return undefined;
    default: {
      const isConst = wrap !== undefined && has(wrap, 'const');
      return { kind: 'trait', path: lowerTraitPath(cx, node), maybe: false, isConst, span: spanOf(node) };
    }
  }
}
