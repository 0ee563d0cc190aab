import { isUnknown, type Unknown, unknown } from '../../base/unknown.ts';
import type { Def } from '../../resolve/model/def.ts';
import type { GenericArg as ArgSyntax, Bound, Path } from '../../syntax/ast.ts';
import type { Predicate } from '../model.ts';
import type { GenericArg, ProjectionTy, TraitRef, Ty } from '../terms/ty.ts';
import { lowerOwnArgs, parenthesizedOutput } from './lowerArgs.ts';
import { lowerConstExpr } from './lowerConst.ts';
import { type Lowering, lowerAt, unknownTy } from './lowerCx.ts';

/** The trait that a path names, without its arguments. */
export function resolveTrait(at: Lowering, path: Path): Def | Unknown {
  const found = at.cx.resolver.resolvePath(at.env.scope, path, 'type');
  if (isUnknown(found)) return found;
  const written = path.segments.map((s) => s.name.text).join('::');
  if (found.kind !== 'def' || (found.def.kind !== 'trait' && found.def.kind !== 'traitAlias'))
    return unknown(`\`${written}\` is not a trait`);
  return found.condition === undefined ? found.def : unknown(found.condition);
}

/** `self: Path<…>` as a trait bound with all of its arguments. */
export function lowerTraitRef(at: Lowering, path: Path, self: GenericArg): TraitRef | Unknown {
  const trait = resolveTrait(at, path);
  if (isUnknown(trait)) return trait;
  return { trait, args: lowerOwnArgs(at, trait, path.segments.at(-1)?.args, [self]) };
}

/** What `self: bound` says, with the equalities and bounds on associated types in its brackets. */
export function lowerBound(at: Lowering, bound: Bound, self: Ty, into: Predicate[]): void {
  if (bound.kind !== 'trait' || bound.maybe) return;
  const ref = lowerTraitRef(at, bound.path, self);
  if (isUnknown(ref)) {
    into.push(ref);
    return;
  }
  into.push({ kind: 'trait', ref });
  lowerBindings(at, bound.path, ref, into);
}

/** What the brackets of `self: Path<…>`, lowered to `ref`, say of associated types. */
function lowerBindings(at: Lowering, path: Path, ref: TraitRef, into: Predicate[]): void {
  const args = path.segments.at(-1)?.args;
  const output = parenthesizedOutput(at, args);
  if (output) into.push({ kind: 'projection', projection: projectionOf(at, ref, 'Output', []), ty: output });
  for (const arg of args?.args ?? []) lowerBinding(at, arg, ref, into);
}

function lowerBinding(at: Lowering, arg: ArgSyntax, ref: TraitRef, into: Predicate[]): void {
  if (arg.kind === 'binding') {
    const projection = bindingProjection(at, ref, arg);
    into.push({ kind: 'projection', projection, ty: lowerAt(at, arg.ty) });
  } else if (arg.kind === 'constBinding') {
    const projection = projectionOf(at, ref, arg.name.text, []);
    into.push({ kind: 'projection', projection, ty: lowerConstExpr(at, arg.value, undefined) });
  } else if (arg.kind === 'bound') {
    const projection = bindingProjection(at, ref, arg);
    for (const inner of arg.bounds) lowerBound(at, inner, projection, into);
  }
}

function bindingProjection(
  at: Lowering,
  ref: TraitRef,
  arg: Extract<ArgSyntax, { kind: 'binding' | 'bound' }>,
): ProjectionTy {
  const declared = declaringTrait(at, ref, arg.name.text);
  const assoc = at.cx.members(declared.trait).find((m) => m.kind === 'assocType' && m.name === arg.name.text);
  const own =
    assoc && arg.args ? lowerOwnArgs(at, assoc, arg.args, declared.args).slice(declared.args.length) : [];
  return projectionOf(at, declared, arg.name.text, own);
}

function declaringTrait(at: Lowering, ref: TraitRef, name: string): TraitRef {
  return at.cx.findAssocTrait([{ trait: ref.trait, ref: () => ref }], name) ?? ref;
}

/** `<ref.args[0] as ref.trait<…>>::name<own>`; the trait may inherit the item from a supertrait. */
export function projectionOf(
  at: Lowering,
  ref: TraitRef,
  name: string,
  own: readonly GenericArg[],
): ProjectionTy {
  const declared = declaringTrait(at, ref, name);
  return { kind: 'projection', trait: declared.trait, name, args: [...declared.args, ...own] };
}

/** `dyn A<X> + Send`: at most one trait that isn't an auto trait, with its bindings. */
export function lowerDyn(at: Lowering, bounds: readonly Bound[]): Ty {
  const autos: Def[] = [];
  let principal: TraitRef | undefined;
  const bindings: { readonly name: string; readonly ty: Ty }[] = [];
  // The erased `Self` of a trait object: no argument may mention it but through a default.
  const self = unknownTy('the erased type behind `dyn`');
  for (const bound of bounds) {
    if (bound.kind !== 'trait' || bound.maybe) continue;
    const predicates: Predicate[] = [];
    const ref = lowerTraitRef(at, bound.path, self);
    if (isUnknown(ref)) return unknownTy(ref.reason);
    const info = at.cx.traitInfo(ref.trait);
    if (!isUnknown(info) && info.isAuto) {
      autos.push(ref.trait);
      continue;
    }
    principal = ref;
    lowerBindings(at, bound.path, ref, predicates);
    for (const p of predicates) {
      if (p.kind === 'projection' && !('value' in p.ty) && p.projection.args[0] === self)
        bindings.push({ name: p.projection.name, ty: p.ty as Ty });
    }
  }
  const head = principal && { trait: principal.trait, args: principal.args.slice(1) };
  return { kind: 'dyn', ...(head && { principal: head }), bindings, autos };
}
