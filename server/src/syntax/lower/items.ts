import type { Attribute, FieldSyntax, Item, VariantSyntax } from '../ast.ts';
import { child, childOfType, firstError, has, isComment, type SyntaxNode } from '../syntaxNode.ts';
import { attributesBefore, innerAttributes, visibilityOf } from './attributes.ts';
import { lowerFn } from './functions.ts';
import { lowerGenerics } from './generics.ts';
import { type Lowering, nameOf, spanOf, textOf } from './lowering.ts';
import { lowerBounds, lowerTraitPath } from './paths.ts';
import { abiOf, lowerMacroCall, wholeType } from './types.ts';
import { lowerUse } from './useTrees.ts';

/** An item's parts that all items share. */
type Base = Pick<Item, 'span' | 'keyword' | 'attrs' | 'visibility' | 'syntaxError'>;
type LowerItem = (cx: Lowering, node: SyntaxNode, base: Base) => Item | undefined;

const LOWERINGS: Readonly<Record<string, LowerItem>> = {
  struct_item: lowerStruct,
  union_item: lowerStruct,
  enum_item: lowerEnum,
  function_item: lowerFn,
  function_signature_item: lowerFn,
  const_item: lowerConst,
  static_item: lowerConst,
  type_item: lowerAlias,
  associated_type: lowerAlias,
  trait_item: lowerTrait,
  impl_item: lowerImpl,
  mod_item: lowerMod,
  use_declaration: lowerUse,
  extern_crate_declaration: lowerExternCrate,
  foreign_mod_item: lowerForeignMod,
  macro_definition: lowerMacroDef,
};

export function isItemNode(node: SyntaxNode): boolean {
  return node.type in LOWERINGS;
}

/** Lowers siblings at item position: a file's, a module's, a trait's, an impl's. Attributes join the item behind them. */
export function lowerItems(cx: Lowering, nodes: readonly SyntaxNode[]): readonly Item[] {
  return nodes.flatMap((node, i) => {
    if (!node.named || isComment(node) || node.type.endsWith('attribute_item')) return [];
    const attrs = attributesBefore(cx, nodes, i);
    const item = lowerItem(cx, node, attrs);
    return item ? [item] : [];
  });
}

function lowerItem(cx: Lowering, node: SyntaxNode, attrs: readonly Attribute[]): Item | undefined {
  const macro = macroOf(node);
  if (macro) {
    const base = baseOf(cx, node, attrs, macro.start);
    return { kind: 'macroCall', call: lowerMacroCall(cx, macro), ...base };
  }
  const lower = LOWERINGS[node.type];
  const keyword = node.children.find((c) => !c.named && KEYWORDS.has(c.type))?.start ?? node.start;
  const base = baseOf(cx, node, attrs, keyword);
  if (lower) return lower(cx, node, base);
  if (node.type === 'empty_statement' || node.type === 'shebang') return undefined;
  return { kind: 'error', ...base, syntaxError: spanOf(node) };
}

const KEYWORDS: ReadonlySet<string> = new Set([
  'struct',
  'union',
  'enum',
  'fn',
  'const',
  'static',
  'type',
  'trait',
  'impl',
  'mod',
  'use',
  'extern',
  'macro_rules!',
]);

function baseOf(cx: Lowering, node: SyntaxNode, attrs: readonly Attribute[], keyword: number): Base {
  const span = { start: attrs[0]?.span.start ?? node.start, end: node.end };
  const error = firstError(node);
  return {
    span,
    keyword,
    attrs,
    visibility: visibilityOf(cx, node),
    ...(error && { syntaxError: spanOf(error) }),
  };
}

/** A macro call as an item: `m! { … }` or `m!(…);`. */
function macroOf(node: SyntaxNode): SyntaxNode | undefined {
  if (node.type === 'macro_invocation') return node;
  if (node.type !== 'expression_statement') return undefined;
  return childOfType(node, 'macro_invocation');
}

function missingName(base: Base, node: SyntaxNode): Item {
  return { kind: 'error', ...base, syntaxError: base.syntaxError ?? spanOf(node) };
}

