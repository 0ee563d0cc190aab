import type { Kinds } from '../../base/kinds.ts';
import { isUnknown, type Unknown, unknown } from '../../base/unknown.ts';
import type { FactsHead, FactsId, FactsPrimitive } from '../../facts/format.ts';
import type { Def } from '../../resolve/model/def.ts';
import { lowerTraitRef, resolveTrait } from '../lower/lowerBounds.ts';
import { unknownTy } from '../lower/lowerCx.ts';
import type { ImplHeader, TraitInfo } from '../model.ts';
import type { GenericArg, TraitRef, Ty } from '../terms/ty.ts';
import { isConstArg } from '../terms/tyKey.ts';
import type { LazyBound, TypeCx } from '../typeCx.ts';
import { computeAssocType } from './predicates.ts';

/** `Self` of an impl. */
export function computeImplSelf(impl: Def, cx: TypeCx): Ty {
  if (impl.origin === 'facts') {
    const record = cx.record(impl);
    return record?.kind === 'impl' ? cx.factsTerms(impl).ty(record.selfTy) : unknownTy('not an impl');
  }
  const env = cx.envOf(impl);
  if (!env || impl.item.kind !== 'impl') return unknownTy('not an impl');
  return cx.lowerIn(impl.item.selfTy, env);
}

/** The trait of an impl with lazily lowered arguments; a reason where its path can't be resolved. */
export function computeImplTrait(impl: Def, cx: TypeCx): LazyBound | Unknown | undefined {
  if (impl.origin === 'facts') {
    const record = cx.record(impl);
    if (record?.kind !== 'impl' || !record.trait) return undefined;
    const { trait } = record;
    const def = cx.factsTerms(impl).traitRef(trait, cx.implSelf(impl)).trait;
    return { trait: def, ref: () => cx.factsTerms(impl).traitRef(trait, cx.implSelf(impl)) };
  }
  const env = cx.envOf(impl);
  if (!env || impl.item.kind !== 'impl' || !impl.item.trait) return undefined;
  const path = impl.item.trait;
  const trait = resolveTrait({ cx, env }, path);
  if (isUnknown(trait)) return trait;
  return { trait, ref: () => lowerTraitRef({ cx, env }, path, cx.implSelf(impl)) };
}

/** An impl's header: its type, and its trait with all arguments. */
export function computeImplHeader(impl: Def, cx: TypeCx): ImplHeader | Unknown {
  const negative =
    impl.origin === 'source' ? impl.item.kind === 'impl' && impl.item.negative : isNegative(cx.record(impl));
  const selfTy = cx.implSelf(impl);
  const bound = computeImplTrait(impl, cx);
  if (bound === undefined) return { def: impl, selfTy, negative };
  if (isUnknown(bound)) return bound;
  const traitRef: TraitRef | Unknown = bound.ref();
  return isUnknown(traitRef) ? traitRef : { def: impl, selfTy, traitRef, negative };
}

function isNegative(record: ReturnType<TypeCx['record']>): boolean {
  return record?.kind === 'impl' && record.negative;
}

/** What a trait declares. */
export function computeTraitInfo(trait: Def, cx: TypeCx): TraitInfo | Unknown {
  if (trait.kind !== 'trait' && trait.kind !== 'traitAlias')
    return unknown(`\`${trait.name}\` is not a trait`);
  const members = cx.members(trait);
  const assocTypes = members.filter((m) => m.kind === 'assocType').map((m) => computeAssocType(m, trait, cx));
  const supertraits = cx
    .superPredicates(trait)
    .flatMap((p) => (p.kind === 'trait' && p.ref.args[0]?.kind === 'param' ? [p.ref] : []));
  return { def: trait, isAuto: isAutoTrait(trait, cx), supertraits, assocTypes, members };
}

/** Whether a trait is declared `auto`. */
export function isAutoTrait(trait: Def, cx: TypeCx): boolean {
  if (trait.origin === 'source') return trait.item.kind === 'trait' && trait.item.isAuto;
  const record = cx.record(trait);
  return record?.kind === 'trait' && record.isAuto;
}

/** What a type starts with, for finding impls (rustc's `SimplifiedType`); undefined for any type at all. */
export type TypeHead =
  | { readonly kind: 'adt'; readonly def: Def }
  | { readonly kind: 'primitive'; readonly name: FactsPrimitive };

export function headOf(ty: Ty): TypeHead | undefined {
  switch (ty.kind) {
    case 'adt':
    case 'foreign':
      return { kind: 'adt', def: ty.def };
    case 'int':
    case 'float':
      return { kind: 'primitive', name: ty.name };
    case 'bool':
    case 'char':
    case 'str':
    case 'never':
    case 'tuple':
    case 'array':
    case 'slice':
    case 'ref':
    case 'ptr':
    case 'fnPtr':
    case 'dyn':
      return { kind: 'primitive', name: ty.kind };
    case 'fnDef':
    case 'closure':
    case 'pattern':
      return { kind: 'primitive', name: 'other' };
    default:
      ty.kind satisfies Kinds<'param projection opaque infer unknown'>;
      return undefined;
  }
}

/** A head as a key of an index. */
export function headKey(head: TypeHead): string {
  return head.kind === 'adt' ? `d${head.def.id}` : head.name;
}

/** A head in the terms of the facts; undefined for a definition in source. */
export function factsHead(head: TypeHead): FactsHead | undefined {
  if (head.kind === 'primitive') return head;
  return head.def.origin === 'facts' ? { kind: 'adt', id: factsId(head.def) } : undefined;
}

export function factsId(def: Extract<Def, { origin: 'facts' }>): FactsId {
  return { crate: def.crate, index: def.index };
}

/** The crates of all definitions in some arguments: where impls for them may stand (the orphan rules). */
export function cratesIn(args: readonly GenericArg[], into: Set<string>): void {
  const visit = (arg: GenericArg): void => {
    if (isConstArg(arg)) return;
    switch (arg.kind) {
      case 'adt':
        into.add(arg.def.crate);
        arg.args.forEach(visit);
        return;
      case 'foreign':
      case 'fnDef':
        into.add(arg.def.crate);
        return;
      case 'closure':
      case 'opaque':
        into.add(arg.owner.crate);
        return;
      case 'dyn':
        if (arg.principal) into.add(arg.principal.trait.crate);
        arg.principal?.args.forEach(visit);
        return;
      case 'tuple':
        arg.elements.forEach(visit);
        return;
      case 'array':
      case 'slice':
        visit(arg.element);
        return;
      case 'ref':
      case 'ptr':
        visit(arg.inner);
        return;
      case 'fnPtr':
        arg.params.forEach(visit);
        visit(arg.ret);
        return;
      default:
        arg.kind satisfies Kinds<'int float bool char str never param projection pattern infer unknown'>;
        return;
    }
  };
  args.forEach(visit);
}
