import type { BinaryOp, Expr } from '../bodyAst.ts';
import { child, childOfType, elements, has, operands, type SyntaxNode } from '../syntaxNode.ts';
import { fieldAttributes } from './attributes.ts';
import { lowerFor, lowerIf, lowerLoop, lowerMatch, lowerWhile } from './control.ts';
import { parseChar, parseFloatLiteral, parseInteger, parseString } from './literals.ts';
import { type Lowering, nameOf, spanOf, textOf } from './lowering.ts';
import { isPathNode, lowerGenericArgs, lowerPath } from './paths.ts';
import { lowerClosureParams } from './patterns.ts';
import { breakAround, breakWith, closureAround, rangeAround } from './precedence.ts';
import { lowerMacroCall } from './types.ts';

/** Lowers an expression (Rust Reference, "Expressions"). */
export function lowerExpr(cx: Lowering, node: SyntaxNode): Expr {
  const span = spanOf(node);
  const lower = LOWERINGS[node.type];
  if (lower) return lower(cx, node);
  if (node.type === '_' || textOf(cx, node) === '_') return { kind: 'underscore', span };
  if (isPathNode(node)) return { kind: 'path', path: lowerPath(cx, node), span };
  return { kind: 'error', span };
}

type Lower = (cx: Lowering, node: SyntaxNode) => Expr;

const LOWERINGS: Readonly<Record<string, Lower>> = {
  integer_literal: lowerLiteral,
  float_literal: lowerLiteral,
  char_literal: lowerLiteral,
  string_literal: lowerLiteral,
  raw_string_literal: lowerLiteral,
  boolean_literal: lowerLiteral,
  negative_literal: (cx, node) => ({ kind: 'unary', op: '-', operand: first(cx, node), span: spanOf(node) }),
  unary_expression: lowerUnary,
  binary_expression: lowerBinary,
  let_chain: lowerLetChain,
  let_condition: (cx, node) => ({
    kind: 'let',
    pat: field(node, 'pattern') ? cx.pattern(field(node, 'pattern')!) : { kind: 'error', span: spanOf(node) },
    value: part(cx, node, 'value'),
    span: spanOf(node),
  }),
  assignment_expression: (cx, node) =>
    closureAround({
      kind: 'assign',
      left: part(cx, node, 'left'),
      right: part(cx, node, 'right'),
      span: spanOf(node),
    }),
  compound_assignment_expr: (cx, node) => ({
    kind: 'compoundAssign',
    op: (field(node, 'operator')?.type ?? '+=').slice(0, -1) as BinaryOp,
    left: part(cx, node, 'left'),
    right: part(cx, node, 'right'),
    span: spanOf(node),
  }),
  reference_expression: lowerReference,
  try_expression: (cx, node) => ({
    kind: 'try',
    operand: first(cx, node),
    question: node.end - 1,
    span: spanOf(node),
  }),
  await_expression: (cx, node) => ({ kind: 'await', operand: first(cx, node), span: spanOf(node) }),
  parenthesized_expression: (cx, node) => ({ kind: 'paren', inner: first(cx, node), span: spanOf(node) }),
  unit_expression: (_, node) => ({ kind: 'tuple', elements: [], span: spanOf(node) }),
  tuple_expression: (cx, node) => ({
    kind: 'tuple',
    elements: elements(node).map((e) => cx.expr(e)),
    span: spanOf(node),
  }),
  array_expression: lowerArray,
  call_expression: lowerCall,
  field_expression: lowerField,
  index_expression: lowerIndex,
  struct_expression: lowerStruct,
  range_expression: lowerRange,
  type_cast_expression: lowerCast,
  block: (cx, node) => lowerBlockExpr(cx, node, node, 'plain'),
  unsafe_block: (cx, node) => lowerBlockExpr(cx, node, childOfType(node, 'block'), 'unsafe'),
  const_block: (cx, node) => lowerBlockExpr(cx, node, childOfType(node, 'block'), 'const'),
  async_block: (cx, node) =>
    lowerBlockExpr(cx, node, childOfType(node, 'block'), has(node, 'move') ? 'asyncMove' : 'async'),
  try_block: (cx, node) => lowerBlockExpr(cx, node, childOfType(node, 'block'), 'try'),
  gen_block: (cx, node) => lowerBlockExpr(cx, node, childOfType(node, 'block'), 'gen'),
  if_expression: lowerIf,
  match_expression: lowerMatch,
  loop_expression: lowerLoop,
  while_expression: lowerWhile,
  for_expression: lowerFor,
  closure_expression: lowerClosure,
  return_expression: (cx, node) => ({ kind: 'return', ...optional(cx, node), span: spanOf(node) }),
  break_expression: lowerBreak,
  continue_expression: (cx, node) => {
    const label = childOfType(node, 'label');
    return { kind: 'continue', ...(label && { label: nameOf(cx, label) }), span: spanOf(node) };
  },
  macro_invocation: (cx, node) => ({ kind: 'macro', call: lowerMacroCall(cx, node), span: spanOf(node) }),
  expression_statement: (cx, node) => first(cx, node),
};

