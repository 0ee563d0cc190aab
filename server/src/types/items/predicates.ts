import { isUnknown } from '../../base/unknown.ts';
import type { FactsBound } from '../../facts/format.ts';
import type { Def, FactsDef, SourceDef } from '../../resolve/model/def.ts';
import type { Bound } from '../../syntax/ast.ts';
import { lowerBound } from '../lower/lowerBounds.ts';
import { singleName } from '../lower/lowerConst.ts';
import type { Lowering } from '../lower/lowerCx.ts';
import { lowerType } from '../lower/lowerTypes.ts';
import type { AssocTypeInfo, ParamEnv, Predicate } from '../model.ts';
import { substituteArg, substituteTraitRef } from '../terms/fold.ts';
import type { GenericArg, ProjectionTy, Ty } from '../terms/ty.ts';
import { argsKey, traitRefKey, tyKey } from '../terms/tyKey.ts';
import type { TypeCx } from '../typeCx.ts';
import { allParams, argumentImplTrait, genericParent, genericsSyntax } from './generics.ts';

const SIZED = 'core::marker::Sized';

/** Everything that the generics of a definition and its parents say (rustc's `predicates_of`). */
export function computePredicates(def: Def, cx: TypeCx): readonly Predicate[] {
  const parent = genericParent(def);
  const into: Predicate[] = parent ? [...cx.predicatesOf(parent)] : [];
  if (def.kind === 'trait') into.push({ kind: 'trait', ref: { trait: def, args: cx.identityArgs(def) } });
  const own = def.origin === 'source' ? sourcePredicates(def, cx) : factsPredicates(def, cx);
  into.push(...own);
  return into;
}

function sourcePredicates(def: SourceDef, cx: TypeCx): readonly Predicate[] {
  const env = cx.envOf(def);
  if (!env) return [];
  const at: Lowering = { cx, env: { ...env, implTrait: argumentImplTrait(def, cx) } };
  const into: Predicate[] = [];
  const unsized = new Set<string>();
  const add = (bounds: readonly Bound[], self: Ty): void => {
    for (const bound of bounds) {
      if (bound.kind === 'trait' && bound.maybe && self.kind === 'param') unsized.add(self.name);
      lowerBound(at, bound, self, into);
    }
  };
  const { params, where } = genericsSyntax(def, cx);
  const all = allParams(cx.genericsOf(def));
  for (const p of params) {
    const known = p.kind === 'type' && all.find((a) => a.name === p.name.text);
    if (known) add(p.bounds, { kind: 'param', index: known.index, name: known.name });
  }
  for (const w of where) add(w.bounds, lowerType(at, w.ty));
  const synthetic = cx.syntheticParams(def);
  synthetic.forEach((syntax, i) => {
    const param = all[all.length - synthetic.length + i]!;
    if (syntax.kind === 'impl') add(syntax.bounds, { kind: 'param', index: param.index, name: param.name });
  });
  addSized(def, cx, unsized, into);
  return into;
}

function factsPredicates(def: FactsDef, cx: TypeCx): readonly Predicate[] {
  const record = cx.record(def);
  if (!record || !('generics' in record) || def.kind === 'variant') return [];
  const terms = cx.factsTerms(def);
  const into: Predicate[] = [];
  const unsized = new Set<string>();
  const add = (bounds: readonly FactsBound[], self: Ty): void => {
    for (const bound of bounds) {
      if (!bound.maybe) terms.bound(bound, self, into);
      else if (self.kind === 'param') unsized.add(self.name);
    }
  };
  for (const p of record.generics.params)
    if (p.kind === 'type') add(p.bounds, { kind: 'param', index: p.index, name: p.name });
  for (const w of record.generics.where) add(w.bounds, terms.ty(w.ty));
  addSized(def, cx, unsized, into);
  return into;
}

/**
 * Type parameters are `Sized` unless they say `?Sized` or, as std does, name a weaker trait of the same family;
 * a trait's `Self` is not.
 */
function addSized(def: Def, cx: TypeCx, maybe: ReadonlySet<string>, into: Predicate[]): void {
  const sized = cx.stdDef(SIZED);
  if (!sized) return;
  const unsized = new Set(maybe);
  for (const predicate of into) {
    const self = predicate.kind === 'trait' ? predicate.ref.args[0] : undefined;
    if (predicate.kind === 'trait' && self?.kind === 'param' && isWeakerThanSized(predicate.ref.trait, cx))
      unsized.add(self.name);
  }
  for (const param of cx.genericsOf(def).own) {
    const isSelf = def.kind === 'trait' && param.index === 0;
    if (param.kind !== 'type' || isSelf || unsized.has(param.name)) continue;
    const self: Ty = { kind: 'param', index: param.index, name: param.name };
    into.push({ kind: 'trait', ref: { trait: sized, args: [self] } });
  }
}

