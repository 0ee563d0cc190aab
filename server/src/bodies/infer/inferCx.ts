import type { Def } from '../../resolve/model/def.ts';
import { isAutoTrait } from '../../types/items/impls.ts';
import { substitutePredicate } from '../../types/items/predicates.ts';
import type { ParamEnv, Predicate } from '../../types/model.ts';
import { foldParts, reasonIn, type TermFolder } from '../../types/terms/fold.ts';
import type { GenericArg, ProjectionTy, TraitRef, Ty } from '../../types/terms/ty.ts';
import { hasFlags, isConstArg, termFlags } from '../../types/terms/tyKey.ts';
import type { InferTable } from '../../types/traits/inferTable.ts';
import type { BodyInProgress, Search } from '../../types/traits/search.ts';
import type { Match } from '../../types/traits/unify.ts';
import type { TypeCx } from '../../types/typeCx.ts';

/** A predicate that must hold and can't be decided yet. */
export interface Obligation {
  readonly predicate: Predicate;
  /** The open variables that it hung on when it was tried last; undefined before (rustc's `stalled_on`). */
  stalledOn: readonly number[] | undefined;
}

/** Bounds that can't tell anything about a type that isn't known yet. */
const SILENT: ReadonlySet<string> = new Set([
  'core::marker::Sized',
  'core::marker::MetaSized',
  'core::marker::PointeeSized',
  'core::marker::Destruct',
  'core::marker::Copy',
]);

/** Rounds over the pending obligations; each round must bring something new. */
const MAX_ROUNDS = 16;

/**
 * Unification and the pending obligations of one body (rustc's `InferCtxt` and `FulfillmentContext`). Types that
 * could not be told take part as `unknown`, which makes equal to anything and decides nothing.
 */
export class InferCx {
  readonly types: TypeCx;
  readonly env: ParamEnv;
  readonly search: Search;
  readonly table: InferTable;
  pending: Obligation[] = [];
  readonly #sized: Ty[] = [];

  constructor(types: TypeCx, env: ParamEnv, body: BodyInProgress) {
    this.types = types;
    this.env = env;
    this.search = types.searchFor(env, body);
    this.table = this.search.table;
  }

  fresh(): Ty {
    return this.table.fresh();
  }

  /** Fresh variables for all parameters of a definition. */
  freshArgs(def: Def): readonly GenericArg[] {
    return this.search.freshArgs(def);
  }

  /** Notes that the type of a variable, an argument or the like has a size. */
  markSized(ty: Ty): void {
    const at = this.shallow(ty);
    if (at.kind === 'infer') this.#sized.push(at);
  }

