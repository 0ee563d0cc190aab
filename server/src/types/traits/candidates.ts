import { isUnknown } from '../../base/unknown.ts';
import type { Def } from '../../resolve/model/def.ts';

import { isAutoTrait } from '../items/impls.ts';
import { substitutePredicate } from '../items/predicates.ts';
import type { Predicate } from '../model.ts';
import type { GenericArg, TraitRef, Ty } from '../terms/ty.ts';
import { autoTrait } from './autoTraits.ts';
import { builtin } from './builtin.ts';
import { derived } from './derives.ts';
import type { Search } from './search.ts';
import { maybe, type Verdict } from './verdict.ts';

/** One way in which a goal might be met. */
export type Candidate =
  | { readonly kind: 'impl'; readonly impl: Def; readonly header: TraitRef; readonly negative: boolean }
  /** An impl of the trait whose header could not be told. */
  | { readonly kind: 'unclear'; readonly impl: Def; readonly reason: string }
  /** A where clause, a bound on an associated type, or what a `dyn` type promises. */
  | { readonly kind: 'param'; readonly ref: TraitRef };

/** All candidates for a goal, or the verdict at once where a rule of the language decides. */
export function assemble(search: Search, ref: TraitRef): Verdict | Candidate[] {
  const { solver } = search;
  const self = search.table.shallow(ref.args[0] as Ty);
  if (self.kind === 'unknown') return maybe(self.reason);
  if (self.kind === 'infer' && self.of === 'any') return maybe('the type is not inferred yet');
  const params = paramCandidates(search, ref, self);
  if (params.length === 0) {
    const verdict = builtin(search, ref, self);
    if (verdict) return verdict;
  }
  const auto = isAutoTrait(ref.trait, solver.cx);
  const byDerive =
    params.length === 0 && !auto && self.kind === 'adt' ? derived(search, ref, self) : undefined;
  if (byDerive && byDerive.match !== 'maybe') return byDerive;
  const beside =
    params.length === 0 && !auto && self.kind === 'adt' ? implBeside(search, ref, self) : undefined;
  if (beside) return beside;
  const out: Candidate[] = [...params];
  for (const impl of solver.impls.candidates(ref.trait, [self, ...ref.args.slice(1)]))
    out.push(implCandidate(impl, search));
  if (params.length === 0 && auto) {
    const explicit = out.filter((candidate) => search.mayMatch(candidate, ref));
    return explicit.length > 0 ? explicit : autoTrait(search, ref, self);
  }
  if (byDerive && !out.some((candidate) => search.mayMatch(candidate, ref))) return byDerive;
  return out;
}

/**
 * An impl without any condition that stands beside the type's definition. It decides the goal, because no second one
 * may overlap with it (Reference, "Trait implementation coherence"); so the rest of the crate need not be read.
 */
function implBeside(search: Search, ref: TraitRef, self: Extract<Ty, { kind: 'adt' }>): Verdict | undefined {
  const { cx } = search.solver;
  if (self.def.origin !== 'source' || self.args.length > 0 || ref.args.length !== 1) return undefined;
  for (const impl of cx.resolver.implsBeside(self.def, ref.trait.name)) {
    if (impl.item.kind !== 'impl' || impl.item.generics.params.length > 0) continue;
    const candidate = impl.item.generics.where.length > 0 ? undefined : implCandidate(impl, search);
    if (candidate?.kind !== 'impl' || candidate.negative || candidate.header.trait !== ref.trait) continue;
    const [header] = candidate.header.args as readonly Ty[];
    if (header?.kind === 'adt' && header.def === self.def)
      return { match: 'yes', source: { kind: 'impl', impl, args: [] } };
  }
  return undefined;
}

function implCandidate(impl: Def, search: Search): Candidate {
  const { cx } = search.solver;
  const header = cx.implHeader(impl);
  if (isUnknown(header)) return { kind: 'unclear', impl, reason: header.reason };
  const condition = impl.origin === 'source' ? cx.resolver.conditionOf(impl) : undefined;
  if (condition !== undefined) return { kind: 'unclear', impl, reason: condition };
  if (!header.traitRef) return { kind: 'unclear', impl, reason: 'an impl names no trait' };
  return { kind: 'impl', impl, header: header.traitRef, negative: header.negative };
}

function paramCandidates(search: Search, ref: TraitRef, self: Ty): readonly Candidate[] {
  const out: Candidate[] = [];
  const add = (predicate: Predicate): void => {
    if (predicate.kind === 'trait' && predicate.ref.trait === ref.trait)
      out.push({ kind: 'param', ref: predicate.ref });
  };
  search.env.predicates.forEach(add);
  if (self.kind === 'projection' || self.kind === 'opaque') impliedBounds(search, self).forEach(add);
  if (self.kind === 'dyn') objectBounds(search, self).forEach(add);
  return out.filter((candidate) => search.mayMatch(candidate, ref));
}

/** What is known of a projection or an opaque type by the bounds that its declaration writes. */
export function impliedBounds(search: Search, alias: Ty): readonly Predicate[] {
  const { cx } = search.solver;
  if (alias.kind === 'opaque')
    return cx.opaqueBounds(alias.owner, alias.index).map((p) => substitutePredicate(p, alias.args));
  if (alias.kind !== 'projection') return [];
  const info = cx.traitInfo(alias.trait);
  if (isUnknown(info)) return [];
  const assoc = info.assocTypes.find((a) => a.name === alias.name);
  return cx
    .elaborated(assoc?.bounds ?? [])
    .predicates.map((predicate) => substitutePredicate(predicate, alias.args));
}

/** `dyn Tr<A, Item = X> + Send` is `Tr<A>` with its supertraits, and `Send`. */
export function objectBounds(search: Search, self: Extract<Ty, { kind: 'dyn' }>): readonly Predicate[] {
  const { cx } = search.solver;
  const out: Predicate[] = self.autos.map((trait) => ({ kind: 'trait', ref: { trait, args: [self] } }));
  const { principal } = self;
  if (!principal) return out;
  const args: readonly GenericArg[] = [self, ...principal.args];
  const env = cx.elaborated([
    { kind: 'trait', ref: { trait: principal.trait, args: cx.identityArgs(principal.trait) } },
  ]);
  for (const predicate of env.predicates) out.push(substitutePredicate(predicate, args));
  return out;
}
