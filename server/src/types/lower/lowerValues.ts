import { isUnknown, type Unknown, unknown } from '../../base/unknown.ts';
import type { Def } from '../../resolve/model/def.ts';
import type { GenericArgs, Path, PathSegment } from '../../syntax/ast.ts';
import { paramByName } from '../items/generics.ts';
import { emptyParamEnv, type ParamEnv, type ValueItem } from '../model.ts';
import { displayTy } from '../terms/displayTy.ts';
import type { TraitRef, Ty } from '../terms/ty.ts';
import { assocTypeOf, traitWithAssoc } from './assocPaths.ts';
import { lowerOwnArgs } from './lowerArgs.ts';
import { lowerTraitRef } from './lowerBounds.ts';
import { singleName } from './lowerConst.ts';
import { type Lowering, lowerAt } from './lowerCx.ts';
import { pathHead, selfTy } from './lowerPaths.ts';

/** A path in an expression that is no local variable (Reference, "Path expressions"). */
export function lowerValue(at: Lowering, path: Path): ValueItem {
  const name = singleName(path);
  if (name !== undefined) {
    const param = paramByName(at.cx.genericsOf(at.env.owner), name);
    if (param?.kind === 'const')
      return { kind: 'constParam', value: { kind: 'constParam', index: param.index, name } };
    if (name === 'Self') {
      const ty = selfTy(at);
      return ty ? { kind: 'selfCtor', ty } : unknown('`Self` outside of an impl, trait or type');
    }
  }
  if (path.qself?.as && path.segments.length === 1) return traitItem(at, path, path.qself.as);
  const head = pathHead(at, path, 'value');
  if (head.def && head.rest.length === 0) return item(at, head.def.def, path, head.def.resolved);
  const last = head.rest.at(-1);
  if (head.def?.def.kind === 'trait' && last && head.rest.length === 1 && !path.qself)
    return memberOfTrait(at, head.def.def, path, last);
  let base = head.ty;
  if (base.kind === 'unknown') return unknown(base.reason);
  if (!last) return unknown(`\`${displayTy(base)}\` is a type, not a value`);
  for (const segment of head.rest.slice(0, -1)) base = assocTypeOf(at, base, segment);
  return assocValue(at, base, last);
}

/** `<T as Trait>::NAME` */
function traitItem(at: Lowering, path: Path, as: Path): ValueItem {
  const ref = lowerTraitRef(at, as, lowerAt(at, path.qself!.ty));
  return isUnknown(ref) ? ref : memberByName(at, ref, path.segments[0]!);
}

/** `Trait::NAME`, whose `Self` is for inference to find. */
function memberOfTrait(at: Lowering, trait: Def, path: Path, segment: PathSegment): ValueItem {
  const self: Ty = at.env.infer?.() ?? {
    kind: 'unknown',
    reason: `\`Self\` of \`${trait.name}\` is inferred`,
  };
  const args = path.segments.at(-2)?.args;
  return memberByName(at, { trait, args: lowerOwnArgs(at, trait, args, [self]) }, segment);
}

function memberByName(at: Lowering, ref: TraitRef, segment: PathSegment): ValueItem {
  const name = segment.name.text;
  const declared = at.cx.findAssocTrait([{ trait: ref.trait, ref: () => ref }], name) ?? ref;
  const def = at.cx.members(declared.trait).find((m) => m.name === name && m.kind !== 'assocType');
  if (!def) return unknown(`\`${ref.trait.name}\` has no \`${name}\``);
  return { kind: 'item', def, args: lowerOwnArgs(at, def, segment.args, declared.args) };
}

/** A function, constant, static, struct or variant named directly. */
function item(at: Lowering, def: Def, path: Path, resolved: number): ValueItem {
  const args = path.segments[resolved - 1]?.args;
  if (def.kind !== 'variant') {
    if (def.kind === 'typeAlias') return aliasCtor(at, def, args);
    return { kind: 'item', def, args: lowerOwnArgs(at, def, args, []) };
  }
  const onEnum = path.segments[resolved - 2]?.args ?? args;
  return def.parent
    ? { kind: 'item', def, args: lowerOwnArgs(at, def.parent, onEnum, []) }
    : unknown(`\`${def.name}\` has no enum`);
}

function aliasCtor(at: Lowering, alias: Def, args: GenericArgs | undefined): ValueItem {
  return { kind: 'selfCtor', ty: at.cx.instantiate(alias, lowerOwnArgs(at, alias, args, [])) };
}

/** `base::NAME` with a type in front: a variant, an inherent item, or a trait's. */
function assocValue(at: Lowering, base: Ty, segment: PathSegment): ValueItem {
  const { cx, env } = at;
  const name = segment.name.text;
  const paramEnv = cx.paramEnvOf(env.owner);
  const ty = cx.normalize(base, paramEnv);
  if (ty.kind === 'unknown') return unknown(ty.reason);
  if (ty.kind === 'adt') {
    const variant = cx.members(ty.def).find((m) => m.kind === 'variant' && m.name === name);
    if (variant) return { kind: 'item', def: variant, args: ty.args };
  }
  const own = inherentItem(at, ty, segment, paramEnv);
  if (own) return own;
  const bound = traitWithAssoc(at, ty, name);
  if (bound) return memberByName(at, bound, segment);
  return itemOfTraitInScope(at, ty, segment, paramEnv);
}

function inherentItem(at: Lowering, ty: Ty, segment: PathSegment, paramEnv: ParamEnv): ValueItem | undefined {
  const { cx } = at;
  for (const impl of cx.inherentImpls(ty)) {
    const def = cx.members(impl).find((m) => m.name === segment.name.text);
    const args = def && cx.matchImpl(impl, ty, paramEnv);
    if (!def || !args) continue;
    const condition = def.origin === 'source' ? cx.resolver.conditionOf(def) : undefined;
    if (condition !== undefined) return unknown(condition);
    return { kind: 'item', def, args: lowerOwnArgs(at, def, segment.args, args) };
  }
  return undefined;
}

function itemOfTraitInScope(at: Lowering, ty: Ty, segment: PathSegment, paramEnv: ParamEnv): ValueItem {
  const { cx, env } = at;
  const name = segment.name.text;
  let doubt: Unknown | undefined;
  for (const trait of cx.resolver.traitsInScope(env.scope)) {
    if (!cx.members(trait).some((m) => m.name === name && m.kind !== 'assocType')) continue;
    const known = traitOf(at, trait, ty, paramEnv.predicates.length > 0 ? paramEnv : emptyParamEnv);
    if (isUnknown(known)) doubt ??= known;
    else if (known) return memberByName(at, known, segment);
  }
  return doubt ?? unknown(`\`${displayTy(ty)}\` has no \`${name}\` in scope`);
}

/** The trait as `ty` implements it. Its own arguments are inferred, by the body around or by what impls there are. */
function traitOf(at: Lowering, trait: Def, ty: Ty, paramEnv: ParamEnv): TraitRef | Unknown | undefined {
  const { cx, env } = at;
  if (!env.infer) return cx.matchTrait(trait, ty, paramEnv);
  const ref: TraitRef = { trait, args: lowerOwnArgs(at, trait, undefined, [ty]) };
  const outcome = cx.holds(ref, paramEnv);
  if (outcome.kind === 'ambiguous') return unknown(outcome.reason);
  return outcome.kind === 'holds' ? ref : undefined;
}
