import { isUnknown, type Unknown, unknown } from '../../../base/unknown.ts';
import type { Def } from '../../../resolve/model/def.ts';
import type { Name, Path, PathSegment } from '../../../syntax/ast.ts';
import type { Expr } from '../../../syntax/bodyAst.ts';
import { paramByName } from '../../../types/items/generics.ts';
import { substitutePredicate } from '../../../types/items/predicates.ts';
import { assocTypeOf, traitWithAssoc } from '../../../types/lower/assocPaths.ts';
import { lowerOwnArgs } from '../../../types/lower/lowerArgs.ts';
import { lowerTraitRef } from '../../../types/lower/lowerBounds.ts';
import { singleName } from '../../../types/lower/lowerConst.ts';
import { lowerAt } from '../../../types/lower/lowerCx.ts';
import { pathHead, selfTy } from '../../../types/lower/lowerPaths.ts';
import { displayTy } from '../../../types/terms/displayTy.ts';
import { substitute } from '../../../types/terms/fold.ts';
import type { Const, GenericArg, TraitRef, Ty } from '../../../types/terms/ty.ts';
import type { Callee } from '../../typedBody.ts';
import type { BodyCx } from '../bodyCx.ts';
import type { LocalDraft } from '../drafts.ts';
import { isVisible } from '../visibility.ts';

/** What a path in an expression or pattern means. */
export type ValueMeaning =
  | { readonly kind: 'local'; readonly local: LocalDraft }
  | { readonly kind: 'item'; readonly callee: Callee }
  | { readonly kind: 'constParam'; readonly value: Const; readonly def: Def }
  /** `Self` or an alias as a constructor of its struct. */
  | { readonly kind: 'selfCtor'; readonly ty: Ty }
  | Unknown;

/** Resolves a path; all elided arguments are fresh variables. */
export function resolveValue(cx: BodyCx, path: Path): ValueMeaning {
  const name = singleName(path);
  if (name !== undefined) {
    const local = findLocal(cx, path.segments[0]!.name);
    if (local) return { kind: 'local', local };
    const param = paramByName(cx.types.genericsOf(cx.owner), name);
    if (param?.kind === 'const') {
      const value: Const = { kind: 'constParam', index: param.index, name };
      return { kind: 'constParam', value, def: cx.owner };
    }
    if (name === 'Self') {
      const ty = selfTy(cx.lowering);
      return ty ? { kind: 'selfCtor', ty } : unknown('`Self` outside of an impl, trait or type');
    }
  }
  return resolveItem(cx, path);
}

/** The variable that a name stands for: same text, same hygiene mark. There is only one `self` at a time. */
export function findLocal(cx: BodyCx, name: Name): LocalDraft | undefined {
  const { vars } = cx.lexical;
  for (let at = vars; at; at = at.outer) {
    const same = at.mark === name.mark || name.text === 'self';
    if (at.name === name.text && same) return at.local;
  }
  if (!isFromLocalMacro(cx, name)) return undefined;
  for (let at = vars; at; at = at.outer) if (at.name === name.text && at.mark === undefined) return at.local;
  return undefined;
}

/** Whether a name may come from the text of a macro that the body itself defines: it sees what is around the definition. */
export function isFromLocalMacro({ lexical }: BodyCx, name: Name): boolean {
  if (name.mark === undefined) return false;
  for (let unit = lexical.unit; unit.expansion; unit = unit.expansion.call.unit)
    if (lexical.macros.has(unit.expansion.macro)) return true;
  return false;
}

function resolveItem(cx: BodyCx, path: Path): ValueMeaning {
  const at = cx.lowering;
  if (path.qself?.as && path.segments.length === 1) {
    const ref = lowerTraitRef(at, path.qself.as, lowerAt(at, path.qself.ty));
    return isUnknown(ref) ? ref : memberByName(cx, ref, path.segments[0]!);
  }
  const head = pathHead(at, path, 'value');
  if (head.def && head.rest.length === 0) return itemOf(cx, head.def.def, path, head.def.resolved);
  const last = head.rest.at(-1);
  if (head.def?.def.kind === 'trait' && last && head.rest.length === 1 && !path.qself) {
    const trait = head.def.def;
    const args = lowerOwnArgs(at, trait, path.segments.at(-2)?.args, [cx.fresh()]);
    return memberByName(cx, { trait, args }, last);
  }
  let base = head.ty;
  if (base.kind === 'unknown') return unknown(base.reason);
  if (!last) return unknown(`\`${displayTy(base)}\` is a type, not a value`);
  for (const segment of head.rest.slice(0, -1)) base = assocTypeOf(at, base, segment);
  return assocValue(cx, cx.structurally(cx.norm(base)), last);
}

