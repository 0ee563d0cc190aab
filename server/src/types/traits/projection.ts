import { isUnknown } from '../../base/unknown.ts';
import type { Def } from '../../resolve/model/def.ts';
import type { Predicate } from '../model.ts';
import { displayTraitRef, displayTy } from '../terms/displayTy.ts';
import { substituteArg } from '../terms/fold.ts';
import type { GenericArg, ProjectionTy, TraitRef, Ty } from '../terms/ty.ts';
import { hasFlags, isConstArg, termFlags, withinLimit } from '../terms/tyKey.ts';
import { callInputs } from './builtin.ts';
import { impliedBounds, objectBounds } from './candidates.ts';
import type { Search } from './search.ts';
import type { Verdict } from './verdict.ts';

/**
 * Resolves a projection (rustc_trait_selection's `project`): by an equality in the environment, by what an
 * opaque or `dyn` type promises, by a rule of the language, else by the impl. Undefined while open variables
 * keep several ways possible; the projection itself where a parameter does.
 */
export function projectWith(search: Search, projection: ProjectionTy): GenericArg | undefined {
  const { cx } = search.solver;
  const args = search.args(projection.args);
  const self = search.table.shallow(args[0] as Ty);
  if (self.kind === 'unknown') return self;
  const goal: ProjectionTy = { ...projection, args };
  const equal =
    byEquality(search, goal, search.env.predicates) ??
    (self.kind === 'projection' || self.kind === 'opaque'
      ? byEquality(search, goal, impliedBounds(search, self))
      : undefined);
  if (equal) return equal;
  const promised = self.kind === 'dyn' ? byObject(search, goal, self) : builtinProjection(search, goal, self);
  if (promised) return promised;
  const count = cx.genericsOf(projection.trait).count;
  const ref: TraitRef = { trait: projection.trait, args: args.slice(0, count) };
  const open = ref.args.some((arg) => hasFlags(arg, termFlags.infer));
  const verdict = open ? search.select(ref) : search.solver.ground(ref, search.env);
  return fromVerdict(search, goal, ref, verdict, open);
}

function byEquality(
  search: Search,
  goal: ProjectionTy,
  predicates: readonly Predicate[],
): GenericArg | undefined {
  for (const predicate of predicates) {
    if (predicate.kind !== 'projection') continue;
    const { projection, ty } = predicate;
    if (projection.trait !== goal.trait || projection.name !== goal.name) continue;
    if (search.matches(goal.args, projection.args)) return isConstArg(ty) ? ty : search.ty(ty);
  }
  return undefined;
}

function byObject(
  search: Search,
  goal: ProjectionTy,
  self: Extract<Ty, { kind: 'dyn' }>,
): GenericArg | undefined {
  const { principal } = self;
  const named = self.bindings.find((b) => b.name === goal.name);
  const bounds = objectBounds(search, self);
  const promised = bounds.some((p) => p.kind === 'trait' && p.ref.trait === goal.trait);
  if (named && principal && promised) return named.ty;
  return byEquality(search, goal, bounds);
}

/** Associated types that the language defines. */
function builtinProjection(search: Search, goal: ProjectionTy, self: Ty): GenericArg | undefined {
  const { cx } = search.solver;
  switch (cx.stdPath(goal.trait)) {
    case 'core::ops::function::FnOnce': {
      const call = callInputs(search, self);
      if (!call) return undefined;
      if (isUnknown(call)) return call;
      const given = goal.args[1];
      if (given) search.unifier.arg(given, { kind: 'tuple', elements: call.list });
      return call.output;
    }
    case 'core::marker::DiscriminantKind':
      return discriminantTy(search, self);
    case 'core::ptr::metadata::Pointee':
      return cx.metadataTy(self, search.env);
    case 'core::future::future::Future':
      if (self.kind !== 'closure' || goal.name !== 'Output') return undefined;
      return search.body?.closureSig(self)?.output ?? cx.asyncOutput(self);
    default:
      return undefined;
  }
}

function discriminantTy(search: Search, self: Ty): Ty | undefined {
  if (self.kind === 'param' || self.kind === 'projection' || self.kind === 'infer') return undefined;
  const adt = self.kind === 'adt' ? search.solver.cx.adtDef(self.def) : undefined;
  if (adt && isUnknown(adt)) return adt;
  if (adt?.kind !== 'enum') return { kind: 'int', name: 'u8' };
  return { kind: 'int', name: adt.repr.int ?? 'isize' };
}

function fromVerdict(
  search: Search,
  goal: ProjectionTy,
  ref: TraitRef,
  verdict: Verdict,
  open: boolean,
): GenericArg | undefined {
  const { source } = verdict;
  if (verdict.match === 'no') {
    if (open) return undefined;
    if (goal.args.some((arg) => hasFlags(arg, termFlags.param))) return goal;
    return {
      kind: 'unknown',
      reason: `\`${displayTraitRef(ref)}\` does not hold, as far as impls are known`,
    };
  }
  if (source?.kind === 'param') return goal;
  if (source?.kind === 'impl') return fromImpl(search, goal, ref, source.impl, source.args);
  if (open) return undefined;
  return { kind: 'unknown', reason: verdict.reason ?? `\`${displayTy(goal)}\` is defined by the compiler` };
}

/** The associated type of an impl, or its trait's default. */
function fromImpl(
  search: Search,
  goal: ProjectionTy,
  ref: TraitRef,
  impl: Def,
  implArgs: readonly GenericArg[],
): GenericArg {
  const { cx } = search.solver;
  const own = goal.args.slice(ref.args.length);
  const isIt = (m: Def): boolean => m.kind === 'assocType' && m.name === goal.name;
  const member = cx.members(impl).find(isIt);
  if (member) {
    const condition = member.origin === 'source' ? cx.resolver.conditionOf(member) : undefined;
    if (condition !== undefined) return { kind: 'unknown', reason: condition };
    return withinLimit(search.ty(substituteArg(cx.typeOf(member), [...implArgs, ...own]) as Ty));
  }
  const declared = cx.members(goal.trait).find(isIt);
  const byDefault = declared && cx.typeOf(declared);
  if (byDefault && byDefault.kind !== 'unknown')
    return withinLimit(search.ty(substituteArg(byDefault, [...ref.args, ...own]) as Ty));
  return { kind: 'unknown', reason: `an impl of \`${goal.trait.name}\` gives no \`${goal.name}\`` };
}
