import { isUnknown } from '../../base/unknown.ts';
import type { TypeQueries } from '../../types/queries.ts';
import type { Ty } from '../../types/terms/ty.ts';
import type { BasicBlock, Mir, Place, Projection } from '../mir/model.ts';

/** A place that is moved, written or dropped by itself, with those inside it (rustc's `MovePath`). */
export interface MovePath {
  readonly id: number;
  readonly place: Place;
  readonly ty: Ty;
  readonly children: MovePath[];
  /** The step from the parent: an enum has its variants between itself and their fields. */
  readonly step?: PathStep;
}

export type PathStep =
  | Projection
  | { readonly kind: 'variant'; readonly index: number; readonly name: string };

/**
 * All move paths of a body, for the locals that are ever dropped and for what needs a drop in them
 * (`rustc_mir_dataflow::move_paths`).
 */
export class MovePaths {
  readonly all: MovePath[] = [];
  readonly #roots = new Map<number, MovePath>();
  readonly #types: TypeQueries;
  readonly #needsDrop: (ty: Ty) => boolean;

  constructor(mir: Mir, types: TypeQueries, needsDrop: (ty: Ty) => boolean) {
    this.#types = types;
    this.#needsDrop = needsDrop;
    for (const { terminator } of mir.blocks) {
      if (terminator.kind === 'drop' && !this.#roots.has(terminator.place.local)) {
        const { local } = terminator.place;
        this.#roots.set(local, this.#add({ local, projections: [] }, mir.locals[local]!.ty));
      }
    }
    for (const block of mir.blocks) this.#gather(block);
  }

  /** The path of exactly this place; undefined where it is none of its own. */
  find(place: Place): MovePath | undefined {
    let path = this.#roots.get(place.local);
    for (const step of stepsOf(place)) path = path?.children.find((c) => sameStep(c.step!, step));
    return path;
  }

  #gather({ statements, terminator }: BasicBlock): void {
    for (const s of statements) if (s.kind === 'init' || s.kind === 'move') this.#create(s.place);
    if (terminator.kind === 'drop') this.#create(terminator.place);
  }

  #create(place: Place): void {
    let path = this.#roots.get(place.local);
    for (const step of stepsOf(place)) {
      if (!path || !this.#opens(path.ty, step)) return;
      const ty: Ty = step.kind === 'variant' ? path.ty : step.ty;
      if (!this.#needsDrop(ty)) return;
      let child: MovePath | undefined = path.children.find((c) => sameStep(c.step!, step));
      if (!child) {
        const { projections } = path.place;
        const inner = {
          local: place.local,
          projections: step.kind === 'variant' ? projections : [...projections, step],
        };
        child = this.#add(inner, ty, step);
        path.children.push(child);
      }
      path = child;
    }
  }

  /** Whether a part can be moved out of a value of a type: not through pointers, and not where `Drop` is implemented. */
  #opens(ty: Ty, step: PathStep): boolean {
    if (step.kind === 'deref') return step.box;
    if (step.kind === 'element')
      return step.index !== undefined && step.end === undefined && ty.kind === 'array';
    if (ty.kind !== 'adt') return true;
    const adt = this.#types.adtDef(ty.def);
    if (isUnknown(adt) || adt.kind === 'union') return false;
    return this.#types.dropImpl(ty.def) === undefined;
  }

  #add(place: Place, ty: Ty, step?: PathStep): MovePath {
    const path = { id: this.all.length, place, ty, children: [], ...(step && { step }) };
    this.all.push(path);
    return path;
  }
}

function stepsOf(place: Place): readonly PathStep[] {
  return place.projections.flatMap((step): readonly PathStep[] =>
    step.kind === 'field' && step.variant ? [{ kind: 'variant', ...step.variant }, step] : [step],
  );
}

function sameStep(a: PathStep, b: PathStep): boolean {
  if (a.kind === 'variant') return b.kind === 'variant' && a.index === b.index;
  if (a.kind === 'field') {
    return b.kind === 'field' && a.index === b.index;
  }
  if (a.kind === 'element') return b.kind === 'element' && a.index === b.index;
  return b.kind === 'deref';
}