/** A function, constant, static, struct or variant named directly. */
function itemOf(cx: BodyCx, def: Def, path: Path, resolved: number): ValueMeaning {
  const at = cx.lowering;
  const args = path.segments[resolved - 1]?.args;
  if (def.kind === 'variant') {
    const onEnum = path.segments[resolved - 2]?.args ?? args;
    if (!def.parent) return unknown(`\`${def.name}\` has no enum`);
    return { kind: 'item', callee: { def, args: lowerOwnArgs(at, def.parent, onEnum, []) } };
  }
  if (def.kind === 'typeAlias')
    return { kind: 'selfCtor', ty: cx.norm(cx.types.instantiate(def, lowerOwnArgs(at, def, args, []))) };
  return { kind: 'item', callee: { def, args: lowerOwnArgs(at, def, args, []) } };
}

function memberByName(cx: BodyCx, ref: TraitRef, segment: PathSegment): ValueMeaning {
  const name = segment.name.text;
  const declared = cx.types.findAssocTrait([{ trait: ref.trait, ref: () => ref }], name) ?? ref;
  const def = cx.types.members(declared.trait).find((m) => m.name === name && m.kind !== 'assocType');
  if (!def) return unknown(`\`${ref.trait.name}\` has no \`${name}\``);
  const args = lowerOwnArgs(cx.lowering, def, segment.args, declared.args);
  return { kind: 'item', callee: { def, args } };
}

/** `base::NAME` with a type in front: a variant, an inherent item, or a trait's. */
function assocValue(cx: BodyCx, ty: Ty, segment: PathSegment): ValueMeaning {
  const name = segment.name.text;
  if (ty.kind === 'unknown') return unknown(ty.reason);
  if (ty.kind === 'infer') return unknown(`the type in front of \`::${name}\` is not inferred yet`);
  if (ty.kind === 'adt') {
    const variant = cx.types.members(ty.def).find((m) => m.kind === 'variant' && m.name === name);
    if (variant) return { kind: 'item', callee: { def: variant, args: ty.args } };
  }
  const own = inherentItem(cx, ty, segment);
  if (own) return own;
  // Of another type the trait's arguments are open, even inside an impl of it: `u8::try_from` in `impl TryFrom<S> for u8`.
  const isBound = ty.kind === 'param' || ty.kind === 'projection' || ty.kind === 'opaque';
  const bound = (isBound && traitWithAssoc(cx.lowering, ty, name)) || objectTrait(cx, ty, name);
  if (bound) return memberByName(cx, bound, segment);
  return itemOfTraitInScope(cx, ty, segment);
}

function objectTrait(cx: BodyCx, ty: Ty, name: string): TraitRef | undefined {
  if (ty.kind !== 'dyn' || !ty.principal) return undefined;
  const ref: TraitRef = { trait: ty.principal.trait, args: [ty, ...ty.principal.args] };
  return cx.types.findAssocTrait([{ trait: ref.trait, ref: () => ref }], name);
}

function inherentItem(cx: BodyCx, ty: Ty, segment: PathSegment): ValueMeaning | undefined {
  const found: { def: Def; impl: Def }[] = [];
  for (const impl of cx.types.inherentImpls(ty)) {
    const def = cx.types.members(impl).find((m) => m.name === segment.name.text && m.kind !== 'assocType');
    if (def && isVisible(cx, def) && cx.probe(() => implFits(cx, impl, ty) !== undefined))
      found.push({ def, impl });
  }
  const only = found[0];
  if (!only) return undefined;
  if (found.length > 1)
    return unknown(`several impls have \`${segment.name.text}\` for \`${displayTy(cx.resolve(ty))}\``);
  const condition = only.def.origin === 'source' ? cx.types.resolver.conditionOf(only.def) : undefined;
  if (condition !== undefined) return unknown(condition);
  const args = implFits(cx, only.impl, ty);
  if (!args) return undefined;
  const all = lowerOwnArgs(cx.lowering, only.def, segment.args, args);
  return { kind: 'item', callee: { def: only.def, args: all } };
}

/** Fresh arguments for an impl that make its `Self` the given type; undefined where it can't be. */
export function implFits(cx: BodyCx, impl: Def, ty: Ty): readonly GenericArg[] | undefined {
  const args = cx.freshArgs(impl);
  if (cx.unify(cx.norm(substitute(cx.types.implSelf(impl), args)), ty) === 'no') return undefined;
  return whereMayHold(cx, impl, args) ? args : undefined;
}

