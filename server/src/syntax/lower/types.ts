import type { Bound, MacroCall, TypeSyntax } from '../ast.ts';
import { child, childOfType, elements, firstError, has, operands, type SyntaxNode } from '../syntaxNode.ts';
import { type Lowering, spanOf, textOf } from './lowering.ts';
import { isPathNode, lowerBound, lowerFnTypeParams, lowerPath, lowerTraitPath } from './paths.ts';

/** Lowers a type (Rust Reference, "Types"). */
export function lowerType(cx: Lowering, node: SyntaxNode): TypeSyntax {
  const span = spanOf(node);
  if (holdsError(node)) return { kind: 'error', reason: 'a syntax error in a type', span };
  switch (node.type) {
    case '_':
      return { kind: 'infer', span };
    case 'unit_type':
    case 'unit_expression':
      return { kind: 'tuple', elements: [], span };
    case 'tuple_type':
      return lowerTuple(cx, node);
    case 'array_type': {
      const element = typeOr(cx, child(node, 'element'), node);
      const length = child(node, 'length');
      return length
        ? { kind: 'array', element, length: cx.expr(length), span }
        : { kind: 'slice', element, span };
    }
    case 'reference_type': {
      const lifetime = childOfType(node, 'lifetime');
      return {
        kind: 'ref',
        mutable: has(node, 'mutable_specifier'),
        ...(lifetime && { lifetime: textOf(cx, lifetime) }),
        inner: typeOr(cx, child(node, 'type'), node),
        span,
      };
    }
    case 'pointer_type':
      return {
        kind: 'ptr',
        mutable: has(node, 'mutable_specifier'),
        inner: typeOr(cx, child(node, 'type'), node),
        span,
      };
    case 'never_type':
      return { kind: 'never', span };
    case 'function_type':
      return lowerFnType(cx, node);
    case 'dynamic_type':
    case 'abstract_type':
    case 'bounded_type':
    case 'higher_ranked_trait_bound':
    case 'removed_trait_bound':
      return lowerBounded(cx, node);
    case 'macro_invocation':
      return { kind: 'macro', call: lowerMacroCall(cx, node), span };
    case 'bracketed_type':
    case 'qualified_type':
      return { kind: 'error', reason: 'a qualified path without a name behind it', span };
    default:
      if (!isPathNode(node)) return { kind: 'error', reason: 'a syntax error in a type', span };
      if (textOf(cx, node) === '_') return { kind: 'infer', span };
      if (textOf(cx, node) === '()') return { kind: 'tuple', elements: [], span }; // see grammarGaps.ts
      return { kind: 'path', path: lowerPath(cx, node), span };
  }
}

/** Whether a part of a type doesn't parse. What an array's length holds is parsed again on its own, with errors of its own. */
function holdsError(node: SyntaxNode): boolean {
  if (node.type === 'array_type') return has(node, 'ERROR');
  return firstError(node) !== undefined;
}

/** A type that ends where an error begins may be but the start of what is written. */
export function wholeType(cx: Lowering, ty: SyntaxNode, parent: SyntaxNode): TypeSyntax {
  const isCut = parent.children.some((c) => c.type === 'ERROR' && c.start >= ty.end);
  return isCut ? { kind: 'error', reason: 'a syntax error in a type', span: spanOf(ty) } : cx.type(ty);
}

function typeOr(cx: Lowering, node: SyntaxNode | undefined, parent: SyntaxNode): TypeSyntax {
  return node ? cx.type(node) : { kind: 'error', reason: 'a type is missing', span: spanOf(parent) };
}

/** `(A, B)`; `(A)` is A itself. */
function lowerTuple(cx: Lowering, node: SyntaxNode): TypeSyntax {
  const parts = elements(node);
  const only = parts[0];
  if (parts.length === 1 && only && !has(node, ',')) return cx.type(only);
  return { kind: 'tuple', elements: parts.map((p) => cx.type(p)), span: spanOf(node) };
}

function lowerFnType(cx: Lowering, node: SyntaxNode): TypeSyntax {
  const span = spanOf(node);
  // `Fn(A)` without `dyn` is a trait object of editions before 2021.
  if (child(node, 'trait')) {
    const bound: Bound = {
      kind: 'trait',
      path: lowerTraitPath(cx, node),
      maybe: false,
      isConst: false,
      span,
    };
    return { kind: 'dyn', bounds: [bound], span };
  }
  const parameters = child(node, 'parameters');
  const ret = child(node, 'return_type');
  const modifiers = childOfType(node, 'function_modifiers');
  const abi = modifiers && childOfType(modifiers, 'extern_modifier');
  return {
    kind: 'fnPtr',
    params: parameters ? lowerFnTypeParams(cx, parameters) : [],
    ...(ret && { ret: cx.type(ret) }),
    unsafe: modifiers !== undefined && has(modifiers, 'unsafe'),
    ...(abi && { abi: abiOf(cx, abi) }),
    variadic: parameters !== undefined && has(parameters, 'variadic_parameter'),
    span,
  };
}

/** The name in `extern "C"`; `extern` alone means C. */
export function abiOf(cx: Lowering, modifier: SyntaxNode): string {
  const name = childOfType(modifier, 'string_literal') ?? childOfType(modifier, 'raw_string_literal');
  return name ? textOf(cx, name).replace(/^r?#*"|"#*$/g, '') : 'C';
}

/** `dyn A + B`, `impl A + 'a`, and bare `A + B`, which the grammar nests to the left. */
function lowerBounded(cx: Lowering, node: SyntaxNode): TypeSyntax {
  const bounds: Bound[] = [];
  let kind: 'dyn' | 'impl' = 'dyn';
  const add = (part: SyntaxNode): void => {
    if (part.type === 'bounded_type') {
      for (const c of operands(part)) add(c);
      return;
    }
    const inner = part.type === 'dynamic_type' || part.type === 'abstract_type' ? child(part, 'trait') : part;
    if (part.type === 'abstract_type') kind = 'impl';
    if (inner?.type === 'bounded_type') {
      add(inner);
      return;
    }
    const bound = inner && lowerBound(cx, inner);
    if (bound) bounds.push(bound);
  };
  add(node);
  return { kind, bounds, span: spanOf(node) };
}

/** A macro call at any position; the span between the delimiters is left to macro expansion. */
export function lowerMacroCall(cx: Lowering, node: SyntaxNode): MacroCall {
  const macro = child(node, 'macro');
  const tree = childOfType(node, 'token_tree');
  const open = tree ? cx.text[tree.start] : undefined;
  return {
    path: macro ? lowerPath(cx, macro) : { global: false, segments: [], span: spanOf(node) },
    delimiter: open === '[' || open === '{' ? open : '(',
    body: tree
      ? { start: tree.start + 1, end: Math.max(tree.start + 1, tree.end - 1) }
      : { start: node.end, end: node.end },
    span: spanOf(node),
  };
}
