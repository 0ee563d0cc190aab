import { isUnknown, type Unknown, unknown } from '../../../base/unknown.ts';
import type { Def } from '../../../resolve/model/def.ts';
import { displayTy } from '../../../types/terms/displayTy.ts';
import { substitute } from '../../../types/terms/fold.ts';
import type { GenericArg, TraitRef, Ty } from '../../../types/terms/ty.ts';
import { sameTerm } from '../../../types/terms/tyKey.ts';
import { impliedBounds, objectBounds } from '../../../types/traits/candidates.ts';
import { autoderef, type DerefStep, isBox } from '../autoderef.ts';
import type { BodyCx } from '../bodyCx.ts';
import { isVisible } from '../visibility.ts';
import { traitsWith, whereMayHold } from './paths.ts';

/** Where a method may come from. */
export type MethodCandidate =
  | { readonly kind: 'inherent'; readonly def: Def; readonly impl: Def }
  /** A bound on a parameter or alias, or what a `dyn` type promises: `Self` is settled. */
  | { readonly kind: 'bound'; readonly def: Def; readonly ref: TraitRef }
  | { readonly kind: 'trait'; readonly def: Def; readonly trait: Def };

/** The method that a call means, and how the receiver gets there (rustc_hir_typeck's `Pick`). */
export interface Pick {
  readonly candidate: MethodCandidate;
  readonly steps: readonly MethodStep[];
  /** How many of the steps are gone. */
  readonly derefs: number;
  readonly autoref: 'none' | 'ref' | 'refMut' | 'constPtr';
}

/** A step of autoderef, or the array's slice at the end of it. */
export interface MethodStep extends DerefStep {
  readonly unsize?: boolean;
}

/** Finds the method of a call by Rust's order: for each step by value, then `&`, then `&mut`; inherent ones first. */
export function probeMethod(cx: BodyCx, receiver: Ty, name: string): Pick | Unknown {
  const steps = methodSteps(cx, receiver);
  const inherent = inherentCandidates(cx, steps, name);
  const extension = traitCandidates(cx, name);
  let doubt: Pick | Unknown | undefined;
  for (const [derefs, step] of steps.entries()) {
    if (step.ty.kind === 'unknown') return doubt ?? unknown(step.ty.reason);
    if (step.ty.kind === 'infer' && step.ty.of === 'any')
      return doubt ?? unknown(`the type that \`.${name}()\` is called on is not inferred yet`);
    for (const [autoref, self] of selfTypes(step.ty)) {
      for (const group of [inherent, extension]) {
        const found = choose(cx, group, self, name);
        if (!found) continue;
        if (isUnknown(found)) return doubt ?? found;
        const pick: Pick = { candidate: found.candidate, steps, derefs, autoref };
        if (found.sure) return doubt ?? pick;
        doubt ??= pick;
      }
    }
  }
  return (
    doubt ?? unknown(`\`${displayTy(cx.resolve(receiver))}\` has no method \`${name}\` that is known here`)
  );
}

/** The types that autoderef reaches; an array at the end is a slice too. */
function methodSteps(cx: BodyCx, receiver: Ty): readonly MethodStep[] {
  const steps: MethodStep[] = [...autoderef(cx, receiver)];
  const last = steps.at(-1)!.ty;
  if (last.kind === 'array')
    steps.push({ ty: { kind: 'slice', element: last.element }, by: 'builtin', unsize: true });
  return steps;
}

function selfTypes(ty: Ty): readonly (readonly [Pick['autoref'], Ty])[] {
  const list: (readonly [Pick['autoref'], Ty])[] = [
    ['none', ty],
    ['ref', { kind: 'ref', mutable: false, inner: ty }],
    ['refMut', { kind: 'ref', mutable: true, inner: ty }],
  ];
  if (ty.kind === 'ptr' && ty.mutable) list.push(['constPtr', { ...ty, mutable: false }]);
  return list;
}

/** Whether a member is a function with a `self` parameter. */
function isMethod(cx: BodyCx, def: Def): boolean {
  if (def.kind !== 'fn') return false;
  if (def.origin === 'source') return def.item.kind === 'fn' && def.item.self !== undefined;
  const record = cx.types.record(def);
  return record?.kind === 'fn' && record.self !== undefined;
}

function methodOf(cx: BodyCx, parent: Def, name: string): Def | undefined {
  return cx.types.members(parent).find((m) => m.name === name && isMethod(cx, m));
}

function inherentCandidates(
  cx: BodyCx,
  steps: readonly MethodStep[],
  name: string,
): readonly MethodCandidate[] {
  const out: MethodCandidate[] = [];
  const seen = new Set<Def>();
  for (const { ty } of steps) {
    for (const impl of cx.types.inherentImpls(ty)) {
      if (seen.has(impl)) continue;
      seen.add(impl);
      const def = methodOf(cx, impl, name);
      if (def && isVisible(cx, def)) out.push({ kind: 'inherent', def, impl });
    }
    for (const ref of boundsOn(cx, ty)) {
      const def = methodOf(cx, ref.trait, name);
      if (def) out.push({ kind: 'bound', def, ref });
    }
  }
  return out;
}