const field = child;

function part(cx: Lowering, node: SyntaxNode, name: string): Expr {
  const found = child(node, name);
  return found ? cx.expr(found) : { kind: 'error', span: spanOf(node) };
}

function first(cx: Lowering, node: SyntaxNode): Expr {
  const found = elements(node)[0];
  return found ? cx.expr(found) : { kind: 'error', span: spanOf(node) };
}

function optional(cx: Lowering, node: SyntaxNode): { value?: Expr } {
  const found = elements(node).find((e) => e.type !== 'label');
  return found ? { value: cx.expr(found) } : {};
}

function lowerLiteral(cx: Lowering, node: SyntaxNode): Expr {
  const text = textOf(cx, node);
  const span = spanOf(node);
  switch (node.type) {
    case 'integer_literal': {
      const value = parseInteger(text);
      return value ? { kind: 'literal', value, span } : { kind: 'error', span };
    }
    case 'float_literal':
      return { kind: 'literal', value: parseFloatLiteral(text), span };
    case 'char_literal':
      return { kind: 'literal', value: parseChar(text), span };
    case 'boolean_literal':
      return { kind: 'literal', value: { kind: 'bool', value: text === 'true' }, span };
    default:
      return { kind: 'literal', value: parseString(text), span };
  }
}

function lowerUnary(cx: Lowering, node: SyntaxNode): Expr {
  const op = node.children[0]?.type;
  if (op !== '-' && op !== '!' && op !== '*') return { kind: 'error', span: spanOf(node) };
  return { kind: 'unary', op, operand: first(cx, node), span: spanOf(node) };
}

function lowerBinary(cx: Lowering, node: SyntaxNode): Expr {
  const op = (child(node, 'operator')?.type ?? '+') as BinaryOp;
  const left = part(cx, node, 'left');
  const right = part(cx, node, 'right');
  const binary = { kind: 'binary', op, left, right, span: spanOf(node) } as const;
  const at = child(node, 'operator')?.start ?? right.span.start;
  if (left.kind === 'break') return breakAround(binary, left, at) ?? binary;
  return left.kind === 'range' ? rangeAround(binary, left, at) : binary;
}

/** `a && let P = b && c`, flat in the grammar, nests to the left like any `&&`. */
function lowerLetChain(cx: Lowering, node: SyntaxNode): Expr {
  const [head, ...rest] = elements(node).map((e) => cx.expr(e));
  if (!head) return { kind: 'error', span: spanOf(node) };
  return rest.reduce<Expr>(
    (left, right) => ({
      kind: 'binary',
      op: '&&',
      left,
      right,
      span: { start: left.span.start, end: right.span.end },
    }),
    head,
  );
}

function lowerReference(cx: Lowering, node: SyntaxNode): Expr {
  return {
    kind: 'ref',
    mutable: has(node, 'mutable_specifier'),
    raw: has(node, 'raw'),
    operand: part(cx, node, 'value'),
    span: spanOf(node),
  };
}

function lowerArray(cx: Lowering, node: SyntaxNode): Expr {
  const span = spanOf(node);
  const length = child(node, 'length');
  const values = elements(node).filter((e) => e !== length);
  if (!length) return { kind: 'array', elements: values.map((e) => cx.expr(e)), span };
  const element = values[0] ? cx.expr(values[0]) : ({ kind: 'error', span } as const);
  return { kind: 'repeat', element, length: cx.expr(length), span };
}

