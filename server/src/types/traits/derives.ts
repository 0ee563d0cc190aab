import { isUnknown } from '../../base/unknown.ts';
import { effectiveAttributes, splitTopLevel } from '../../resolve/attributes/cfgAttributes.ts';
import type { Def, SourceDef } from '../../resolve/model/def.ts';
import type { Path } from '../../syntax/ast.ts';
import { someTy } from '../terms/fold.ts';
import type { TraitRef, Ty } from '../terms/ty.ts';
import { isConstArg, tyKey } from '../terms/tyKey.ts';
import type { TypeCx } from '../typeCx.ts';
import { traitsOfDerive } from './deriveTable.ts';
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

/** The name of the builtin derive for a trait; a verdict `maybe` if an unknown derive might implement it. */
function deriveFor(def: SourceDef, trait: Def, cx: TypeCx): string | Verdict | undefined {
  const { attrs, uncertain } = effectiveAttributes(def.item.attrs, cx.cfgOf(def.crate));
  let doubt: string | undefined;
  for (const { attr, reason } of uncertain)
    if (isDerive(attr.path) && derivesIn(attr.args).some((name) => mayImplement(name, trait)))
      doubt ??= reason;
  for (const attr of attrs) {
    if (!isDerive(attr.path)) continue;
    for (const name of derivesIn(attr.args)) {
      const last = name.split('::').at(-1)!;
      const builtin = isBuiltin(def, name, cx);
      if (builtin && cx.isStd(trait, BUILTIN.get(last) ?? '')) return last;
      if (!builtin && mayImplement(name, trait))
        doubt ??= `\`#[derive(${name})]\` may implement \`${trait.name}\`: it is a procedural macro, which is not run`;
    }
  }
  return doubt === undefined ? undefined : maybe(doubt);
}

/** The traits of std that the derives on a definition implement for sure. */
export function derivedTraits(def: SourceDef, cx: TypeCx): readonly Def[] {
  const { attrs } = effectiveAttributes(def.item.attrs, cx.cfgOf(def.crate));
  const names = attrs.flatMap(({ path, args }) => (isDerive(path) ? derivesIn(args) : []));
  return names.flatMap((name) => {
    const path = BUILTIN.get(name.split('::').at(-1)!);
    const trait = path !== undefined && isBuiltin(def, name, cx) ? cx.stdDef(path) : undefined;
    return trait ?? [];
  });
}

/** `#[derive_const(…)]` adds that the impl can be used in constants. */
function isDerive(path: string): boolean {
  return path === 'derive' || path === 'derive_const' || path === 'core::prelude::v1::derive';
}

function derivesIn(args: string): readonly string[] {
  return splitTopLevel(args.trim().slice(1, -1)).map((name) => name.replaceAll(/\s/g, ''));
}

/** Whether the derive is std's own: its name resolves to a macro of the facts, or to nothing else. */
function isBuiltin(def: SourceDef, name: string, cx: TypeCx): boolean {
  if (!BUILTIN.has(name.split('::').at(-1)!)) return false;
  const span = { start: 0, end: 0 };
  const segments = name
    .split('::')
    .filter((part) => part !== '')
    .map((text) => ({ name: { text, span } }));
  const path: Path = { global: name.startsWith('::'), segments, span };
  const found = cx.resolver.resolvePath(def.scope, path, 'macro');
  return isUnknown(found) || found.kind !== 'def' || cx.resolver.isOfStd(found.def);
}

function mayImplement(derive: string, trait: Def): boolean {
  const known = traitsOfDerive(derive.split('::').at(-1)!);
  return known === undefined || known.includes(trait.name);
}