function isWeakerThanSized(trait: Def, cx: TypeCx): boolean {
  return cx.isStd(trait, 'core::marker::PointeeSized') || cx.isStd(trait, 'core::marker::MetaSized');
}

/** What a trait demands of `Self`: its supertraits and where clauses on `Self`. */
export function computeSuperPredicates(trait: Def, cx: TypeCx): readonly Predicate[] {
  const into: Predicate[] = [];
  const self: Ty = { kind: 'param', index: 0, name: 'Self' };
  if (trait.origin === 'source') {
    const env = cx.envOf(trait);
    if (!env || trait.item.kind !== 'trait') return into;
    const at: Lowering = { cx, env };
    for (const bound of trait.item.bounds) lowerBound(at, bound, self, into);
    for (const w of trait.item.generics.where)
      if (w.ty.kind === 'path' && singleName(w.ty.path) === 'Self')
        for (const bound of w.bounds) lowerBound(at, bound, self, into);
    return into;
  }
  const record = cx.record(trait);
  const terms = cx.factsTerms(trait);
  if (record?.kind === 'trait')
    for (const bound of record.supertraits) if (!bound.maybe) terms.bound(bound, self, into);
  if (record?.kind === 'traitAlias')
    for (const bound of record.bounds) if (!bound.maybe) terms.bound(bound, self, into);
  return into;
}

/** The bounds that a trait declares on one of its associated types, `Sized` included. */
export function computeAssocType(assoc: Def, trait: Def, cx: TypeCx): AssocTypeInfo {
  const self: ProjectionTy = { kind: 'projection', trait, name: assoc.name, args: cx.identityArgs(assoc) };
  const bounds: Predicate[] = [];
  let sized = true;
  let hasDefault = false;
  if (assoc.origin === 'source') {
    const env = cx.envOf(assoc);
    const { item } = assoc;
    if (env && item.kind === 'type') {
      hasDefault = item.ty !== undefined;
      for (const bound of item.bounds) {
        if (bound.kind === 'trait' && bound.maybe) sized = false;
        lowerBound({ cx, env }, bound, self, bounds);
      }
    }
  } else {
    const record = cx.record(assoc);
    if (record?.kind === 'assocType') {
      hasDefault = record.ty !== undefined;
      const terms = cx.factsTerms(assoc);
      for (const bound of record.bounds) {
        if (bound.maybe) sized = false;
        else terms.bound(bound, self, bounds);
      }
    }
  }
  const sizedTrait = cx.stdDef(SIZED);
  if (sized && sizedTrait) bounds.push({ kind: 'trait', ref: { trait: sizedTrait, args: [self] } });
  return { name: assoc.name, def: assoc, bounds, hasDefault };
}

/** Predicates with all that their supertraits imply (rustc's `elaborate`), as an environment. */
export function elaborate(predicates: readonly Predicate[], cx: TypeCx): ParamEnv {
  const seen = new Set<string>();
  const out: Predicate[] = [];
  const queue = [...predicates];
  for (let next = queue.shift(); next !== undefined && out.length < 2000; next = queue.shift()) {
    const key = predicateKey(next);
    if (seen.has(key)) continue;
    seen.add(key);
    out.push(next);
    if (next.kind !== 'trait') continue;
    const { ref } = next;
    for (const implied of cx.superPredicates(ref.trait)) queue.push(substitutePredicate(implied, ref.args));
  }
  return { key: [...seen].sort().join('&'), predicates: out };
}

/** Replaces the parameters in a predicate by `args`. */
export function substitutePredicate(predicate: Predicate, args: readonly GenericArg[]): Predicate {
  if (isUnknown(predicate)) return predicate;
  if (predicate.kind === 'trait') return { kind: 'trait', ref: substituteTraitRef(predicate.ref, args) };
  return {
    kind: 'projection',
    projection: substituteArg(predicate.projection, args) as ProjectionTy,
    ty: substituteArg(predicate.ty, args),
  };
}

function predicateKey(predicate: Predicate): string {
  if (isUnknown(predicate)) return `?${predicate.reason}`;
  if (predicate.kind === 'trait') return traitRefKey(predicate.ref);
  return `${tyKey(predicate.projection)}=${argsKey([predicate.ty])}`;
}
