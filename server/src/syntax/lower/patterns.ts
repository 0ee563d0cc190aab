import type { Pattern } from '../bodyAst.ts';
import { child, childOfType, elements, has, isComment, operands, type SyntaxNode } from '../syntaxNode.ts';
import { fieldAttributes } from './attributes.ts';
import { type Lowering, nameOf, spanOf } from './lowering.ts';
import { isPathNode, lowerPath } from './paths.ts';
import { lowerMacroCall } from './types.ts';

/**
 * Lowers a pattern (Rust Reference, "Patterns"). An identifier alone is a `bind`, also where it names a
 * constant or a unit struct: that is for name resolution to say.
 */
export function lowerPattern(cx: Lowering, node: SyntaxNode): Pattern {
  const span = spanOf(node);
  switch (node.type) {
    case '_':
      return { kind: 'wild', span };
    case 'remaining_field_pattern':
      return { kind: 'rest', span };
    case 'identifier':
    case 'shorthand_field_identifier':
      return { kind: 'bind', name: nameOf(cx, node), byRef: false, mutable: false, span };
    case 'mut_pattern':
    case 'ref_pattern':
      return lowerModified(cx, node);
    case 'captured_pattern':
      return lowerCaptured(cx, node);
    case 'tuple_pattern':
      return lowerTuplePattern(cx, node);
    case 'slice_pattern':
      return { kind: 'slice', elements: elements(node).map((e) => cx.pattern(e)), span };
    case 'tuple_struct_pattern':
      return lowerTupleStruct(cx, node);
    case 'struct_pattern':
      return lowerStructPattern(cx, node);
    case 'reference_pattern': {
      const inner = elements(node).find((e) => e.type !== 'mutable_specifier');
      return {
        kind: 'ref',
        mutable: has(node, 'mutable_specifier'),
        inner: patternOr(cx, inner, node),
        span,
      };
    }
    case 'or_pattern':
      return { kind: 'or', alternatives: alternatives(node).map((a) => cx.pattern(a)), span };
    case 'range_pattern':
      return lowerRange(cx, node);
    case 'const_block':
      return lowerConstBlock(cx, node);
    case 'macro_invocation':
      return { kind: 'macro', call: lowerMacroCall(cx, node), span };
    case 'negative_literal':
    case 'integer_literal':
    case 'float_literal':
    case 'char_literal':
    case 'string_literal':
    case 'raw_string_literal':
    case 'boolean_literal':
      return { kind: 'literal', value: cx.expr(node), span };
    default:
      return isPathNode(node) ? { kind: 'path', path: lowerPath(cx, node), span } : { kind: 'error', span };
  }
}

function patternOr(cx: Lowering, node: SyntaxNode | undefined, parent: SyntaxNode): Pattern {
  return node ? cx.pattern(node) : { kind: 'error', span: spanOf(parent) };
}

/** `mut x`, `ref x`, `ref mut x`, each with `@ sub` or without. */
function lowerModified(cx: Lowering, node: SyntaxNode): Pattern {
  const inner = elements(node).find((e) => e.type !== 'mutable_specifier');
  const pattern = patternOr(cx, inner, node);
  if (pattern.kind !== 'bind') return pattern;
  const byRef = node.type === 'ref_pattern';
  const mutable = has(node, 'mutable_specifier') || (byRef && pattern.mutable);
  return {
    ...pattern,
    byRef: byRef || pattern.byRef,
    mutable: mutable || pattern.mutable,
    span: spanOf(node),
  };
}

function lowerCaptured(cx: Lowering, node: SyntaxNode): Pattern {
  const [name, sub] = elements(node);
  if (name?.type !== 'identifier') return { kind: 'error', span: spanOf(node) };
  return {
    kind: 'bind',
    name: nameOf(cx, name),
    byRef: false,
    mutable: false,
    ...(sub && { sub: cx.pattern(sub) }),
    span: spanOf(node),
  };
}

/** `(a, b)`; `(a)` is only parentheses. */
function lowerTuplePattern(cx: Lowering, node: SyntaxNode): Pattern {
  const parts = elements(node);
  const only = parts[0];
  if (parts.length === 1 && only && only.type !== 'remaining_field_pattern' && !has(node, ','))
    return cx.pattern(only);
  return { kind: 'tuple', elements: parts.map((p) => cx.pattern(p)), span: spanOf(node) };
}

function lowerTupleStruct(cx: Lowering, node: SyntaxNode): Pattern {
  const type = child(node, 'type');
  if (!type) return { kind: 'error', span: spanOf(node) };
  const parts = elements(node).filter((e) => e !== type);
  return {
    kind: 'tupleStruct',
    path: lowerPath(cx, type),
    elements: parts.map((p) => cx.pattern(p)),
    span: spanOf(node),
  };
}

function lowerStructPattern(cx: Lowering, node: SyntaxNode): Pattern {
  const type = child(node, 'type');
  if (!type) return { kind: 'error', span: spanOf(node) };
  const fields = node.children
    .filter((c) => c.type === 'field_pattern')
    .flatMap((field) => {
      const name = child(field, 'name');
      if (!name) return [];
      const sub = child(field, 'pattern');
      const shorthand = sub === undefined;
      const pat: Pattern = sub
        ? cx.pattern(sub)
        : {
            kind: 'bind',
            name: nameOf(cx, name),
            byRef: has(field, 'ref'),
            mutable: has(field, 'mutable_specifier'),
            span: spanOf(field),
          };
      return [{ name: nameOf(cx, name), pat, shorthand, ...fieldAttributes(cx, node, field) }];
    });
  const rest = has(node, 'remaining_field_pattern');
  return { kind: 'struct', path: lowerPath(cx, type), fields, rest, span: spanOf(node) };
}

/** `a | b | c`, which the grammar nests. */
function alternatives(node: SyntaxNode): readonly SyntaxNode[] {
  return elements(node).flatMap((e) => (e.type === 'or_pattern' ? alternatives(e) : [e]));
}

function lowerRange(cx: Lowering, node: SyntaxNode): Pattern {
  const left = child(node, 'left');
  const right = child(node, 'right');
  return {
    kind: 'range',
    ...(left && { start: cx.expr(left) }),
    ...(right && { end: cx.expr(right) }),
    inclusive: !has(node, '..'),
    span: spanOf(node),
  };
}

function lowerConstBlock(cx: Lowering, node: SyntaxNode): Pattern {
  const block = childOfType(node, 'block');
  return block
    ? { kind: 'constBlock', block: cx.block(block), span: spanOf(node) }
    : { kind: 'error', span: spanOf(node) };
}

/** The pattern and the guard of `pat if guard` in a match arm. */
export function armParts(node: SyntaxNode): { pattern?: SyntaxNode; guard?: SyntaxNode } {
  const guard = child(node, 'condition');
  const pattern = node.children.find((c) => c !== guard && !isComment(c) && (c.named || c.type === '_'));
  return { ...(pattern && { pattern }), ...(guard && { guard }) };
}

/** The parameters of a closure: patterns with or without a type. */
export function lowerClosureParams(cx: Lowering, node: SyntaxNode) {
  return elements(node).map((p) => {
    if (p.type !== 'parameter') return { pat: cx.pattern(p) };
    const pattern = child(p, 'pattern') ?? operands(p)[0];
    const ty = child(p, 'type');
    return { pat: patternOr(cx, pattern, p), ...(ty && { ty: cx.type(ty) }) };
  });
}
