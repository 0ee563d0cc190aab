import { isUnknown, type Unknown, unknown } from '../../base/unknown.ts';
import type { Def, SourceDef } from '../../resolve/model/def.ts';
import type { FnItem, TypeSyntax } from '../../syntax/ast.ts';
import { UNIT, unknownTy } from '../lower/lowerCx.ts';
import { selfTy } from '../lower/lowerPaths.ts';
import { lowerType } from '../lower/lowerTypes.ts';
import type { FnSig } from '../model.ts';
import type { ItemEnv } from '../queries.ts';
import type { Ty } from '../terms/ty.ts';
import type { TypeCx } from '../typeCx.ts';
import { argumentImplTrait, implTraitsIn } from './generics.ts';

const PLAIN = { isConst: true, isAsync: false, isUnsafe: false, variadic: false } as const;

/** The signature of a function, or of a tuple-like struct or variant as a function of its fields. */
export function computeFnSig(def: Def, cx: TypeCx): FnSig | Unknown {
  if (def.kind === 'struct' || def.kind === 'variant') return constructorSig(def, cx);
  if (def.origin === 'source')
    return def.item.kind === 'fn'
      ? sourceSig(def, def.item, cx)
      : unknown(`\`${def.name}\` is not a function`);
  const record = cx.record(def);
  if (record?.kind !== 'fn') return unknown(`\`${def.name}\` is not a function`);
  const terms = cx.factsTerms(def);
  const { isConst, isAsync, isUnsafe, variadic, self } = record;
  const inputs = record.params.map((p) => terms.ty(p));
  const output = terms.ty(record.ret);
  return { def, inputs, output, ...(self && { selfParam: self }), isConst, isAsync, isUnsafe, variadic };
}

function constructorSig(def: Def, cx: TypeCx): FnSig | Unknown {
  const adt = def.kind === 'variant' ? def.parent : def;
  const layout = adt && cx.adtDef(adt);
  if (!adt || !layout) return unknown(`\`${def.name}\` has no enum`);
  if (isUnknown(layout)) return layout;
  const variant =
    def.kind === 'variant' ? layout.variants.find((v) => v.name === def.name) : layout.variants[0];
  if (!variant) return unknown(`\`${def.name}\` is switched off by its cfg`);
  const output: Ty = { kind: 'adt', def: adt, args: cx.identityArgs(adt) };
  return { def, inputs: variant.fields.map((f) => f.ty), output, ...PLAIN };
}

function sourceSig(def: SourceDef, item: FnItem, cx: TypeCx): FnSig | Unknown {
  const env = cx.envOf(def);
  if (!env) return unknown(`\`${def.name}\` has no source`);
  const { isConst, isAsync, isUnsafe, variadic } = item;
  const inputs = item.params.map((p) => lowerInput(p.ty, def, env, cx));
  if (item.self) inputs.unshift(selfInput(item.self, def, env, cx));
  const selfParam = item.self && { selfParam: item.self.kind };
  return {
    def,
    inputs,
    output: outputOf(def, item, env, cx),
    ...selfParam,
    isConst,
    isAsync,
    isUnsafe,
    variadic,
  };
}

function selfInput(self: NonNullable<FnItem['self']>, def: SourceDef, env: ItemEnv, cx: TypeCx): Ty {
  if (self.kind === 'typed' && self.ty) return lowerInput(self.ty, def, env, cx);
  const inner = selfTy({ cx, env }) ?? unknownTy('`self` outside of an impl or trait');
  return self.kind === 'value' ? inner : { kind: 'ref', mutable: self.kind === 'refMut', inner };
}

/** A parameter's type; each `impl Trait` in it is the synthetic parameter made for it. */
function lowerInput(ty: TypeSyntax, def: SourceDef, env: ItemEnv, cx: TypeCx): Ty {
  return lowerType({ cx, env: { ...env, implTrait: argumentImplTrait(def, cx) } }, ty);
}

function outputOf(def: SourceDef, item: FnItem, env: ItemEnv, cx: TypeCx): Ty {
  const args = cx.identityArgs(def);
  if (item.isAsync)
    return {
      kind: 'closure',
      flavor: 'async fn',
      owner: def,
      offset: item.body?.span.start ?? item.keyword,
      args,
    };
  return item.ret ? lowerReturn(item.ret, def, env, cx) : UNIT;
}

/** A written return type: `impl Trait` in it is opaque, numbered in the order written. */
export function lowerReturn(ret: TypeSyntax, def: SourceDef, env: ItemEnv, cx: TypeCx): Ty {
  const opaques = implTraitsIn(ret);
  const args = cx.identityArgs(def);
  const implTrait = (syntax: TypeSyntax): Ty | undefined => {
    const index = opaques.indexOf(syntax);
    return index < 0 ? undefined : { kind: 'opaque', owner: def, index, args };
  };
  return lowerType({ cx, env: { ...env, implTrait } }, ret);
}