function lowerStruct(cx: Lowering, node: SyntaxNode, base: Base): Item {
  const name = child(node, 'name');
  if (!name) return missingName(base, node);
  const body = child(node, 'body');
  return {
    kind: node.type === 'union_item' ? 'union' : 'struct',
    name: nameOf(cx, name),
    generics: lowerGenerics(cx, node),
    shape: shapeOf(body),
    fields: body ? lowerFields(cx, body) : [],
    ...base,
  };
}

function shapeOf(body: SyntaxNode | undefined): 'named' | 'tuple' | 'unit' {
  if (!body) return 'unit';
  return body.type === 'field_declaration_list' ? 'named' : 'tuple';
}

function lowerFields(cx: Lowering, body: SyntaxNode): readonly FieldSyntax[] {
  return body.type === 'field_declaration_list' ? lowerNamedFields(cx, body) : lowerTupleFields(cx, body);
}

function lowerNamedFields(cx: Lowering, body: SyntaxNode): readonly FieldSyntax[] {
  return body.children.flatMap((node, i) => {
    const name = child(node, 'name');
    const ty = child(node, 'type');
    if (node.type !== 'field_declaration' || !name || !ty) return [];
    return [
      {
        name: nameOf(cx, name),
        ty: cx.type(ty),
        attrs: attributesBefore(cx, body.children, i),
        visibility: visibilityOf(cx, node),
        span: spanOf(node),
      },
    ];
  });
}

/** The grammar puts attributes and visibilities of tuple fields beside their types, all in one list. */
function lowerTupleFields(cx: Lowering, body: SyntaxNode): readonly FieldSyntax[] {
  const fields: FieldSyntax[] = [];
  let from = 0;
  for (const [i, node] of body.children.entries()) {
    if (node.type === ',') from = i + 1;
    if (node.field !== 'type' && node.type !== '_') continue;
    const own = { ...body, children: body.children.slice(from, i) };
    const visible = own.children.findIndex((c) => c.type === 'visibility_modifier');
    const name = { text: String(fields.length), span: spanOf(node) };
    const attrs = attributesBefore(cx, own.children, visible < 0 ? own.children.length : visible);
    fields.push({ name, ty: cx.type(node), attrs, visibility: visibilityOf(cx, own), span: spanOf(node) });
  }
  return fields;
}

function lowerEnum(cx: Lowering, node: SyntaxNode, base: Base): Item {
  const name = child(node, 'name');
  if (!name) return missingName(base, node);
  const body = child(node, 'body');
  const variants = body?.children.flatMap((c, i) => lowerVariant(cx, body, c, i)) ?? [];
  return { kind: 'enum', name: nameOf(cx, name), generics: lowerGenerics(cx, node), variants, ...base };
}

function lowerVariant(
  cx: Lowering,
  list: SyntaxNode,
  node: SyntaxNode,
  index: number,
): readonly VariantSyntax[] {
  const name = child(node, 'name');
  if (node.type !== 'enum_variant' || !name) return [];
  const body = child(node, 'body');
  const value = child(node, 'value');
  return [
    {
      name: nameOf(cx, name),
      attrs: attributesBefore(cx, list.children, index),
      shape: shapeOf(body),
      fields: body ? lowerFields(cx, body) : [],
      ...(value && { discriminant: { span: spanOf(value) } }),
      span: spanOf(node),
    },
  ];
}

function lowerConst(cx: Lowering, node: SyntaxNode, base: Base): Item {
  const name = child(node, 'name');
  if (!name) return missingName(base, node);
  const ty = child(node, 'type');
  const value = child(node, 'value');
  return {
    kind: node.type === 'const_item' ? 'const' : 'static',
    name: nameOf(cx, name),
    generics: lowerGenerics(cx, node),
    mutable: has(node, 'mutable_specifier'),
    ...(ty && { ty: wholeType(cx, ty, node) }),
    ...(value && { value: { span: spanOf(value) } }),
    ...base,
  };
}

