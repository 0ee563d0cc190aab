import { isUnknown } from '../../base/unknown.ts';
import type { FactsBound } from '../../facts/format.ts';
import type { Def, FactsDef, SourceDef } from '../../resolve/model/def.ts';
import type { Bound, Path, TypeSyntax } from '../../syntax/ast.ts';
import { lowerTraitRef, resolveTrait } from '../lower/lowerBounds.ts';
import { singleName } from '../lower/lowerConst.ts';
import type { Lowering } from '../lower/lowerCx.ts';
import { lowerType } from '../lower/lowerTypes.ts';
import { substituteTraitRef } from '../terms/fold.ts';
import type { ProjectionTy, TraitRef, Ty } from '../terms/ty.ts';
import { sameTerm } from '../terms/tyKey.ts';
import type { LazyBound, TypeCx } from '../typeCx.ts';
import { allParams, argumentImplTrait, genericsSyntax } from './generics.ts';

/** The bounds that a definition writes on one of the parameters in scope, with lazily lowered arguments. */
export function computeOwnBounds(def: Def, index: number, cx: TypeCx): readonly LazyBound[] {
  return def.origin === 'source' ? sourceBounds(def, index, cx) : factsBounds(def, index, cx);
}

function sourceBounds(def: SourceDef, index: number, cx: TypeCx): readonly LazyBound[] {
  const env = cx.envOf(def);
  const param = allParams(cx.genericsOf(def))[index];
  if (!env || !param) return [];
  const at: Lowering = { cx, env: { ...env, implTrait: argumentImplTrait(def, cx) } };
  const bounds: LazyBound[] = [];
  const self: Ty = { kind: 'param', index, name: param.name };
  const add = (list: readonly Bound[]): void => {
    for (const bound of list) pushLazy(at, bound, self, bounds);
  };
  const { params, where } = genericsSyntax(def, cx);
  for (const p of params) if (p.kind === 'type' && p.name.text === param.name) add(p.bounds);
  for (const w of where) if (w.ty.kind === 'path' && singleName(w.ty.path) === param.name) add(w.bounds);
  if (def.item.kind === 'trait' && index === 0) add(def.item.bounds);
  const synthetic =
    cx.syntheticParams(def)[index - (cx.genericsOf(def).count - cx.syntheticParams(def).length)];
  if (synthetic?.kind === 'impl') add(synthetic.bounds);
  return bounds;
}

function pushLazy(at: Lowering, bound: Bound, self: Ty, into: LazyBound[]): void {
  if (bound.kind !== 'trait' || bound.maybe) return;
  const trait = resolveTrait(at, bound.path);
  if (!isUnknown(trait)) into.push({ trait, ref: () => lowerTraitRef(at, bound.path, self) });
}

function factsBounds(def: FactsDef, index: number, cx: TypeCx): readonly LazyBound[] {
  const record = cx.record(def);
  if (!record) return [];
  const bounds: LazyBound[] = [];
  const add = (list: readonly FactsBound[], name: string): void => {
    const terms = cx.factsTerms(def);
    const self: Ty = { kind: 'param', index, name };
    for (const bound of list) {
      if (bound.maybe) continue;
      const ref = terms.traitRef(bound.trait, self);
      bounds.push({ trait: ref.trait, ref: () => ref });
    }
  };
  if (record.kind === 'trait' && index === 0) add(record.supertraits, 'Self');
  if (record.kind === 'traitAlias' && index === 0) add(record.bounds, 'Self');
  if (!('generics' in record)) return bounds;
  for (const p of record.generics.params) if (p.kind === 'type' && p.index === index) add(p.bounds, p.name);
  for (const w of record.generics.where)
    if (w.ty.kind === 'param' && w.ty.index === index) add(w.bounds, w.ty.name);
  return bounds;
}

/** Where clauses of a definition in source on a projection, such as `where T::Item: Iterator`. */
export function computeProjectionBounds(def: Def, base: ProjectionTy, cx: TypeCx): readonly LazyBound[] {
  const env = cx.envOf(def);
  if (def.origin !== 'source' || !env) return [];
  const at: Lowering = { cx, env };
  const bounds: LazyBound[] = [];
  for (const w of genericsSyntax(def, cx).where) {
    if (!mayName(w.ty, base.name) || !sameTerm(lowerType(at, w.ty), base)) continue;
    for (const bound of w.bounds) pushLazy(at, bound, base, bounds);
  }
  return bounds;
}

function mayName(ty: TypeSyntax, name: string): boolean {
  const path: Path | undefined = ty.kind === 'path' ? ty.path : undefined;
  return path?.segments.at(-1)?.name.text === name && (path.segments.length > 1 || path.qself !== undefined);
}

/** Finds the trait that declares associated item `name`: breadth first from `bounds` through supertraits. */
export function computeAssocTrait(
  bounds: readonly LazyBound[],
  name: string,
  cx: TypeCx,
): TraitRef | undefined {
  const seen = new Set<Def>();
  const search = (list: readonly LazyBound[]): TraitRef | undefined => {
    for (const bound of list) {
      if (cx.members(bound.trait).some((m) => m.name === name)) {
        const ref = bound.ref();
        if (!isUnknown(ref)) return ref;
      }
    }
    for (const bound of list) {
      if (seen.has(bound.trait)) continue;
      seen.add(bound.trait);
      const found = search(cx.ownBounds(bound.trait, 0));
      if (!found) continue;
      const ref = bound.ref();
      if (!isUnknown(ref)) return substituteTraitRef(found, ref.args);
    }
    return undefined;
  };
  return search(bounds);
}