/** Whether a definition's where clauses are not known to fail; what they say of open variables is bound. */
export function whereMayHold(cx: BodyCx, def: Def, args: readonly GenericArg[]): boolean {
  return cx.probe(() => {
    const predicates = cx.types.predicatesOf(def);
    return cx.search.all(predicates.map((p) => substitutePredicate(p, args))).match !== 'no';
  });
}

function itemOfTraitInScope(cx: BodyCx, ty: Ty, segment: PathSegment): ValueMeaning {
  const name = segment.name.text;
  const fits: { ref: TraitRef; sure: boolean }[] = [];
  let doubt: Unknown | undefined;
  for (const trait of traitsWith(cx, name)) {
    const args = lowerOwnArgs(cx.lowering, trait, undefined, [ty]);
    const held = cx.mayHold({ trait, args });
    if (held.match !== 'no') fits.push({ ref: { trait, args }, sure: held.match === 'yes' });
    if (held.match === 'maybe') doubt ??= unknown(held.reason ?? 'a bound may hold');
  }
  const sure = fits.filter((fit) => fit.sure);
  const chosen = sure.length > 0 ? preferUsers(sure) : fits;
  if (chosen.length === 1) return memberByName(cx, chosen[0]!.ref, segment);
  if (chosen.length > 1) return unknown(`several traits in scope have \`${name}\``);
  return doubt ?? unknown(`\`${displayTy(cx.resolve(ty))}\` has no \`${name}\` in scope`);
}

/** A method of std that clashes with a user's trait must be unstable, or the code would not compile. */
function preferUsers<T extends { readonly ref: TraitRef }>(fits: readonly T[]): readonly T[] {
  const users = fits.filter((fit) => fit.ref.trait.origin === 'source');
  return users.length > 0 ? users : fits;
}

/** The trait that the function belongs to, by its impl or by itself, is in scope (rustc_resolve's `traits_in_scope`). */
function traitAround(cx: BodyCx): Def | undefined {
  const { parent } = cx.owner;
  if (parent?.kind === 'trait') return parent;
  const header = parent?.kind === 'impl' ? cx.types.implHeader(parent) : undefined;
  return header && !isUnknown(header) ? header.traitRef?.trait : undefined;
}

/** Traits in scope that have an associated function or constant of a name. */
export function traitsWith(cx: BodyCx, name: string): readonly Def[] {
  const { scope } = cx.lexical;
  let byName = cx.traitsByName.get(scope);
  if (!byName) {
    byName = new Map();
    cx.traitsByName.set(scope, byName);
  }
  let found = byName.get(name);
  if (!found) {
    const has = (trait: Def): boolean =>
      cx.types.members(trait).some((m) => m.name === name && m.kind !== 'assocType');
    const inScope = cx.types.resolver.traitsInScope(scope);
    const own = traitAround(cx);
    found = (own && !inScope.includes(own) ? [...inScope, own] : inScope).filter(has);
    byName.set(name, found);
  }
  return found;
}

/** The type of a path as a value, with the obligations that its definition brings. */
export function typeOfCallee(cx: BodyCx, callee: Callee, expr: Expr): Ty {
  const { def, args } = callee;
  switch (def.kind) {
    case 'fn':
      cx.requireAll(def, args);
      return { kind: 'fnDef', def, args };
    case 'struct':
    case 'variant':
      return ctorTy(cx, def, args, expr);
    case 'const':
    case 'static':
      return cx.norm(substitute(cx.types.typeOf(def), args));
    default:
      return cx.gap(expr.span, `\`${def.name}\` is not a value`);
  }
}

/** A struct's or variant's name as a value: the value of a unit shape, else a function of the fields. */
export function ctorTy(
  cx: BodyCx,
  def: Def,
  args: readonly GenericArg[],
  expr: { readonly span: Expr['span'] },
): Ty {
  const adt = def.kind === 'variant' ? def.parent : def;
  const layout = adt && cx.types.adtDef(adt);
  if (!adt || !layout) return cx.gap(expr.span, `\`${def.name}\` has no enum`);
  if (isUnknown(layout)) return cx.gap(expr.span, layout.reason);
  const variant =
    def.kind === 'variant' ? layout.variants.find((v) => v.name === def.name) : layout.variants[0];
  cx.requireAll(adt, args);
  if (variant?.shape === 'tuple') return { kind: 'fnDef', def, args };
  return { kind: 'adt', def: adt, args };
}
