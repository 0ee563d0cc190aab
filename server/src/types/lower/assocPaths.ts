import { isUnknown } from '../../base/unknown.ts';
import type { PathSegment } from '../../syntax/ast.ts';
import { genericParent } from '../items/generics.ts';
import { displayTy } from '../terms/displayTy.ts';
import { substituteTraitRef } from '../terms/fold.ts';
import type { ProjectionTy, TraitRef, Ty } from '../terms/ty.ts';
import { sameTerm } from '../terms/tyKey.ts';
import type { LazyBound, TypeCx } from '../typeCx.ts';
import { lowerOwnArgs } from './lowerArgs.ts';
import { type Lowering, unknownTy } from './lowerCx.ts';

/**
 * `base::Name` where `base` is a type: the projection on the trait that declares `Name` among the bounds in
 * force for `base` (rustc_hir_analysis's `lower_assoc_path_ty`).
 */
export function assocTypeOf(at: Lowering, base: Ty, segment: PathSegment): Ty {
  const name = segment.name.text;
  const ref = traitWithAssoc(at, base, name);
  if (!ref) return unknownTy(`no bound in force says which trait \`${displayTy(base)}::${name}\` comes from`);
  const assoc = at.cx.members(ref.trait).find((m) => m.kind === 'assocType' && m.name === name);
  const own = assoc ? lowerOwnArgs(at, assoc, segment.args, ref.args).slice(ref.args.length) : [];
  return { kind: 'projection', trait: ref.trait, name, args: [...ref.args, ...own] };
}

/** A place of which the definition around it counts alone. */
interface Owned {
  readonly cx: TypeCx;
  readonly env: { readonly owner: Lowering['env']['owner'] };
}

/** The trait, with arguments, through which `base` has an associated item `name`. */
export function traitWithAssoc(at: Owned, base: Ty, name: string): TraitRef | undefined {
  const { cx } = at;
  if (base.kind === 'param') {
    const found = cx.findAssocTrait(boundsOfParam(at, base.index), name);
    if (found) return found;
  }
  const implemented = implTraitBound(at, base);
  if (implemented) {
    const found = cx.findAssocTrait([implemented], name);
    if (found) return found;
  }
  if (base.kind === 'projection') return cx.findAssocTrait(boundsOfProjection(at, base), name);
  return undefined;
}

/** All bounds on a parameter, those of the enclosing impl or trait included; a trait's `Self` has the trait itself. */
function boundsOfParam(at: Owned, index: number): readonly LazyBound[] {
  const { cx, env } = at;
  const bounds: LazyBound[] = [];
  for (let def: LazyBound['trait'] | undefined = env.owner; def; def = genericParent(def)) {
    const trait = def;
    if (index === 0 && trait.kind === 'trait')
      bounds.push({ trait, ref: () => ({ trait, args: cx.identityArgs(trait) }) });
    bounds.push(...cx.ownBounds(def, index));
  }
  return bounds;
}

/** Inside `impl Trait for X`, `X::Name` (written `Self::Name`) is the trait's. */
function implTraitBound(at: Owned, base: Ty): LazyBound | undefined {
  const { cx, env } = at;
  for (let def: LazyBound['trait'] | undefined = env.owner; def; def = genericParent(def)) {
    if (def.kind !== 'impl') continue;
    const bound = cx.implTrait(def);
    const self = bound && cx.implSelf(def);
    if (bound && self && sameTerm(self, base)) return bound;
  }
  return undefined;
}

/** Bounds that the trait declares on its associated type, and where clauses in force on the projection. */
function boundsOfProjection(at: Owned, base: ProjectionTy): readonly LazyBound[] {
  const { cx, env } = at;
  const bounds: LazyBound[] = [];
  const info = cx.traitInfo(base.trait);
  if (!isUnknown(info)) {
    const assoc = info.assocTypes.find((a) => a.name === base.name);
    for (const bound of assoc?.bounds ?? []) {
      if (bound.kind !== 'trait') continue;
      const { ref } = bound;
      const self = ref.args[0];
      if (self?.kind !== 'projection' || self.name !== base.name) continue;
      bounds.push({ trait: ref.trait, ref: () => substituteTraitRef(ref, base.args) });
    }
  }
  for (let def: LazyBound['trait'] | undefined = env.owner; def; def = genericParent(def)) {
    bounds.push(...cx.projectionBounds(def, base));
  }
  return bounds;
}
