import { type Unknown, unknown } from '../../base/unknown.ts';
import type { Def } from '../../resolve/model/def.ts';
import type { ImplIndex } from '../items/implIndex.ts';
import { substitutePredicate } from '../items/predicates.ts';
import { emptyParamEnv, type Outcome, type ParamEnv, type Selection } from '../model.ts';
import { displayTraitRef } from '../terms/displayTy.ts';
import { reasonIn, substitute } from '../terms/fold.ts';
import type { GenericArg, ProjectionTy, TraitRef, Ty } from '../terms/ty.ts';
import { hasFlags, isConstArg, termFlags } from '../terms/tyKey.ts';
import type { TypeCx } from '../typeCx.ts';
import { macroWithDrop } from './derives.ts';
import { Search } from './search.ts';
import { TraitSolver } from './solver.ts';
import type { Verdict } from './verdict.ts';

/** The questions on traits that `TypeContext` hands on. */
export class TraitQueries {
  readonly #cx: TypeCx;
  readonly #solver: TraitSolver;

  constructor(cx: TypeCx, impls: ImplIndex, std: TraitQueries | undefined) {
    this.#cx = cx;
    this.#solver = new TraitSolver(cx, impls, std?.solver);
  }

  /** The solver, for searches with inference variables of their own. */
  get solver(): TraitSolver {
    return this.#solver;
  }

  #verdict(ref: TraitRef, env: ParamEnv): Verdict {
    const args = new Search(this.#solver, env).args(ref.args);
    return this.#solver.ground({ trait: ref.trait, args }, env);
  }

  select(ref: TraitRef, env: ParamEnv): Selection {
    const { match, source, reason } = this.#verdict(ref, env);
    if (match === 'no') return { kind: 'doesNotHold' };
    if (match === 'maybe' || !source) return { kind: 'ambiguous', reason: reason ?? 'it is not known' };
    if (source.kind !== 'impl') return source;
    return { ...source, args: source.args.map(closed) };
  }

  holds(ref: TraitRef, env: ParamEnv): Outcome {
    const { match, reason } = this.#verdict(ref, env);
    if (match === 'yes') return { kind: 'holds' };
    return match === 'no'
      ? { kind: 'doesNotHold' }
      : { kind: 'ambiguous', reason: reason ?? 'it is not known' };
  }

  normalize(ty: Ty, env: ParamEnv): Ty {
    return new Search(this.#solver, env).ty(ty);
  }

  project(projection: ProjectionTy, env: ParamEnv): GenericArg {
    const args = new Search(this.#solver, env).args(projection.args);
    return this.#solver.project({ ...projection, args }, env);
  }

  /**
   * The impl of `Drop` for a definition, or the procedural macro that writes it; there is at most one, and it fits all
   * arguments (E0366).
   */
  dropImpl(adt: Def): Def | Unknown | undefined {
    const trait = this.#cx.stdDef('core::ops::Drop');
    if (!trait) return unknown('the facts of std have no `Drop`');
    const self: Ty = { kind: 'adt', def: adt, args: this.#cx.identityArgs(adt) };
    for (const impl of this.#solver.impls.candidates(trait, [self])) {
      const ty = this.#cx.implSelf(impl);
      if (ty.kind !== 'adt' || ty.def !== adt) continue;
      const condition = impl.origin === 'source' ? this.#cx.resolver.conditionOf(impl) : undefined;
      return condition === undefined ? impl : unknown(condition);
    }
    const macro = macroWithDrop(adt, this.#cx);
    if (macro) return macro;
    const verdict = this.#solver.ground({ trait, args: [self] }, emptyParamEnv);
    return verdict.match === 'maybe'
      ? unknown(verdict.reason ?? 'an impl of `Drop` may be hidden')
      : undefined;
  }

  /** The arguments that make an impl's `Self` equal to a type; undefined if none do. */
  matchImpl(impl: Def, self: Ty, env: ParamEnv): readonly GenericArg[] | undefined {
    const search = new Search(this.#solver, env);
    const args = search.freshArgs(impl);
    if (search.unifier.ty(self, substitute(this.#cx.implSelf(impl), args)) === 'no') return undefined;
    const where = this.#cx.predicatesOf(impl).map((p) => substitutePredicate(p, args));
    if (search.all(where).match === 'no') return undefined;
    return search.table.resolveAll(args).map(closed);
  }

  /** A trait with the arguments that its impls leave for a type: those of the only one that fits. */
  matchTrait(trait: Def, self: Ty, env: ParamEnv): TraitRef | Unknown | undefined {
    const search = new Search(this.#solver, env);
    const args = [self, ...search.freshArgs(trait).slice(1)];
    const { match, reason } = search.predicate({ kind: 'trait', ref: { trait, args } });
    if (match === 'maybe') return unknown(reason ?? 'it is not known');
    return match === 'yes' ? { trait, args: search.table.resolveAll(args).map(closed) } : undefined;
  }

  /** An associated item for a trait bound: the impl's own, else the trait's default. */
  resolveAssoc(
    ref: TraitRef,
    name: string,
    env: ParamEnv,
  ): { def: Def; args: readonly GenericArg[] } | Unknown {
    const verdict = this.#verdict(ref, env);
    const declared = this.#cx.members(ref.trait).find((m) => m.name === name);
    if (!declared) return unknown(`\`${ref.trait.name}\` has no \`${name}\``);
    if (verdict.match === 'no') return unknown(`\`${displayTraitRef(ref)}\` does not hold`);
    const { source } = verdict;
    if (source?.kind === 'impl') {
      const member = this.#cx.members(source.impl).find((m) => m.name === name);
      if (!member) return { def: declared, args: ref.args };
      const condition = member.origin === 'source' ? this.#cx.resolver.conditionOf(member) : undefined;
      return condition === undefined ? { def: member, args: source.args.map(closed) } : unknown(condition);
    }
    if (source?.kind === 'param' || source?.kind === 'builtin') return { def: declared, args: ref.args };
    return unknown(verdict.reason ?? `which impl gives \`${name}\` is not known`);
  }
}

/** A variable that nothing has bound is unknown to the outside. */
function closed(arg: GenericArg): GenericArg {
  if (!hasFlags(arg, termFlags.infer)) return arg;
  const reason = reasonIn(arg) ?? 'an argument of an impl is not determined';
  return isConstArg(arg) ? { kind: 'constUnknown', reason } : { kind: 'unknown', reason };
}
