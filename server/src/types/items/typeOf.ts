import type { Def, SourceDef } from '../../resolve/model/def.ts';
import { lowerConstExpr } from '../lower/lowerConst.ts';
import { unknownTy } from '../lower/lowerCx.ts';
import type { GenericArg, Ty } from '../terms/ty.ts';
import { withinLimit } from '../terms/tyKey.ts';
import type { TypeCx } from '../typeCx.ts';
import { genericParent, genericsSyntax } from './generics.ts';
import { lowerReturn } from './signatures.ts';

/** The type that a definition stands for, in terms of its own parameters (rustc's `type_of`). */
export function computeTypeOf(def: Def, cx: TypeCx): Ty {
  switch (def.kind) {
    case 'struct':
    case 'enum':
    case 'union':
      return { kind: 'adt', def, args: cx.identityArgs(def) };
    case 'variant':
      return def.parent ? cx.typeOf(def.parent) : unknownTy('a variant without an enum');
    case 'foreignType':
      return { kind: 'foreign', def };
    case 'impl':
      return cx.implSelf(def);
    case 'fn':
      return { kind: 'fnDef', def, args: cx.identityArgs(def) };
    case 'typeAlias':
    case 'assocType':
    case 'const':
    case 'static':
      return def.origin === 'source' ? sourceTy(def, cx) : factsTy(def, cx);
    default:
      return unknownTy(`\`${def.name}\` is not a type`);
  }
}

function sourceTy(def: SourceDef, cx: TypeCx): Ty {
  const { item } = def;
  const env = cx.envOf(def);
  // Constants are asked for their condition where they are evaluated, with the same reason.
  const condition = cx.resolver.conditionOf(def);
  if (condition !== undefined && item.kind === 'type') return unknownTy(condition);
  if (!env || !('ty' in item) || item.ty === undefined)
    return unknownTy(`\`${def.name}\` has no type written`);
  return withinLimit(lowerReturn(item.ty, def, env, cx));
}

function factsTy(def: Extract<Def, { origin: 'facts' }>, cx: TypeCx): Ty {
  const record = cx.record(def);
  if (
    record?.kind !== 'typeAlias' &&
    record?.kind !== 'assocType' &&
    record?.kind !== 'const' &&
    record?.kind !== 'static'
  )
    return unknownTy(`\`${def.name}\` is not a type`);
  return record.ty ? cx.factsTerms(def).ty(record.ty) : unknownTy(`\`${def.name}\` has no type written`);
}

/** The default of a parameter, in terms of the parameters before it. */
export function computeDefault(def: Def, index: number, cx: TypeCx): GenericArg | undefined {
  if (def.origin === 'facts') {
    const record = cx.record(def);
    if (!record || !('generics' in record)) return undefined;
    const param = record.generics.params.find((p) => p.index === index);
    return param?.default && cx.factsTerms(def).arg(param.default);
  }
  const env = cx.envOf(def);
  const name = cx.genericsOf(def).own.find((p) => p.index === index)?.name;
  const param = genericsSyntax(def, cx).params.find((p) => p.kind !== 'lifetime' && p.name.text === name);
  if (!env || !param || param.kind === 'lifetime' || !param.default) return undefined;
  return param.kind === 'type'
    ? cx.lowerIn(param.default, env)
    : lowerConstExpr({ cx, env }, param.default, cx.lowerIn(param.ty, env));
}

/** The declared type of a const parameter, the parents' included. */
export function computeConstParamTy(owner: Def, index: number, cx: TypeCx): Ty | undefined {
  for (let def: Def | undefined = owner; def; def = genericParent(def)) {
    const param = cx.genericsOf(def).own.find((p) => p.index === index);
    if (!param) continue;
    if (def.origin === 'facts') {
      const record = cx.record(def);
      const found =
        record && 'generics' in record ? record.generics.params.find((p) => p.index === index) : undefined;
      return found?.kind === 'const' ? cx.factsTerms(def).ty(found.ty) : undefined;
    }
    const env = cx.envOf(def);
    const found = genericsSyntax(def, cx).params.find(
      (p) => p.kind === 'const' && p.name.text === param.name,
    );
    return env && found?.kind === 'const' ? cx.lowerIn(found.ty, env) : undefined;
  }
  return undefined;
}
