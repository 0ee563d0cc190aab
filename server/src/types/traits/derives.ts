import { isUnknown } from '../../base/unknown.ts';
import { type AppliedMacro, derivesIn, isDerive } from '../../resolve/attributes/appliedMacros.ts';
import { effectiveAttributes } from '../../resolve/attributes/cfgAttributes.ts';
import { traitsOf } from '../../resolve/attributes/knownMacros.ts';
import type { KnownMacro, MacroUse } from '../../resolve/attributes/macroEffects.ts';
import type { Def, SourceDef } from '../../resolve/model/def.ts';
import { someTy } from '../terms/fold.ts';
import type { TraitRef, Ty } from '../terms/ty.ts';
import { isConstArg, tyKey } from '../terms/tyKey.ts';
import type { TypeCx } from '../typeCx.ts';
import type { Search } from './search.ts';
import { allOf, maybe, type Verdict, YES } from './verdict.ts';

/** The traits of std that `#[derive]` implements, by name, with their paths. */
const BUILTIN: ReadonlyMap<string, string> = new Map([
  ['Clone', 'core::clone::Clone'],
  ['Copy', 'core::marker::Copy'],
  ['Debug', 'core::fmt::Debug'],
  ['Default', 'core::default::Default'],
  ['PartialEq', 'core::cmp::PartialEq'],
  ['Eq', 'core::cmp::Eq'],
  ['PartialOrd', 'core::cmp::PartialOrd'],
  ['Ord', 'core::cmp::Ord'],
  ['Hash', 'core::hash::Hash'],
]);

/**
 * Whether a `#[derive]` on the type's definition meets the goal: every type parameter has to implement the
 * trait, and so has every projection on one among the field types (rustc_builtin_macros' `TraitDef`).
 * Undefined where no derive is concerned.
 */
export function derived(
  search: Search,
  ref: TraitRef,
  self: Extract<Ty, { kind: 'adt' }>,
): Verdict | undefined {
  const { cx } = search.solver;
  if (self.def.origin !== 'source') return undefined;
  const derive = deriveFor(self.def, ref.trait, cx);
  if (derive === undefined || typeof derive === 'object') return derive;
  // `derive(PartialEq)` is for the type itself on both sides.
  const other = ref.args[1];
  if (other && !isConstArg(other) && search.table.shallow(other).kind === 'infer' && hasRivals(ref, self, cx))
    return maybe(`several impls of \`${ref.trait.name}\` may apply`);
  if (other && search.unifier.arg(other, self) === 'no') return undefined;
  if (derive === 'Default' && self.def.kind === 'enum') return YES;
  const needs = (ty: Ty): Verdict => {
    const args = ref.args.length > 1 ? [ty, ty] : [ty];
    return search.predicate({ kind: 'trait', ref: { trait: ref.trait, args } });
  };
  const params = self.args.filter((arg): arg is Ty => !isConstArg(arg));
  return allOf([...params, ...projectionFields(self, search)].map(needs));
}

/** Whether there are impls beside the derived one: `impl PartialEq<str> for Key`. */
function hasRivals({ trait }: TraitRef, self: Extract<Ty, { kind: 'adt' }>, cx: TypeCx): boolean {
  return cx.implsOfTrait(trait, self).some((impl) => {
    const header = cx.implSelf(impl);
    return header.kind === 'adt' && header.def === self.def;
  });
}

function projectionFields(self: Extract<Ty, { kind: 'adt' }>, search: Search): readonly Ty[] {
  const adt = search.solver.cx.adtDef(self.def);
  if (isUnknown(adt)) return [];
  const found = new Map<string, Ty>();
  for (const variant of adt.variants)
    for (const field of variant.fields)
      someTy(field.ty, (part) => {
        if (part.kind === 'projection' && part.args[0]?.kind === 'param') found.set(tyKey(part), part);
        return false;
      });
  return [...found.values()].map((ty) => search.solver.cx.fieldTy(ty, self.args, search.env));
}

/** The name of the builtin derive for a trait; a verdict `maybe` if another macro might implement it. */
function deriveFor(def: SourceDef, trait: Def, cx: TypeCx): string | Verdict | undefined {
  const { attrs, uncertain } = effectiveAttributes(def.item.attrs, cx.cfgOf(def.crate));
  for (const { path, args } of attrs) {
    const name = isDerive(path)
      ? derivesIn(args).find((name) => implementsStd(def, name, trait, cx))
      : undefined;
    if (name !== undefined) return lastOf(name);
  }
  for (const { attr, reason } of uncertain)
    if (isDerive(attr.path) && derivesIn(attr.args).some((name) => implementsStd(def, name, trait, cx)))
      return maybe(reason);
  const doubt = cx.resolver.macrosOn(def).find((macro) => mayImplement(macro, trait));
  return doubt && maybe(whyMaybe(doubt, trait));
}

/** The traits of std that the derives on a definition implement for sure. */
export function derivedTraits(def: SourceDef, cx: TypeCx): readonly Def[] {
  const { attrs } = effectiveAttributes(def.item.attrs, cx.cfgOf(def.crate));
  const names = attrs.flatMap(({ path, args }) => (isDerive(path) ? derivesIn(args) : []));
  return names.flatMap((name) => {
    const path = BUILTIN.get(lastOf(name));
    const trait = path !== undefined && isBuiltin(def, name, cx) ? cx.stdDef(path) : undefined;
    return trait ?? [];
  });
}

/**
 * The macro on a type that implements `Drop` for it for sure, as `#[derive(ZeroizeOnDrop)]` does; undefined if none is
 * known to.
 */
export function macroWithDrop(def: Def, cx: TypeCx): SourceDef | undefined {
  if (def.origin !== 'source') return undefined;
  const found = cx.resolver.macrosOn(def).find(({ known, use, doubt, macro }) => {
    return macro !== undefined && doubt === undefined && known && surelyDrops(known, use);
  });
  return found?.macro;
}

function surelyDrops(known: KnownMacro, use: MacroUse): boolean {
  return known.drops === true || (typeof known.drops === 'function' && known.drops(use));
}

function implementsStd(def: SourceDef, name: string, trait: Def, cx: TypeCx): boolean {
  return cx.isStd(trait, BUILTIN.get(lastOf(name)) ?? '') && isBuiltin(def, name, cx);
}

/** Whether the derive is std's own, and no other of that name. */
function isBuiltin(def: SourceDef, name: string, cx: TypeCx): boolean {
  if (!BUILTIN.has(lastOf(name))) return false;
  return !cx.resolver.macrosOn(def).some(({ kind, path }) => kind === 'derive' && path === name);
}

function lastOf(path: string): string {
  return path.split('::').at(-1)!;
}

function mayImplement({ known, use }: AppliedMacro, trait: Def): boolean {
  return known === undefined || traitsOf(known, use).includes(trait.name);
}

function whyMaybe({ kind, path, doubt }: AppliedMacro, trait: Def): string {
  const macro = kind === 'derive' ? `#[derive(${path})]` : `#[${path}]`;
  const why = doubt ?? 'it is a procedural macro, which is not run';
  return `\`${macro}\` may implement \`${trait.name}\`: ${why}`;
}
