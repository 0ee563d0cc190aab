import { isUnknown } from '../../base/unknown.ts';
import type { Capture } from '../../bodies/typedBody.ts';
import type { SourcePos } from '../../drops/mir/model.ts';
import type { DropNeeds } from '../../drops/needsDrop.ts';
import type { Thir, ThirPat, Variable } from '../../drops/thir/model.ts';
import type { RegionScope } from '../../drops/thir/regions.ts';
import type { ParamEnv } from '../../types/model.ts';
import type { TypeQueries } from '../../types/queries.ts';
import type { Ty } from '../../types/terms/ty.ts';
import { type Operand, type Place, type Projection, placeOf, SELF_ARG } from '../mir/model.ts';
import { Cfg } from './cfg.ts';
import { Scopes } from './scopes.ts';

/** What a coroutine's MIR needs to know about types. */
export interface BuildTypes {
  readonly types: TypeQueries;
  readonly env: ParamEnv;
  readonly needs: DropNeeds;
  readonly isUninhabited: (ty: Ty) => boolean;
  /** Whether arithmetic on integers is checked, by the profile. */
  readonly overflowChecks: boolean;
}

/** How the pieces of the construction reach each other without importing each other. */
export interface Pieces {
  readonly into: (builder: Builder, destination: Place, block: number, expr: Thir) => number;
}

/** A result together with the block that control is in behind it (rustc's `BlockAnd`). */
export type And<T> = readonly [block: number, value: T];

/** A place while it is put together: of a captured variable it is not known yet which capture it lies in. */
export interface PlaceBuilder {
  readonly base: number | Variable;
  readonly projections: readonly Projection[];
}

/** The locals of a variable: inside a guard it is reached through a reference. */
interface VariableLocals {
  readonly local: number;
  readonly inGuard?: number;
}

/** What the pieces of the construction share (`rustc_mir_build::builder::Builder`). */
export class Builder {
  readonly cfg = new Cfg();
  readonly scopes: Scopes;
  readonly typing: BuildTypes;
  /** The variables that each guard around the place at hand reaches through references. */
  readonly guards: ReadonlySet<Variable>[] = [];
  /** Inside a guard: where its temporaries end, and those made so far (`fixed_temps`). */
  guardTemps: { readonly scope: RegionScope; readonly locals: Map<Thir, number> } | undefined;
  /** Locals that are not known well enough, with the reason: nothing is claimed of a body that keeps one. */
  readonly doubts = new Map<number, string>();
  /** Why nothing can be told of the body at all. */
  gap: string | undefined;
  readonly #pieces: Pieces;
  readonly #variables = new Map<Variable, VariableLocals>();
  readonly #upvars: readonly (Variable | Capture)[];
  #unit: number | undefined;

  constructor(typing: BuildTypes, pieces: Pieces, upvars: readonly (Variable | Capture)[]) {
    this.typing = typing;
    this.#pieces = pieces;
    this.#upvars = upvars;
    const { cfg } = this;
    this.scopes = new Scopes(cfg, {
      needsDrop: (local) => this.needsDrop(cfg.locals[local]!.ty, local),
    });
  }

  /** rustc's `expr_into_dest`. */
  into(destination: Place, block: number, expr: Thir): number {
    return this.#pieces.into(this, destination, block, expr);
  }

  giveUp(reason: string): void {
    this.gap ??= reason;
  }

  doubt(local: number, reason: string): void {
    if (!this.doubts.has(local)) this.doubts.set(local, reason);
  }

  needsDrop(ty: Ty, local?: number): boolean {
    const needs = this.typing.needs.of(ty, this.typing.env);
    if (isUnknown(needs) && local !== undefined) this.doubt(local, needs.reason);
    return needs !== false;
  }

  /** `consume_by_copy_or_move`. */
  consume(place: Place, ty: Ty): Operand {
    const copy = this.typing.types.isCopy(ty, this.typing.env);
    if (copy.kind === 'ambiguous') this.doubt(place.local, copy.reason);
    // What may or may not be moved counts as there; the doubt sees to it that nothing is claimed.
    return { kind: copy.kind === 'doesNotHold' ? 'move' : 'copy', place };
  }