function lowerAlias(cx: Lowering, node: SyntaxNode, base: Base): Item {
  const name = child(node, 'name');
  if (!name) return missingName(base, node);
  const bounds = child(node, 'bounds') ?? childOfType(childOfType(node, 'ERROR') ?? node, 'trait_bounds');
  const ty = child(node, 'type');
  return {
    kind: 'type',
    name: nameOf(cx, name),
    generics: lowerGenerics(cx, node),
    bounds: bounds ? lowerBounds(cx, bounds) : [],
    ...(ty && { ty: wholeType(cx, ty, node) }),
    ...base,
  };
}

function lowerTrait(cx: Lowering, node: SyntaxNode, base: Base): Item {
  const name = child(node, 'name');
  if (!name) return missingName(base, node);
  const bounds = child(node, 'bounds');
  const body = child(node, 'body');
  // `bridgeMacroDecls` shows the parser a trait in its place.
  if (cx.text.startsWith('macro', base.keyword)) {
    const rules = { start: name.end, end: node.end };
    return { kind: 'macroDef', name: nameOf(cx, name), form: 'macro', rules, ...base };
  }
  return {
    kind: 'trait',
    name: nameOf(cx, name),
    generics: lowerGenerics(cx, node),
    bounds: bounds ? lowerBounds(cx, bounds) : [],
    items: body ? cx.items(body.children) : [],
    isAuto: /^(?:pub\s*(?:\([^)]*\)\s*)?)?(?:unsafe\s+)?auto\b/.test(textOf(cx, node)),
    isUnsafe: has(node, 'unsafe'),
    isAlias: !body,
    ...base,
  };
}

function lowerImpl(cx: Lowering, node: SyntaxNode, base: Base): Item {
  const self = child(node, 'type');
  if (!self) return missingName(base, node);
  const trait = child(node, 'trait');
  const body = child(node, 'body');
  return {
    kind: 'impl',
    generics: lowerGenerics(cx, node),
    ...(trait && { trait: lowerTraitPath(cx, trait) }),
    negative: has(node, '!'),
    selfTy: cx.type(self),
    ...(body && isClosed(cx, body)
      ? { body: { span: spanOf(body) } }
      : { items: body ? cx.items(body.children) : [] }),
    ...base,
  };
}

/** Whether there is something between the braces of an impl that was skimmed. */
function isClosed(cx: Lowering, body: SyntaxNode): boolean {
  return cx.skimmed && cx.text.slice(body.start + 1, body.end - 1).trim() !== '';
}

/** `#![…]` inside an inline module are the module's attributes like those in front of it. */
function lowerMod(cx: Lowering, node: SyntaxNode, base: Base): Item {
  const name = child(node, 'name');
  if (!name) return missingName(base, node);
  const body = child(node, 'body');
  if (!body) return { kind: 'mod', name: nameOf(cx, name), ...base };
  const attrs = [...base.attrs, ...innerAttributes(cx, body.children)];
  return { kind: 'mod', name: nameOf(cx, name), items: cx.items(body.children), ...base, attrs };
}

function lowerExternCrate(cx: Lowering, node: SyntaxNode, base: Base): Item {
  const name = child(node, 'name');
  if (!name) return missingName(base, node);
  const alias = child(node, 'alias');
  return { kind: 'externCrate', name: nameOf(cx, name), ...(alias && { alias: nameOf(cx, alias) }), ...base };
}

function lowerForeignMod(cx: Lowering, node: SyntaxNode, base: Base): Item {
  const modifier = childOfType(node, 'extern_modifier');
  const body = child(node, 'body');
  return {
    kind: 'foreignMod',
    ...(modifier && { abi: abiOf(cx, modifier) }),
    items: body ? cx.items(body.children) : [],
    ...base,
  };
}

function lowerMacroDef(cx: Lowering, node: SyntaxNode, base: Base): Item {
  const name = child(node, 'name');
  if (!name) return missingName(base, node);
  const open = node.children.find((c) => c.type === '{' || c.type === '(' || c.type === '[');
  const close = node.children.findLast((c) => c.type === '}' || c.type === ')' || c.type === ']');
  const rules = { start: open?.end ?? name.end, end: close?.start ?? node.end };
  return { kind: 'macroDef', name: nameOf(cx, name), form: 'macro_rules', rules, ...base };
}
