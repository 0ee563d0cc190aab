import type { Def } from '../../resolve/model/def.ts';
import { allParams } from '../items/generics.ts';
import { substitutePredicate } from '../items/predicates.ts';
import type { ParamEnv, Predicate } from '../model.ts';
import {
  foldArgs,
  foldConstParts,
  foldParts,
  reasonIn,
  substituteArgs,
  type TermFolder,
} from '../terms/fold.ts';
import type { ClosureTy, Const, GenericArg, ProjectionTy, TraitRef, Ty } from '../terms/ty.ts';
import { hasFlags, isConstArg, termFlags, traitRefKey, tyKey } from '../terms/tyKey.ts';
import { assemble, type Candidate } from './candidates.ts';
import { canonical, GoalMemory } from './goalMemory.ts';
import { InferTable } from './inferTable.ts';
import { projectWith } from './projection.ts';
import type { TraitSolver } from './solver.ts';
import { mostSpecific } from './specialize.ts';
import { both, type Match, Unifier } from './unify.ts';
import { maybe, NO, type Source, unknownArg, type Verdict, YES } from './verdict.ts';

/** Goals with open variables that one such goal may lead to. */
const MAX_STEPS = 3000;

/** Rounds over the bounds of one goal. */
const MAX_ROUNDS = 12;

/**
 * The body that a search works for: its closures are still being inferred (their types carry an open variable,
 * so that no goal on them is remembered), and opaque types stay opaque in it, as for rustc's `TypingMode::Analysis`.
 */
export interface BodyInProgress {
  /** What a closure or async block of the body is called with and returns; undefined for those of other bodies. */
  closureSig(ty: ClosureTy): { readonly inputs: readonly Ty[]; readonly output: Ty } | undefined;
}

/**
 * One attempt to meet goals together: a table of inference variables, and the environment in force. Goals
 * without variables are handed to the solver, which remembers them.
 */
export class Search implements TermFolder {
  readonly solver: TraitSolver;
  readonly env: ParamEnv;
  readonly table: InferTable;
  readonly unifier: Unifier;
  /** Set while a body is being inferred: see `BodyInProgress`. */
  readonly body: BodyInProgress | undefined;
  #nesting = 0;
  /** The goals with open variables that are being met, outermost first. */
  readonly #goals: string[] = [];
  #steps = 0;
  readonly memory: GoalMemory;
  /** How many answers hung on how their goal was come to. */
  #provisionals = 0;

  constructor(
    solver: TraitSolver,
    env: ParamEnv,
    table: InferTable = new InferTable(),
    body: BodyInProgress | undefined = undefined,
  ) {
    this.solver = solver;
    this.env = env;
    this.table = table;
    this.body = body;
    this.unifier = new Unifier(this.table, this);
    this.memory = new GoalMemory(table);
  }

  get keepsOpaque(): boolean {
    return this.body !== undefined;
  }

  /** A search of its own in another environment. */
  inside(env: ParamEnv): Search {
    return new Search(this.solver, env);
  }

  /** Normalises a type: bound variables replaced, projections and constants resolved as far as they go. */
  ty(ty: Ty): Ty {
    const at = this.table.resolve(ty);
    if (!hasFlags(at, termFlags.alias)) return at;
    const parts = foldParts(at, this);
    if (parts.kind === 'opaque') return this.body ? parts : this.solver.cx.revealOpaque(parts);
    if (parts.kind !== 'projection') return parts;
    const found = hasFlags(parts, termFlags.infer)
      ? this.#projectOpen(parts)
      : this.solver.project(parts, this.env);
    if (found === undefined || isConstArg(found)) return parts;
    return found;
  }

