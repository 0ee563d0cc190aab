import type { Ty } from '../../types/terms/ty.ts';
import {
  type Body,
  type Operand,
  operandsOf,
  type Place,
  type Projection,
  placeOf,
  type Statement,
  type Terminator,
} from '../mir/model.ts';

/** A place that is moved or written by itself, with those inside it (`rustc_mir_dataflow::move_paths::MovePath`). */
export interface MovePath {
  readonly id: number;
  readonly place: Place;
  readonly ty: Ty;
  /** The step from the parent: an enum has its variants between itself and their fields. */
  readonly step?: MoveStep;
  readonly children: MovePath[];
}

export type MoveStep =
  | { readonly kind: 'deref' }
  | { readonly kind: 'field' | 'element' | 'variant'; readonly index: number };

/** What moving out of parts asks about types. */
export interface MoveTypes {
  readonly needsDrop: (ty: Ty) => boolean;
  /** Whether a type has a `Drop` of its own, so that nothing can be moved out of it. */
  readonly hasDrop: (ty: Ty) => boolean;
  readonly isUnion: (ty: Ty) => boolean;
}

/** A place's own path; `parent` where the place has none: that of the innermost part around it that has one. */
export type Lookup = { readonly exact: MovePath } | { readonly parent: MovePath | undefined };

/** All move paths of a body. Types that need no drop have none. */
export class MovePaths {
  readonly all: MovePath[] = [];
  readonly #locals: readonly (MovePath | undefined)[];
  readonly #types: MoveTypes;

  constructor(body: Body, order: readonly number[], types: MoveTypes) {
    this.#types = types;
    this.#locals = body.locals.map(({ id, ty }) =>
      types.needsDrop(ty) ? this.#add(placeOf(id), ty) : undefined,
    );
    for (const block of [...order].sort((a, b) => a - b)) {
      const { statements, terminator } = body.blocks[block]!;
      for (const statement of statements) {
        for (const place of [...assignedBy(statement), ...movedBy(statement)]) this.pathFor(place);
      }
      if (!terminator) continue;
      for (const place of movedByTerminator(terminator)) this.pathFor(place);
      const written = writtenBy(terminator);
      if (written) this.pathFor(written);
    }
  }

  /** The path that a move out of `place` concerns, made where it is news; undefined for what can't be moved out. */
  pathFor(place: Place): MovePath | undefined {
    let path = this.#locals[place.local];
    let ty = path?.ty;
    let whole = false;
    for (const [k, projection] of place.projections.entries()) {
      if (!path || !ty) return undefined;
      const opened = this.#opens(ty, projection);
      if (opened === 'no' || !this.#types.needsDrop(projection.ty)) return undefined;
      if (opened === 'union') whole = true;
      if (!whole) {
        for (const step of stepsOf(projection)) {
          const parts: readonly Projection[] =
            step.kind === 'variant' ? place.projections.slice(0, k) : place.projections.slice(0, k + 1);
          path = this.#child(
            path,
            step,
            { local: place.local, projections: parts },
            step.kind === 'variant' ? ty : projection.ty,
          );
        }
      }
      ty = projection.ty;
    }
    return path;
  }

  find(place: Place): Lookup {
    let path = this.#locals[place.local];
    for (const projection of place.projections) {
      for (const step of stepsOf(projection)) {
        const child: MovePath | undefined = path?.children.find((c) => sameStep(c.step!, step));
        if (!child) return { parent: path };
        path = child;
      }
      if (projection.kind === 'index' || projection.kind === 'rest') return { parent: path };
    }
    return path ? { exact: path } : { parent: undefined };
  }

  #opens(ty: Ty, projection: Projection): 'yes' | 'no' | 'union' {
    switch (projection.kind) {
      case 'deref':
        return projection.box ? 'yes' : 'no';
      case 'index':
      case 'rest':
        return 'no';
      case 'element':
        return ty.kind === 'array' ? 'yes' : 'no';
      case 'field':
        if (this.#types.hasDrop(ty)) return 'no';
        return this.#types.isUnion(ty) ? 'union' : 'yes';
    }
  }

  #child(path: MovePath, step: MoveStep, place: Place, ty: Ty): MovePath {
    const known = path.children.find((c) => sameStep(c.step!, step));
    if (known) return known;
    const child = this.#add(place, ty, step);
    path.children.push(child);
    return child;
  }

  #add(place: Place, ty: Ty, step?: MoveStep): MovePath {
    const path: MovePath = { id: this.all.length, place, ty, children: [], ...(step && { step }) };
    this.all.push(path);
    return path;
  }
}

function stepsOf(projection: Projection): readonly MoveStep[] {
  switch (projection.kind) {
    case 'deref':
      return [{ kind: 'deref' }];
    case 'field': {
      const field: MoveStep = { kind: 'field', index: projection.index };
      return projection.variant === undefined
        ? [field]
        : [{ kind: 'variant', index: projection.variant }, field];
    }
    case 'element':
      return [{ kind: 'element', index: projection.index }];
    case 'index':
    case 'rest':
      return [];
  }
}

function sameStep(a: MoveStep, b: MoveStep): boolean {
  if (a.kind === 'deref' || b.kind === 'deref') return a.kind === b.kind;
  return a.kind === b.kind && a.index === b.index;
}

/** `visit` on a path and all inside it (`on_all_children_bits`). */
export function onAll(path: MovePath, visit: (path: MovePath) => void): void {
  visit(path);
  for (const child of path.children) onAll(child, visit);
}

/** The places that hold no value behind a statement: what it moves, and locals whose storage ends. */
export function movedBy(statement: Statement): readonly Place[] {
  if (statement.kind === 'storageDead') return [placeOf(statement.local)];
  return statement.kind === 'assign' ? moved(operandsOf(statement.value)) : [];
}

export function assignedBy(statement: Statement): readonly Place[] {
  return statement.kind === 'assign' ? [statement.place] : [];
}

export function movedByTerminator(terminator: Terminator): readonly Place[] {
  switch (terminator.kind) {
    case 'call':
      return moved(terminator.args);
    case 'assert':
      return moved(terminator.operands);
    case 'switch':
      return terminator.operand ? moved([terminator.operand]) : [];
    case 'goto':
    case 'drop':
    case 'yield':
    case 'return':
    case 'unreachable':
    case 'resume':
    case 'coroutineDrop':
      return [];
  }
}

function writtenBy(terminator: Terminator): Place | undefined {
  if (terminator.kind === 'call' && terminator.to !== undefined) return terminator.destination;
  return terminator.kind === 'yield' ? terminator.resumeArg : undefined;
}

function moved(operands: readonly Operand[]): readonly Place[] {
  return operands.flatMap((operand) => (operand.kind === 'move' ? [operand.place] : []));
}