  temporary(ty: Ty, at: SourcePos): number {
    return this.cfg.local(ty, at);
  }

  /** The temporary that values nobody asks for go to. */
  unit(at: SourcePos): Place {
    this.#unit ??= this.cfg.local({ kind: 'tuple', elements: [] }, at);
    return placeOf(this.#unit);
  }

  bind(variable: Variable, local: number): void {
    this.#variables.set(variable, { local });
  }

  /** Makes the locals of all variables in a pattern, in order (`declare_bindings`). */
  declare(pat: ThirPat, hasGuard = false): void {
    for (const variable of variablesOf(pat)) this.declareOne(variable, hasGuard);
  }

  declareOne(variable: Variable, hasGuard = false): void {
    const { ty, at, name } = variable;
    const local = this.cfg.local(ty, at, name);
    if (!hasGuard) this.#variables.set(variable, { local });
    else {
      const inGuard = this.cfg.local({ kind: 'ref', mutable: false, inner: ty }, at, name);
      this.#variables.set(variable, { local, inGuard });
    }
  }

  local(variable: Variable): number {
    const known = this.#variables.get(variable);
    if (known) return known.local;
    this.giveUp(`\`${variable.name}\` is used where it is not declared`);
    this.declareOne(variable);
    return this.local(variable);
  }

  guardLocal(variable: Variable): number {
    return this.#variables.get(variable)?.inGuard ?? this.local(variable);
  }

  /** The place of a variable, of the body or of the code around it. */
  variable(variable: Variable): PlaceBuilder {
    if (this.guards.some((guard) => guard.has(variable))) {
      const deref: Projection = { kind: 'deref', box: false, ty: variable.ty };
      return { base: this.guardLocal(variable), projections: [deref] };
    }
    if (this.#variables.has(variable)) return { base: this.local(variable), projections: [] };
    const captured = this.#upvars.some(
      (upvar) => upvar === variable || ('local' in upvar && upvar.local === variable.local),
    );
    return { base: captured ? variable : this.local(variable), projections: [] };
  }

  /** The finished place; undefined where a captured variable is looked at of which no such part is captured. */
  tryPlace({ base, projections }: PlaceBuilder): Place | undefined {
    if (typeof base === 'number') return { local: base, projections };
    for (const [index, upvar] of this.#upvars.entries()) {
      if (upvar === base)
        return { local: SELF_ARG, projections: [{ kind: 'field', index, ty: base.ty }, ...projections] };
      if (!('by' in upvar) || upvar.local !== base.local || !isPrefix(upvar, projections)) continue;
      const field: Projection = { kind: 'field', index, ty: upvar.ty };
      const deref: Projection = { kind: 'deref', box: false, ty: upvar.placeTy };
      const rest = projections.slice(upvar.projections.length);
      return {
        local: SELF_ARG,
        projections: upvar.by === 'value' ? [field, ...rest] : [field, deref, ...rest],
      };
    }
    return undefined;
  }

  place(builder: PlaceBuilder): Place {
    const place = this.tryPlace(builder);
    if (place) return place;
    this.giveUp('a part of a captured variable is used that is not captured');
    return placeOf(SELF_ARG);
  }
}

function isPrefix({ projections }: Capture, of: readonly Projection[]): boolean {
  return projections.every((step, k) => {
    const other = of[k];
    if (step.kind === 'deref') return other?.kind === 'deref';
    return other?.kind === 'field' && other.index === step.index;
  });
}

/** The variables of a pattern, each once, in order. */
export function variablesOf(pat: ThirPat): readonly Variable[] {
  const all = new Set<Variable>();
  const visit = (part: ThirPat): void => {
    switch (part.kind) {
      case 'binding':
        all.add(part.variable);
        if (part.sub) visit(part.sub);
        break;
      case 'fields':
        for (const field of part.fields) visit(field.pat);
        break;
      case 'elements':
        for (const element of part.elements) visit(element.pat);
        break;
      case 'deref':
        visit(part.pat);
        break;
      case 'or':
        part.alternatives.forEach(visit);
        break;
      case 'wild':
      case 'test':
        break;
    }
  };
  visit(pat);
  return [...all];
}