  #projectOpen(projection: ProjectionTy): GenericArg | undefined {
    const key = tyKey(projection);
    const known = this.memory.projection(key);
    if (known) return known;
    const { table, unifier } = this;
    const snapshot = table.snapshot();
    const first = table.size;
    const provisionals = this.#provisionals;
    const { length: deferred } = unifier.deferred;
    const found = this.#nested(() => this.project(projection), undefined);
    const isFinal = this.#provisionals === provisionals && unifier.deferred.length === deferred;
    if (!found || !isFinal || table.boundBelow(first, snapshot)) return found;
    this.memory.keepProjection(key, found, first);
    return found;
  }

  /** Normalises a constant. */
  constant(value: Const): Const {
    const at = this.table.resolve(value);
    if (at.kind !== 'unevaluated') return at;
    const parts = foldConstParts(at, this);
    return hasFlags(parts, termFlags.infer) ? parts : this.solver.cx.evalConst(parts, this.env);
  }

  args(args: readonly GenericArg[]): readonly GenericArg[] {
    return foldArgs(args, this);
  }

  /** Decides one predicate; variables are bound if there is just one way to meet it. */
  predicate(predicate: Predicate): Verdict {
    switch (predicate.kind) {
      case 'trait': {
        const ref: TraitRef = { trait: predicate.ref.trait, args: this.args(predicate.ref.args) };
        if (!ref.args.some((arg) => hasFlags(arg, termFlags.infer))) return this.solver.ground(ref, this.env);
        return this.#learning(() =>
          this.#nested(() => this.select(ref), maybe('trait selection nests too deep')),
        );
      }
      case 'projection': {
        const left = this.ty(predicate.projection);
        const match = isConstArg(predicate.ty) ? 'maybe' : this.unifier.ty(left, predicate.ty);
        if (match === 'yes') return YES;
        return match === 'no' ? NO : maybe(reasonIn(left) ?? 'an associated type is not known');
      }
      default:
        return maybe(predicate.reason);
    }
  }

  /** All predicates together, in as many rounds as bring something new. */
  all(predicates: readonly Predicate[]): Verdict {
    let pending = predicates;
    let open: Verdict = YES;
    for (let round = 0; pending.length > 0; round++) {
      if (round >= MAX_ROUNDS) return maybe(open.reason ?? 'bounds hang on one another');
      const before = this.table.snapshot();
      const next: Predicate[] = [];
      for (const predicate of pending) {
        const verdict = this.predicate(predicate);
        if (verdict.match === 'no') return NO;
        if (verdict.match === 'maybe') {
          next.push(predicate);
          open = verdict;
        }
      }
      if (next.length === 0) return YES;
      if (this.table.snapshot() === before)
        return maybe(open.reason ?? 'it is not known whether a bound holds');
      pending = next;
    }
    return YES;
  }

  /** Meets a trait goal (rustc's candidate assembly, winnowing and confirmation). Its arguments are normalised. */
  select(ref: TraitRef): Verdict {
    const exact = traitRefKey({ trait: ref.trait, args: this.table.resolveAll(ref.args) });
    const settled = this.memory.goal(exact);
    if (settled) return settled;
    const key = canonical(exact);
    const open = this.#openGoals(key);
    const known = open?.get(key);
    if (known) return known;
    if (this.#goals.includes(key)) return this.#provisional('whether a bound holds depends on itself');
    if (this.#goals.length === 0) this.#steps = 0;
    if (++this.#steps > MAX_STEPS) return this.#provisional('trait selection takes too many steps');
    const { table, unifier } = this;
    const before = { provisionals: this.#provisionals, snapshot: table.snapshot(), size: table.size };
    const { length: deferred } = unifier.deferred;
    this.#goals.push(key);
    const verdict = this.#selectNew(ref);
    this.#goals.pop();
    const isFinal = this.#provisionals === before.provisionals && unifier.deferred.length === deferred;
    const bound = table.boundBelow(before.size, before.snapshot);
    if (!isFinal || bound) return verdict;
    if (verdict.match === 'yes') {
      this.memory.keepGoal(exact, verdict, before.size);
    } else if (!verdict.source) open?.set(key, verdict);
    return verdict;
  }

  /** Where goals of this kind are remembered: not those on closures of the body, of which more is known from line to line. */
  #openGoals(key: string): Map<string, Verdict> | undefined {
    if (/\.(?:closure|async [a-z]+)</.test(key)) return undefined;
    return this.solver.openGoals(this.env, this.body !== undefined);
  }

  /** An answer that depends on how the goal was come to. */
  #provisional(reason: string): Verdict {
    this.#provisionals++;
    return maybe(reason);
  }

  #selectNew(ref: TraitRef): Verdict {
    const assembled = assemble(this, ref);
    if (!Array.isArray(assembled)) return assembled as Verdict;
    const viable = this.#winnow(assembled as Candidate[], ref);
    const only = viable[0];
    if (!only) {
      const doubt = this.solver.impls.doubt(ref.trait, ref.args) ?? unknownArg(ref);
      return doubt === undefined ? NO : maybe(doubt);
    }
    if (viable.length === 1) return this.#confirm(only, ref);
    const best = mostSpecific(viable, this, ref);
    if (best) return this.#confirm(best, ref);
    const names = viable.length > 2 ? `${viable.length} impls` : 'two impls';
    return maybe(unknownArg(ref) ?? `${names} of \`${ref.trait.name}\` may apply`);
  }

  #winnow(candidates: Candidate[], ref: TraitRef): Candidate[] {
    const matching = candidates.filter((c) => this.#try(() => this.#matchHeader(c, ref).match) !== 'no');
    const params = matching.filter((c) => c.kind === 'param');
    if (params.length > 0) return params.length === 1 ? params : this.#exact(params, ref);
    if (matching.length <= 1) return matching;
    return matching.filter((c) => this.#try(() => this.#confirm(c, ref).match) !== 'no');
  }

  /** Of several where clauses those that match without binding anything; all if there is none. */
  #exact(params: Candidate[], ref: TraitRef): Candidate[] {
    const exact = params.filter((c) =>
      this.#try(() => {
        const before = this.table.snapshot();
        return this.#matchHeader(c, ref).match === 'yes' && this.table.snapshot() === before;
      }),
    );
    return exact.length > 0 ? exact.slice(0, 1) : params;
  }

  /** Whether a candidate's header can be made equal to a goal. Binds nothing. */
  mayMatch(candidate: Candidate, ref: TraitRef): boolean {
    return this.#try(() => this.#matchHeader(candidate, ref).match) !== 'no';
  }

  /** Whether an impl surely applies to a goal. Binds nothing. */
  implApplies(candidate: Candidate, ref: TraitRef): boolean {
    return this.#try(() => this.#confirm(candidate, ref).match) === 'yes';
  }

  /** Whether arguments can be made equal; variables are bound only if so. */
  matches(a: readonly GenericArg[], b: readonly GenericArg[]): boolean {
    const { size } = this.table;
    const snapshot = this.table.snapshot();
    if (this.unifier.args(a, b) === 'yes') return true;
    this.memory.undo(snapshot, size);
    return false;
  }

  #try<T>(attempt: () => T): T {
    const { size } = this.table;
    const snapshot = this.table.snapshot();
    const deferred = this.unifier.deferred;
    this.unifier.deferred = [];
    const result = attempt();
    this.unifier.deferred = deferred;
    this.memory.undo(snapshot, size);
    return result;
  }

  /** Undoes what an undecided goal bound of its own variables alone, so that a round that brings nothing new is seen as one. */
  #learning(attempt: () => Verdict): Verdict {
    const { table } = this;
    const snapshot = table.snapshot();
    const first = table.size;
    const verdict = attempt();
    if (verdict.match === 'maybe' && !table.boundBelow(first, snapshot)) table.rollback(snapshot);
    return verdict;
  }

  #nested<T>(attempt: () => T, overflow: T): T {
    if (this.#nesting >= 60) {
      this.#provisionals++;
      return overflow;
    }
    this.#nesting++;
    try {
      return attempt();
    } finally {
      this.#nesting--;
    }
  }

  /** Makes the goal equal to a candidate's header; the candidate's parameters get fresh variables. */
  #matchHeader(candidate: Candidate, ref: TraitRef): { match: Match; args: readonly GenericArg[] } {
    if (candidate.kind === 'param')
      return { match: this.unifier.args(ref.args, candidate.ref.args), args: [] };
    const args = this.freshArgs(candidate.impl);
    if (candidate.kind === 'unclear') return { match: 'maybe', args };
    const header = substituteArgs(candidate.header.args, args);
    return { match: this.unifier.args(ref.args, header), args };
  }

  /** Fresh variables for all parameters of a definition. */
  freshArgs(def: Def): readonly GenericArg[] {
    return allParams(this.solver.cx.genericsOf(def)).map((param) =>
      param.kind === 'type' ? this.table.fresh() : this.table.freshConst(),
    );
  }

  #confirm(candidate: Candidate, ref: TraitRef): Verdict {
    const outer = this.unifier.deferred;
    this.unifier.deferred = [];
    const { match, args } = this.#matchHeader(candidate, ref);
    if (match === 'no') return NO;
    const nested = this.#where(candidate, args);
    const retried = this.unifier.deferred.length > 0 ? this.unifier.retryDeferred() : match;
    const last = nested.match === 'maybe' && retried === 'yes' ? this.#where(candidate, args) : nested;
    this.unifier.deferred = outer;
    const result = both(retried, last.match);
    if (result === 'no') return NO;
    const source = this.#source(candidate, args);
    if (candidate.kind === 'impl' && candidate.negative)
      return result === 'yes' ? NO : maybe('a negative impl may apply');
    if (result === 'yes') return { match: 'yes', source };
    const reason = candidate.kind === 'unclear' ? candidate.reason : (last.reason ?? unknownArg(ref));
    return maybe(reason ?? 'a bound depends on something unknown', source);
  }

  #where(candidate: Candidate, args: readonly GenericArg[]): Verdict {
    if (candidate.kind !== 'impl') return YES;
    const predicates = this.solver.cx.predicatesOf(candidate.impl);
    return this.all(predicates.map((p) => substitutePredicate(p, args)));
  }

  #source(candidate: Candidate, args: readonly GenericArg[]): Source {
    if (candidate.kind === 'param') return { kind: 'param', ref: candidate.ref };
    return { kind: 'impl', impl: candidate.impl, args: this.table.resolveAll(args) };
  }

  /** What a projection stands for; undefined where variables keep it open. */
  project(projection: ProjectionTy): GenericArg | undefined {
    return projectWith(this, projection);
  }
}