/** Calls; `a.b::<C>(d)` is a method call, `(a.b)(c)` isn't. */
function lowerCall(cx: Lowering, node: SyntaxNode): Expr {
  const span = spanOf(node);
  const callee = child(node, 'function');
  const list = child(node, 'arguments');
  const args = list ? elements(list).map((e) => cx.expr(e)) : [];
  if (!callee) return { kind: 'error', span };
  if (list && callee.type === 'break_expression')
    return breakWith(lowerBreak(cx, callee), args, has(list, ','), spanOf(list));
  const generic = callee.type === 'generic_function' ? callee : undefined;
  const target = generic ? child(generic, 'function') : callee;
  if (target?.type !== 'field_expression') return { kind: 'call', callee: cx.expr(callee), args, span };
  const method = child(target, 'field');
  const generics = generic && child(generic, 'type_arguments');
  if (!method) return { kind: 'error', span };
  // `w.0(x)` calls what the field holds.
  if (method.type === 'integer_literal') return { kind: 'call', callee: cx.expr(target), args, span };
  return {
    kind: 'methodCall',
    receiver: part(cx, target, 'value'),
    method: nameOf(cx, method),
    ...(generics && { generics: lowerGenericArgs(cx, generics) }),
    args,
    span,
  };
}

function lowerField(cx: Lowering, node: SyntaxNode): Expr {
  const name = child(node, 'field');
  if (!name) return { kind: 'error', span: spanOf(node) };
  return { kind: 'field', base: part(cx, node, 'value'), name: nameOf(cx, name), span: spanOf(node) };
}

function lowerIndex(cx: Lowering, node: SyntaxNode): Expr {
  const [base, index] = elements(node).map((e) => cx.expr(e));
  return base && index
    ? { kind: 'index', base, index, span: spanOf(node) }
    : { kind: 'error', span: spanOf(node) };
}

function lowerStruct(cx: Lowering, node: SyntaxNode): Expr {
  const name = child(node, 'name');
  const body = child(node, 'body');
  if (!name || !body) return { kind: 'error', span: spanOf(node) };
  const base = childOfType(body, 'base_field_initializer');
  const fields = operands(body).flatMap((f) => {
    if (f.type === 'shorthand_field_initializer') {
      const id = childOfType(f, 'identifier') ?? f;
      return [{ name: nameOf(cx, id), value: cx.expr(id), shorthand: true, ...fieldAttributes(cx, body, f) }];
    }
    const label = child(f, 'field');
    return f.type === 'field_initializer' && label
      ? [
          {
            name: nameOf(cx, label),
            value: part(cx, f, 'value'),
            shorthand: false,
            ...fieldAttributes(cx, body, f),
          },
        ]
      : [];
  });
  const update = base && elements(base)[0];
  return {
    kind: 'struct',
    path: lowerPath(cx, name),
    fields,
    ...(update && { base: cx.expr(update) }),
    span: spanOf(node),
  };
}

function lowerRange(cx: Lowering, node: SyntaxNode): Expr {
  const at = node.children.findIndex((c) => c.type === '..' || c.type === '..=' || c.type === '...');
  const operand = (nodes: readonly SyntaxNode[]) => nodes.find((c) => c.named && !c.type.endsWith('comment'));
  const start = operand(node.children.slice(0, at));
  const end = operand(node.children.slice(at + 1));
  return {
    kind: 'range',
    ...(start && { start: cx.expr(start) }),
    ...(end && { end: cx.expr(end) }),
    inclusive: node.children[at]?.type !== '..',
    span: spanOf(node),
  };
}

function lowerCast(cx: Lowering, node: SyntaxNode): Expr {
  const ty = child(node, 'type');
  if (!ty) return { kind: 'error', span: spanOf(node) };
  return { kind: 'cast', operand: part(cx, node, 'value'), ty: cx.type(ty), span: spanOf(node) };
}

type Flavor = Extract<Expr, { kind: 'block' }>['flavor'];

function lowerBlockExpr(cx: Lowering, node: SyntaxNode, block: SyntaxNode | undefined, flavor: Flavor): Expr {
  const label = block && childOfType(block, 'label');
  if (!block) return { kind: 'error', span: spanOf(node) };
  return {
    kind: 'block',
    block: cx.block(block),
    flavor,
    ...(label && { label: nameOf(cx, label) }),
    span: spanOf(node),
  };
}

function lowerClosure(cx: Lowering, node: SyntaxNode): Expr {
  const params = child(node, 'parameters');
  const ret = child(node, 'return_type');
  return {
    kind: 'closure',
    params: params ? lowerClosureParams(cx, params) : [],
    ...(ret && { ret: cx.type(ret) }),
    body: part(cx, node, 'body'),
    isMove: has(node, 'move'),
    isAsync: has(node, 'async'),
    span: spanOf(node),
  };
}

function lowerBreak(cx: Lowering, node: SyntaxNode): Extract<Expr, { kind: 'break' }> {
  const label = childOfType(node, 'label');
  return {
    kind: 'break',
    ...(label && { label: nameOf(cx, label) }),
    ...optional(cx, node),
    span: spanOf(node),
  };
}