  /** Whether an open type is known to have a size (rustc's `type_var_is_sized`). */
  isSizedVar(ty: Extract<Ty, { kind: 'infer' }>): boolean {
    if (ty.of !== 'any') return true;
    return this.#sized.some((sized) => {
      const at = this.shallow(sized);
      return at.kind === 'infer' && at.id === ty.id;
    });
  }

  /** Follows variables, at the head of the type only. */
  shallow(ty: Ty): Ty {
    return this.table.shallow(ty);
  }

  /** All bound variables replaced. */
  resolve(ty: Ty): Ty {
    return this.table.resolve(ty);
  }

  /** Normalises; projections that depend on open variables become variables with an obligation. */
  norm(ty: Ty): Ty {
    if (!hasFlags(ty, termFlags.alias | termFlags.infer)) return ty;
    const out = this.search.ty(ty);
    return hasFlags(out, termFlags.alias) ? this.#defer(out) : out;
  }

  #defer(ty: Ty): Ty {
    const folder: TermFolder = {
      ty: (part) => {
        if (!hasFlags(part, termFlags.alias)) return part;
        const inner = foldParts(part, folder);
        return inner.kind === 'projection' && hasFlags(inner, termFlags.infer) ? this.#later(inner) : inner;
      },
      constant: (value) => value,
    };
    return folder.ty(ty);
  }

  #later(projection: ProjectionTy): Ty {
    const ty = this.fresh();
    this.pending.push({ predicate: { kind: 'projection', projection, ty }, stalledOn: undefined });
    return ty;
  }

  /** The type with its head known, if that can be: pending obligations are tried, projections normalised. */
  structurally(ty: Ty): Ty {
    let at = this.shallow(ty);
    if (at.kind === 'projection') at = this.norm(at);
    if (at.kind === 'infer' && at.of === 'any' && this.pending.length > 0) {
      this.selectWherePossible();
      at = this.shallow(at);
      if (at.kind === 'projection') at = this.norm(at);
    }
    return at;
  }

  /** Makes two types equal; what was bound by a failed attempt is undone. */
  unify(a: Ty, b: Ty): Match {
    const { size } = this.table;
    const snapshot = this.table.snapshot();
    const match = this.search.unifier.ty(a, b);
    if (match === 'no') this.search.memory.undo(snapshot, size);
    return match;
  }

  /** Whether two types could be made equal; binds nothing. */
  mayUnify(a: Ty, b: Ty): boolean {
    return this.probe(() => this.search.unifier.ty(a, b) !== 'no');
  }

  /** Runs an attempt and undoes all its bindings and obligations. */
  probe<T>(attempt: () => T): T {
    const { size } = this.table;
    const snapshot = this.table.snapshot();
    const { deferred } = this.search.unifier;
    const { pending } = this;
    this.search.unifier.deferred = [];
    this.pending = [];
    const result = attempt();
    this.search.unifier.deferred = deferred;
    this.pending = pending;
    this.search.memory.undo(snapshot, size);
    return result;
  }

  /** A type about which something unknown says more than we can tell: its numbers must not fall back. */
  poison(ty: Ty, reason: string): void {
    const at = this.resolve(ty);
    if (!hasFlags(at, termFlags.infer)) return;
    const folder: TermFolder = {
      ty: (part) => {
        if (part.kind === 'infer') this.search.unifier.ty(part, { kind: 'unknown', reason });
        else if (part.kind !== 'closure') foldParts(part, folder);
        return part;
      },
      constant: (value) => value,
    };
    folder.ty(at);
  }

  /** Adds what the where clauses of a definition demand for these arguments. */
  requireAll(def: Def, args: readonly GenericArg[]): void {
    for (const predicate of this.types.predicatesOf(def)) this.require(substitutePredicate(predicate, args));
  }

  /** Adds one obligation, unless it can't teach anything. */
  require(predicate: Predicate): void {
    if (predicate.kind === 'unknown') return;
    if (predicate.kind === 'trait') {
      const { ref } = predicate;
      if (!ref.args.some((arg) => hasFlags(arg, termFlags.infer))) return;
      const path = this.types.stdPath(ref.trait);
      if (path === 'core::marker::Sized') this.markSized(ref.args[0] as Ty);
      if ((path !== undefined && SILENT.has(path)) || isAutoTrait(ref.trait, this.types)) return;
      const args = ref.args.map((arg) => (isConstArg(arg) ? arg : this.norm(arg)));
      this.pending.push({
        predicate: { kind: 'trait', ref: { trait: ref.trait, args } },
        stalledOn: undefined,
      });
      return;
    }
    const args = predicate.projection.args.map((arg) => (isConstArg(arg) ? arg : this.norm(arg)));
    const projection = { ...predicate.projection, args };
    const ty = isConstArg(predicate.ty) ? predicate.ty : this.norm(predicate.ty);
    this.pending.push({ predicate: { kind: 'projection', projection, ty }, stalledOn: undefined });
  }

  requireTrait(trait: Def, args: readonly GenericArg[]): void {
    this.require({ kind: 'trait', ref: { trait, args } });
  }

  /** Whether a bound holds or may hold, as far as is known; binds nothing. */
  mayHold(ref: TraitRef): { readonly match: Match; readonly reason?: string } {
    return this.probe(() => {
      const args = ref.args.map((arg) => (isConstArg(arg) ? arg : this.search.ty(arg)));
      const verdict = this.search.predicate({ kind: 'trait', ref: { trait: ref.trait, args } });
      return verdict.reason === undefined
        ? { match: verdict.match }
        : { match: verdict.match, reason: verdict.reason };
    });
  }

  /** Decides what can be decided by now (rustc's `select_where_possible`). */
  selectWherePossible(): void {
    for (let round = 0; round < MAX_ROUNDS && this.pending.length > 0; round++) {
      const before = this.table.snapshot();
      const work = this.pending;
      this.pending = [];
      let settled = false;
      for (const obligation of work) {
        if (this.#settle(obligation)) settled = true;
        else this.pending.push(obligation);
      }
      if (this.search.unifier.deferred.length > 0) this.search.unifier.retryDeferred();
      if (!settled && this.table.snapshot() === before) return;
    }
  }

  #settle(obligation: Obligation): boolean {
    const { predicate, stalledOn } = obligation;
    if (stalledOn && !stalledOn.some((id) => this.table.isBound(id))) return false;
    if (predicate.kind === 'unknown') return true;
    const settled =
      predicate.kind === 'trait'
        ? this.#settleTrait(predicate)
        : this.#settleProjection(predicate.projection, predicate.ty);
    if (!settled) {
      const { args } = predicate.kind === 'trait' ? predicate.ref : predicate.projection;
      obligation.stalledOn = this.table.openIn(args);
    }
    return settled;
  }

  #settleTrait(predicate: Extract<Predicate, { kind: 'trait' }>): boolean {
    const self = this.shallow(predicate.ref.args[0] as Ty);
    if (self.kind === 'infer' && self.of === 'any') return false;
    const verdict = this.search.predicate(predicate);
    return verdict.match !== 'maybe' || reasonIn(self) !== undefined;
  }

  #settleProjection(projection: ProjectionTy, ty: GenericArg): boolean {
    const self = this.shallow(projection.args[0] as Ty);
    if (self.kind === 'infer' && self.of === 'any') return false;
    const left = this.search.ty(projection);
    if (isConstArg(ty)) return true;
    if (left.kind === 'projection' && hasFlags(left, termFlags.infer)) return false;
    this.search.unifier.ty(left, ty);
    return true;
  }
}
