import { isUnknown } from '../../base/unknown.ts';
import type { ParamEnv } from '../../types/model.ts';
import type { TypeQueries } from '../../types/queries.ts';
import type { Ty } from '../../types/terms/ty.ts';
import type { DropNeeds } from '../needsDrop.ts';
import type { Thir, Variable } from '../thir/model.ts';
import type { RegionScope } from '../thir/regions.ts';
import { isUninhabited } from '../uninhabited.ts';
import { type At, Cfg, placeOf } from './controlFlow.ts';
import type { DropRule, MirLocal, Place } from './model.ts';
import { Scopes } from './scopes.ts';

/** What decides about drops and moves. */
export interface BuildTypes {
  readonly types: TypeQueries;
  readonly env: ParamEnv;
  readonly needs: DropNeeds;
  /** The crate that the body belongs to. */
  readonly home: string;
}

/** How a captured variable's place is reached inside its closure. */
export interface Upvars {
  /** The place in the closure itself; undefined where it is reached through a reference. */
  resolve(variable: Variable, place: Place): Place | undefined;
  /** Whether the closure holds a reference to the variable. */
  byReference(variable: Variable): boolean;
}

/** How the pieces of the construction reach each other without importing each other. */
export interface Pieces {
  /** Writes the value of an expression into a place. */
  readonly into: (builder: Builder, destination: Place | undefined, at: At, expr: Thir) => At;
  readonly condition: (builder: Builder, at: At, expr: Thir) => At;
}

/** What the pieces of the MIR construction share: locals, scopes, moves (`rustc_mir_build::builder::Builder`). */
export class Builder {
  readonly cfg = new Cfg();
  readonly scopes = new Scopes(this.cfg);
  readonly typing: BuildTypes;
  readonly #variables = new Map<Variable, MirLocal>();
  readonly #captured: (variable: Variable) => boolean;
  readonly #upvars: Upvars | undefined;
  readonly #owners = new Map<number, Variable>();
  /** Locals that something may have been done to that is not known, with the reason. */
  readonly doubts = new Map<number, string>();

  readonly #pieces: Pieces;
  readonly #fixed = new Map<Thir, MirLocal>();
  #fixedScope: RegionScope | undefined;

  constructor(
    typing: BuildTypes,
    pieces: Pieces,
    captured: (variable: Variable) => boolean,
    upvars?: Upvars,
  ) {
    this.typing = typing;
    this.#pieces = pieces;
    this.#captured = captured;
    this.#upvars = upvars;
  }

  /** rustc's `expr_into_dest`; without a destination nobody asks for the value. */
  into(destination: Place | undefined, at: At, expr: Thir): At {
    this.cfg.mark(at, expr.at);
    return this.#pieces.into(this, destination, at, expr);
  }

  /** A guard: where it fails, the innermost `inIfThen` is left. */
  condition(at: At, expr: Thir): At {
    return this.#pieces.condition(this, at, expr);
  }

  needsDrop(ty: Ty): boolean {
    return this.typing.needs.of(ty, this.typing.env) !== false;
  }

  /** Whether an expression of a type never comes to its end. */
  isUninhabited(ty: Ty): boolean {
    const { types, env, home } = this.typing;
    return isUninhabited(ty, home, env, types);
  }

  /** The local of a variable, made when it is first met. */
  variable(variable: Variable): MirLocal {
    let local = this.#variables.get(variable);
    if (!local) {
      const { ty, at, hidden, name } = variable;
      const captured = this.#captured(variable);
      const indirect = captured && this.#upvars?.byReference(variable) === true;
      local = this.cfg.local(ty, at, {
        ...(hidden === undefined ? { name } : { hidden }),
        ...(indirect && { indirect }),
      });
      this.bind(variable, local);
      if (captured) this.#owners.set(local.id, variable);
    }
    return local;
  }

  bind(variable: Variable, local: MirLocal): void {
    this.#variables.set(variable, local);
  }

  /** The locals that stand for variables of the code around a closure: they always hold values. */
  get captured(): ReadonlySet<number> {
    return new Set(this.#owners.keys());
  }

  doubt(local: number, reason: string): void {
    if (!this.doubts.has(local)) this.doubts.set(local, reason);
  }

  /** Notes that a place holds a value from here on. */
  init(at: At, place: Place | undefined): void {
    if (place) this.cfg.init(at, this.own(place));
    else this.cfg.push(at, { kind: 'step' });
  }

  /** Takes the value out of a place, unless its type is `Copy`. */
  consume(at: At, place: Place, ty: Ty): void {
    const needs = this.typing.needs.of(ty, this.typing.env);
    if (isUnknown(needs)) this.doubt(place.local, needs.reason);
    if (this.typing.types.isCopy(ty, this.typing.env).kind === 'holds') return;
    const parts = elementsOf(place);
    if (!parts) this.doubt(place.local, 'the array has too many elements to follow each');
    for (const part of parts ?? [place]) this.cfg.move(at, this.own(part));
  }

  /** A mutable borrow, or a raw one, of a place: whoever holds it may write there. */
  expose(at: At, place: Place): void {
    this.cfg.push(at, { kind: 'exposed', place: this.own(place) });
  }

  /** A place of a captured variable as a place of the closure. */
  own(place: Place): Place {
    const variable = this.#owners.get(place.local);
    return (variable && this.#upvars?.resolve(variable, place)) ?? place;
  }

  /** A temporary that holds an expression's value up to the end of `until`. */
  temporary(expr: Thir, until: RegionScope): MirLocal {
    if (until !== this.#fixedScope) return this.cfg.local(expr.ty, expr.at);
    const known = this.#fixed.get(expr) ?? this.cfg.local(expr.ty, expr.at);
    this.#fixed.set(expr, known);
    return known;
  }

  /**
   * A guard is built once for each alternative of its arm's pattern; its temporaries that live up to the end of
   * `guard` are the same ones each time (rustc's `fixed_temps`).
   */
  withGuardScope<T>(guard: RegionScope, build: () => T): T {
    const outer = this.#fixedScope;
    this.#fixedScope = guard;
    const result = build();
    this.#fixedScope = outer;
    return result;
  }

  schedule(region: RegionScope, local: MirLocal, rule: DropRule): void {
    if (this.needsDrop(local.ty)) this.scopes.schedule(region, placeOf(local), rule);
  }
}

/** So many elements of an array are followed one by one. */
const MAX_ELEMENTS = 2000;

/** The elements that a subslice pattern takes out of an array: each has a move path of its own. */
function elementsOf(place: Place): readonly Place[] | undefined {
  const last = place.projections.at(-1);
  if (last?.kind !== 'element' || last.end === undefined || last.index === undefined) return [place];
  const before = place.projections.slice(0, -1);
  const { index, end, ty } = last;
  if (end - index > MAX_ELEMENTS) return undefined;
  return Array.from({ length: end - index }, (_, k) => ({
    local: place.local,
    projections: [...before, { kind: 'element', index: index + k, ty }],
  }));
}

/** The rule that a temporary of this scope falls under. */
export function ruleOf(region: RegionScope): DropRule {
  if (region.kind === 'remainder') return 'extendedTemporary';
  return region.rule;
}
