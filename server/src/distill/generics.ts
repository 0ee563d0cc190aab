import type { RawGenerics, RawParam, RawTy } from '../facts/encoding.ts';
import type { SourceDef } from '../resolve/model/def.ts';
import { argumentImplTrait, genericsSyntax } from '../types/items/generics.ts';
import type { Lowering } from '../types/lower/lowerCx.ts';
import { lowerType } from '../types/lower/lowerTypes.ts';
import type { Ty } from '../types/terms/ty.ts';
import { isConstArg } from '../types/terms/tyKey.ts';
import type { TypeCx } from '../types/typeCx.ts';
import type { TermEncoder } from './terms.ts';

/** A definition's own parameters and where clauses; those of its trait or impl come before them. */
export function encodeGenerics(def: SourceDef, cx: TypeCx, terms: TermEncoder): RawGenerics {
  const at = loweringOf(def, cx);
  if (!at) return 0;
  const { own, parentCount } = cx.genericsOf(def);
  const isTrait = def.kind === 'trait' || def.kind === 'traitAlias';
  const written = genericsSyntax(def, cx);
  const synthetic = cx.syntheticParams(def);
  const named = own.filter(({ synthetic }) => !synthetic).slice(isTrait ? 1 : 0);
  const syntax = written.params.filter(({ kind }) => kind !== 'lifetime');
  const params = named.flatMap((param, i): RawParam[] => {
    const from = syntax[i]!;
    const fallback = param.hasDefault ? cx.defaultOf(def, param.index) : undefined;
    if (from.kind === 'const') {
      const value = fallback && isConstArg(fallback) ? terms.constant(fallback) : null;
      return [[param.name, 1, terms.ty(lowerType(at, from.ty)), value]];
    }
    if (from.kind === 'lifetime') return [];
    const self: Ty = { kind: 'param', index: param.index, name: param.name };
    const ty: RawTy | null = fallback && !isConstArg(fallback) ? terms.ty(fallback) : null;
    const mayDangle = from.attrs.some(({ path }) => path === 'may_dangle');
    return [[param.name, 0, terms.bounds(at, from.bounds, self), ty, mayDangle ? 2 : 0]];
  });
  const anonymous = own.filter(({ synthetic }) => synthetic);
  anonymous.forEach((param, i) => {
    const self: Ty = { kind: 'param', index: param.index, name: param.name };
    const from = synthetic[i];
    const bounds = from?.kind === 'impl' ? terms.bounds(at, from.bounds, self) : [];
    params.push([param.name, 0, bounds, null, 1]);
  });
  const where = written.where.flatMap((predicate) => {
    const ty = lowerType(at, predicate.ty);
    const bounds = terms.bounds(at, predicate.bounds, ty);
    return bounds.length > 0 ? [[terms.ty(ty), bounds] as const] : [];
  });
  const first = isTrait ? 1 : parentCount;
  return params.length === 0 && where.length === 0 && first === 0 ? 0 : [first, params, where];
}

/** Where the names in a definition's signature are looked up. */
export function loweringOf(def: SourceDef, cx: TypeCx): Lowering | undefined {
  const env = cx.envOf(def);
  return env && { cx, env: { ...env, implTrait: argumentImplTrait(def, cx) } };
}
