import type { Item, ParamSyntax, SelfParam } from '../ast.ts';
import { child, childOfType, has, type SyntaxNode } from '../syntaxNode.ts';
import { attributesBefore } from './attributes.ts';
import { lowerGenerics } from './generics.ts';
import { type Lowering, nameOf, spanOf } from './lowering.ts';
import { abiOf, wholeType } from './types.ts';

type Base = Pick<Item, 'span' | 'keyword' | 'attrs' | 'visibility' | 'syntaxError'>;

/** A function's signature; its body stays text. */
export function lowerFn(cx: Lowering, node: SyntaxNode, base: Base): Item {
  const name = child(node, 'name');
  if (!name) return { kind: 'error', ...base, syntaxError: base.syntaxError ?? spanOf(node) };
  const list = child(node, 'parameters');
  const self = list && selfParam(cx, list);
  const ret = child(node, 'return_type');
  const body = child(node, 'body');
  const modifiers = childOfType(node, 'function_modifiers');
  const abi = modifiers && childOfType(modifiers, 'extern_modifier');
  return {
    kind: 'fn',
    name: nameOf(cx, name),
    generics: lowerGenerics(cx, node),
    ...(self && { self }),
    params: list ? lowerParams(cx, list) : [],
    ...(ret && { ret: wholeType(cx, ret, node) }),
    ...(body && { body: { span: spanOf(body) } }),
    isAsync: modifiers !== undefined && has(modifiers, 'async'),
    isConst: modifiers !== undefined && has(modifiers, 'const'),
    isUnsafe: modifiers !== undefined && has(modifiers, 'unsafe'),
    ...(abi && { abi: abiOf(cx, abi) }),
    variadic: list !== undefined && has(list, 'variadic_parameter'),
    ...base,
  };
}

function selfParam(cx: Lowering, list: SyntaxNode): SelfParam | undefined {
  const short = childOfType(list, 'self_parameter');
  if (short) {
    const mutable = has(short, 'mutable_specifier');
    if (!has(short, '&')) return { kind: 'value', mutable, span: spanOf(short) };
    return { kind: mutable ? 'refMut' : 'ref', mutable: false, span: spanOf(short) };
  }
  const typed = list.children.find((c) => isTypedSelf(c));
  const ty = typed && child(typed, 'type');
  if (!typed || !ty) return undefined;
  return { kind: 'typed', mutable: has(typed, 'mutable_specifier'), ty: cx.type(ty), span: spanOf(typed) };
}

function isTypedSelf(node: SyntaxNode): boolean {
  return node.type === 'parameter' && child(node, 'pattern')?.type === 'self';
}

function lowerParams(cx: Lowering, list: SyntaxNode): readonly ParamSyntax[] {
  return list.children.flatMap((node, i): readonly ParamSyntax[] => {
    if (isTypedSelf(node)) return [];
    const attrs = attributesBefore(cx, list.children, i);
    if (node.type === 'parameter') {
      const pattern = child(node, 'pattern');
      const ty = child(node, 'type');
      if (!pattern || !ty) return [];
      const pat = cx.pattern(pattern);
      const mutable = has(node, 'mutable_specifier');
      return [{ pat: pat.kind === 'bind' && mutable ? { ...pat, mutable } : pat, ty: cx.type(ty), attrs }];
    }
    // Edition 2015's anonymous parameters: a type alone.
    const bare = node.named && !NOT_A_PARAM.has(node.type);
    return bare ? [{ pat: { kind: 'wild', span: spanOf(node) }, ty: cx.type(node), attrs }] : [];
  });
}

const NOT_A_PARAM: ReadonlySet<string> = new Set([
  'self_parameter',
  'variadic_parameter',
  'attribute_item',
  'line_comment',
  'block_comment',
  'ERROR',
]);
