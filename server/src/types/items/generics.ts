import type { Kinds } from '../../base/kinds.ts';
import { effectiveAttributes } from '../../resolve/attributes/cfgAttributes.ts';
import type { Def, SourceDef } from '../../resolve/model/def.ts';
import type { Bound, FnItem, GenericArgs, Generics as GenericsSyntax, TypeSyntax } from '../../syntax/ast.ts';
import type { Generics, ParamDef } from '../model.ts';
import type { GenericArg, Ty } from '../terms/ty.ts';
import type { TypeCx } from '../typeCx.ts';

const NO_SYNTAX: GenericsSyntax = { params: [], where: [] };

/** The `<…>` and `where` of a definition in source, without what `cfg` takes out; empty for what has none. */
export function genericsSyntax(def: SourceDef, cx: TypeCx): GenericsSyntax {
  if (def.variant) return NO_SYNTAX;
  const generics = 'generics' in def.item ? def.item.generics : NO_SYNTAX;
  if (generics.params.every(({ attrs }) => attrs.length === 0)) return generics;
  const cfg = cx.cfgOf(def.crate);
  return {
    ...generics,
    params: generics.params.filter(({ attrs }) => effectiveAttributes(attrs, cfg).active),
  };
}

/** The definition whose parameters come before a definition's own: the impl or trait around it, a variant's enum. */
export function genericParent(def: Def): Def | undefined {
  const parent = def.parent;
  if (!parent) return undefined;
  if (def.kind === 'variant') return parent;
  return parent.kind === 'impl' || parent.kind === 'trait' ? parent : undefined;
}

/** Numbers the parameters of a definition (rustc's `generics_of`, without lifetimes). */
export function computeGenerics(def: Def, cx: TypeCx): Generics {
  const parentDef = genericParent(def);
  const parent = parentDef && cx.genericsOf(parentDef);
  const parentCount = parent?.count ?? 0;
  const own =
    def.origin === 'source' ? sourceParams(def, parentCount, cx) : factsParams(def, parentCount, cx);
  return { def, own, ...(parent && { parent }), parentCount, count: parentCount + own.length };
}

function sourceParams(def: SourceDef, first: number, cx: TypeCx): readonly ParamDef[] {
  const own: ParamDef[] = [];
  const add = (name: string, kind: ParamDef['kind'], hasDefault: boolean): void => {
    own.push({ name, index: first + own.length, kind, hasDefault });
  };
  if (def.kind === 'trait' || def.kind === 'traitAlias') add('Self', 'type', false);
  for (const param of genericsSyntax(def, cx).params) {
    if (param.kind !== 'lifetime') add(param.name.text, param.kind, param.default !== undefined);
  }
  for (const ty of cx.syntheticParams(def)) {
    const name = def.unit.text.slice(ty.span.start, ty.span.end);
    own.push({ name, index: first + own.length, kind: 'type', hasDefault: false, synthetic: true });
  }
  return own;
}

function factsParams(def: Def, first: number, cx: TypeCx): readonly ParamDef[] {
  const record = def.origin === 'facts' ? cx.record(def) : undefined;
  const own: ParamDef[] = [];
  if (def.kind === 'trait' || def.kind === 'traitAlias')
    own.push({ name: 'Self', index: first, kind: 'type', hasDefault: false });
  if (!record || !('generics' in record) || def.kind === 'variant') return own;
  for (const param of record.generics.params) {
    own.push({
      name: param.name,
      index: param.index,
      kind: param.kind,
      hasDefault: param.default !== undefined,
      ...(param.kind === 'type' && param.synthetic && { synthetic: true }),
    });
  }
  return own;
}

/** All parameters of a definition in order, the parents' first. */
export function allParams(generics: Generics): readonly ParamDef[] {
  return generics.parent ? [...allParams(generics.parent), ...generics.own] : generics.own;
}

/** The parameters as arguments. */
export function identityOf(generics: Generics): readonly GenericArg[] {
  return allParams(generics).map((param) =>
    param.kind === 'type'
      ? { kind: 'param', index: param.index, name: param.name }
      : { kind: 'constParam', index: param.index, name: param.name },
  );
}

/** A parameter in scope of a definition by its name, the innermost first. */
export function paramByName(generics: Generics, name: string): ParamDef | undefined {
  for (let at: Generics | undefined = generics; at; at = at.parent) {
    const found = at.own.find((param) => param.name === name && !param.synthetic);
    if (found) return found;
  }
  return undefined;
}

/** Every `impl Trait` in a type, outermost first, in the order written. */
export function implTraitsIn(ty: TypeSyntax): readonly TypeSyntax[] {
  const found: TypeSyntax[] = [];
  collect(ty, found);
  return found;
}

/** The `impl Trait` types in a function's parameters; each is an anonymous type parameter. */
export function argumentImplTraits(item: FnItem): readonly TypeSyntax[] {
  const found: TypeSyntax[] = [];
  for (const param of item.params) collect(param.ty, found);
  return found;
}

/** Says for an `impl Trait` in a function's parameters, or in the bounds of another one, which parameter was made for it. */
export function argumentImplTrait(def: SourceDef, cx: TypeCx): (syntax: TypeSyntax) => Ty | undefined {
  return (syntax) => {
    const synthetic = cx.syntheticParams(def);
    const place = synthetic.indexOf(syntax);
    const param = cx.genericsOf(def).own.at(place - synthetic.length);
    return place < 0 || !param ? undefined : { kind: 'param', index: param.index, name: param.name };
  };
}

function collect(ty: TypeSyntax, into: TypeSyntax[]): void {
  switch (ty.kind) {
    case 'impl':
      into.push(ty);
      collectBounds(ty.bounds, into);
      return;
    case 'dyn':
      collectBounds(ty.bounds, into);
      return;
    case 'tuple':
      for (const element of ty.elements) collect(element, into);
      return;
    case 'array':
    case 'slice':
      collect(ty.element, into);
      return;
    case 'ref':
    case 'ptr':
      collect(ty.inner, into);
      return;
    case 'path':
      if (ty.path.qself) collect(ty.path.qself.ty, into);
      for (const segment of ty.path.segments) collectArgs(segment.args, into);
      return;
    default:
      ty.kind satisfies Kinds<'fnPtr never infer macro error'>;
      return;
  }
}

function collectBounds(bounds: readonly Bound[], into: TypeSyntax[]): void {
  for (const bound of bounds) {
    if (bound.kind === 'trait') for (const segment of bound.path.segments) collectArgs(segment.args, into);
  }
}

function collectArgs(args: GenericArgs | undefined, into: TypeSyntax[]): void {
  for (const arg of args?.args ?? []) {
    if (arg.kind === 'type' || arg.kind === 'binding') collect(arg.ty, into);
    else if (arg.kind === 'bound') collectBounds(arg.bounds, into);
  }
}