/** The traits that a parameter, alias or `dyn` type is known to have. */
function boundsOn(cx: BodyCx, ty: Ty): readonly TraitRef[] {
  const out: TraitRef[] = [];
  const { predicates } = cx.env;
  if (ty.kind === 'param' || ty.kind === 'projection' || ty.kind === 'opaque') {
    for (const p of predicates) if (p.kind === 'trait' && sameTerm(p.ref.args[0] as Ty, ty)) out.push(p.ref);
  }
  const promised =
    ty.kind === 'dyn' ? objectBounds(cx.search, ty) : ty.kind === 'param' ? [] : impliedBounds(cx.search, ty);
  for (const p of promised) if (p.kind === 'trait' && sameTerm(p.ref.args[0] as Ty, ty)) out.push(p.ref);
  return out;
}

function traitCandidates(cx: BodyCx, name: string): readonly MethodCandidate[] {
  const out: MethodCandidate[] = [];
  for (const trait of traitsWith(cx, name)) {
    const def = methodOf(cx, trait, name);
    if (def) out.push({ kind: 'trait', def, trait });
  }
  return out;
}

interface Chosen {
  readonly candidate: MethodCandidate;
  readonly sure: boolean;
}

/** The one candidate of a group that takes a receiver of type `self`; undefined if there is none. */
function choose(
  cx: BodyCx,
  group: readonly MethodCandidate[],
  self: Ty,
  name: string,
): Chosen | Unknown | undefined {
  const fits: Chosen[] = [];
  for (const candidate of group) {
    if (isSkipped(cx, candidate, self)) continue;
    const match = cx.probe(() => consider(cx, candidate, self));
    if (match !== 'no') fits.push({ candidate, sure: match === 'yes' });
  }
  if (fits.length < 2) return fits[0];
  const distinct = narrowed(fits);
  return distinct.length === 1 ? distinct[0] : unknown(`several methods \`${name}\` may be meant`);
}

/**
 * `IntoIterator`, the one trait of std with `#[rustc_skip_during_method_dispatch(array, boxed_slice)]`: before edition
 * 2021 `array.into_iter()` borrows, and before 2024 that of a `Box<[T]>`.
 */
function isSkipped(cx: BodyCx, candidate: MethodCandidate, self: Ty): boolean {
  if (candidate.kind !== 'trait' || cx.edition === '2024') return false;
  if (!cx.types.isStd(candidate.trait, 'core::iter::IntoIterator')) return false;
  if (self.kind === 'array') return cx.edition !== '2021';
  return isBox(cx, self) && cx.structurally(self.args[0] as Ty).kind === 'slice';
}

/**
 * Several bounds with the same trait are one method whose trait arguments are still open. A method of std beside
 * one of a user's trait must be unstable, or the call would not compile.
 */
function narrowed(fits: readonly Chosen[]): readonly Chosen[] {
  const byDef = new Map<Def, Chosen>();
  for (const fit of fits) {
    const { def } = fit.candidate;
    const before = byDef.get(def);
    const sure = fit.sure || before?.sure === true;
    byDef.set(def, { candidate: before ? asTrait(fit.candidate) : fit.candidate, sure });
  }
  const distinct = [...byDef.values()];
  const sure = distinct.filter((fit) => fit.sure);
  const pool = sure.length > 0 ? sure : distinct;
  const users = pool.filter((fit) => fit.candidate.def.origin === 'source');
  return users.length > 0 ? users : pool;
}

function asTrait(candidate: MethodCandidate): MethodCandidate {
  return candidate.kind === 'bound'
    ? { kind: 'trait', def: candidate.def, trait: candidate.ref.trait }
    : candidate;
}

/** Whether a candidate's method takes a receiver of type `self`. Called within a probe. */
function consider(cx: BodyCx, candidate: MethodCandidate, self: Ty): 'yes' | 'no' | 'maybe' {
  const sig = cx.types.fnSig(candidate.def);
  const first = isUnknown(sig) ? undefined : sig.inputs[0];
  if (!first) return 'no';
  const fresh = cx.freshArgs(candidate.def);
  const args: readonly GenericArg[] =
    candidate.kind === 'bound' ? [...candidate.ref.args, ...fresh.slice(candidate.ref.args.length)] : fresh;
  const wanted = cx.norm(substitute(first, args));
  const match = cx.search.unifier.ty(wanted, self);
  if (match === 'no') return 'no';
  if (candidate.kind === 'bound') return match;
  if (candidate.kind === 'inherent') return whereMayHold(cx, candidate.impl, args) ? match : 'no';
  const count = cx.types.genericsOf(candidate.trait).count;
  const held = cx.mayHold({ trait: candidate.trait, args: args.slice(0, count) });
  return held.match === 'yes' ? match : held.match;
}

/** The arguments of a picked method, those of the impl or trait settled by the receiver; own ones are fresh. */
export function argsOfPick(cx: BodyCx, pick: Pick, self: Ty): readonly GenericArg[] {
  const { candidate } = pick;
  const fresh = cx.freshArgs(candidate.def);
  const args =
    candidate.kind === 'bound' ? [...candidate.ref.args, ...fresh.slice(candidate.ref.args.length)] : fresh;
  const sig = cx.types.fnSig(candidate.def);
  const first = isUnknown(sig) ? undefined : sig.inputs[0];
  if (first) cx.unify(cx.norm(substitute(first, args)), self);
  return args;
}
