import { isUnknown, type Unknown } from '../../base/unknown.ts';
import type { Parts } from '../../drops/fieldTypes.ts';
import type { Ty } from '../../types/terms/ty.ts';
import {
  type Place,
  type Projection,
  placeOf,
  project,
  type Statement,
  type Terminator,
} from '../mir/model.ts';
import type { BodyPatch } from './bodyPatch.ts';
import type { DropState } from './elaborate.ts';
import type { MovePath, MoveTypes } from './movePaths.ts';

/** What opening a drop asks about types. */
export interface OpenTypes extends MoveTypes {
  readonly partsOf: (ty: Ty) => Parts | Unknown | undefined;
  readonly isBox: (ty: Ty) => boolean;
  readonly lengthOf: (ty: Ty) => bigint | undefined;
}

/** Where a panic in a drop goes; in a cleanup block it goes nowhere. */
type Unwind = number | 'inCleanup';

/** One drop that is opened: of `place`, by what is known of `path` in `state`. */
export interface DropCx {
  readonly path: MovePath;
  readonly place: Place;
  readonly state: DropState;
  readonly to: number;
  readonly unwind: Unwind;
}

/** A part of a value that is dropped, with its own path where it has one. */
interface Part {
  readonly place: Place;
  readonly path: MovePath | undefined;
}

/** Arrays longer than this are not looked at element by element. */
const MAX_ELEMENTS = 1000;

/** Drops of values that may be there in part or not at all (`rustc_mir_transform::elaborate_drop`). */
export class DropOpener {
  readonly #patch: BodyPatch;
  readonly #types: OpenTypes;
  readonly #flags: ReadonlyMap<MovePath, number>;
  /** Why some drop could not be opened. */
  gap: string | undefined;

  constructor(patch: BodyPatch, types: OpenTypes, flags: ReadonlyMap<MovePath, number>) {
    this.#patch = patch;
    this.#types = types;
    this.#flags = flags;
  }

  /** Puts what is left of a drop in place of a block's end. */
  elaborate(block: number, cx: DropCx): void {
    const style = deepStyle(cx.path, cx.state);
    if (style === 'dead') this.#patch.end(block, { kind: 'goto', to: cx.to });
    else if (style === 'static') this.#patch.end(block, dropOf(cx.place, cx.to, cx.unwind));
    else {
      const to = style === 'conditional' ? this.#complete(cx, cx.to, cx.unwind) : this.#open(cx);
      this.#patch.end(block, { kind: 'goto', to });
    }
  }

  /** A drop of the whole, if the flag of its path says so. */
  #complete(cx: DropCx, to: number, unwind: Unwind): number {
    const drop = this.#block(dropOf(cx.place, to, unwind), unwind);
    return this.#test(cx, drop, to, unwind);
  }

  #test({ path, state }: DropCx, set: number, unset: number, unwind: Unwind): number {
    const init = state.init.has(path.id);
    const uninit = state.uninit.has(path.id);
    if (!init) return unset;
    if (!uninit) return set;
    const flag = this.#flags.get(path)!;
    const operand = { kind: 'copy', place: placeOf(flag) } as const;
    return this.#block({ kind: 'switch', operand, targets: [{ to: set }, { to: unset }] }, unwind);
  }

  #block(terminator: Terminator, unwind: Unwind, statements: Statement[] = []): number {
    return this.#patch.block(terminator, unwind === 'inCleanup', statements);
  }

  #open(cx: DropCx): number {
    const { ty } = cx.path;
    if (ty.kind === 'array') return this.#openArray(cx, ty);
    const parts = this.#types.partsOf(ty);
    if (!parts || isUnknown(parts)) {
      this.gap ??= parts ? parts.reason : 'the parts of a value that is moved out of in part are not known';
      return cx.to;
    }
    if (this.#types.isBox(ty)) return this.#openBox(cx);
    const bottom = this.#bottom(cx);
    if (parts.adt?.kind === 'enum') return this.#openEnum(cx, parts, bottom);
    const fields = this.#fields(cx.place, cx.path, parts.variants[0]!);
    return this.#ladder(cx, fields, bottom, cx.unwind).normal;
  }

  /** Where a ladder of drops ends: the flag of the whole is cleared. */
  #bottom({ path, to, unwind }: DropCx): number {
    if (unwind === 'inCleanup') return to;
    const block = this.#block({ kind: 'goto', to }, unwind);
    const flag = this.#flags.get(path);
    if (flag !== undefined) this.#patch.assignFlag({ block, index: 0 }, flag);
    return block;
  }

  #fields(
    place: Place,
    path: MovePath | undefined,
    variant: Parts['variants'][number],
    index?: number,
  ): readonly Part[] {
    return variant.fields.map((field) => {
      const step: Projection = {
        kind: 'field',
        index: field.index,
        ty: field.ty,
        ...(index !== undefined && { variant: index }),
      };
      return {
        place: project(place, step),
        path: path?.children.find((c) => c.step?.kind === 'field' && c.step.index === field.index),
      };
    });
  }

  /** The parts one after another; where one panics, those that are left are dropped too. */
  #ladder(cx: DropCx, all: readonly Part[], to: number, unwind: Unwind): { normal: number; unwind: Unwind } {
    const parts = all.filter(({ place }) => this.#types.needsDrop(place.projections.at(-1)!.ty));
    const cleanups: Unwind[] = [unwind];
    if (unwind !== 'inCleanup') {
      let below = unwind;
      for (const part of parts.toReversed()) {
        below = this.#part(cx, part, below, 'inCleanup');
        cleanups.push(below);
      }
    }
    let next = to;
    for (const [k, part] of parts.toReversed().entries())
      next = this.#part(cx, part, next, unwind === 'inCleanup' ? unwind : cleanups[k]!);
    return { normal: next, unwind: unwind === 'inCleanup' ? unwind : cleanups.at(-1)! };
  }

  #part(cx: DropCx, { place, path }: Part, to: number, unwind: Unwind): number {
    // A part that was never touched by itself goes by the flag of the whole.
    if (!path) return this.#complete({ ...cx, place }, to, unwind);
    const block = this.#block(dropOf(place, to, unwind), unwind);
    this.elaborate(block, { ...cx, path, place, to, unwind });
    return block;
  }

  /** The content, if it is still there, then the allocation. */
  #openBox(cx: DropCx): number {
    const { path, place, to, unwind } = cx;
    const free = this.#freeBox(cx, this.#bottom(cx), unwind);
    const unwindFree = unwind === 'inCleanup' ? unwind : this.#freeBox(cx, unwind, 'inCleanup');
    const inner = path.children.find((c) => c.step?.kind === 'deref');
    const content: Ty = inner?.ty ?? { kind: 'unknown', reason: 'the content of a box' };
    const step: Projection = { kind: 'deref', box: true, ty: content };
    const drop = this.#part(
      { ...cx, to: free },
      { place: project(place, step), path: inner },
      free,
      unwindFree,
    );
    return this.#test(cx, drop, to, unwind);
  }

  #freeBox({ place, path }: DropCx, to: number, unwind: Unwind): number {
    const { at } = this.#patch.tyOf(place.local);
    const pointer = placeOf(this.#patch.local({ kind: 'ref', mutable: true, inner: path.ty }, at));
    const nothing = placeOf(this.#patch.local({ kind: 'tuple', elements: [] }, at));
    const borrow: Statement = {
      kind: 'assign',
      place: pointer,
      value: { kind: 'ref', borrow: 'mut', place },
    };
    const args = [{ kind: 'move', place: pointer } as const];
    const end = {
      kind: 'call',
      args,
      destination: nothing,
      to,
      ...(unwind !== 'inCleanup' && { unwind }),
    } as const;
    return this.#block(end, unwind, [borrow]);
  }

  #openEnum(cx: DropCx, parts: Parts, bottom: number): number {
    const { path, place, unwind } = cx;
    const normal: { readonly to: number; readonly variant?: number }[] = [];
    let rest: 'none' | 'plain' | 'drops' = 'none';
    for (const variant of parts.variants) {
      const own = path.children.find((c) => c.step?.kind === 'variant' && c.step.index === variant.index);
      if (own) {
        const fields = this.#fields(place, own, variant, variant.index);
        normal.push({ to: this.#ladder(cx, fields, bottom, unwind).normal, variant: variant.index });
      } else if (variant.fields.some((f) => this.#types.needsDrop(f.ty))) rest = 'drops';
      else if (rest === 'none') rest = 'plain';
    }
    if (rest === 'drops') normal.push({ to: this.#block(dropOf(place, bottom, unwind), unwind) });
    else if (rest === 'plain') normal.push({ to: this.#block({ kind: 'goto', to: bottom }, unwind) });
    const test = this.#block({ kind: 'switch', discriminant: place, targets: normal }, unwind);
    return this.#test(cx, test, bottom, unwind);
  }

  #openArray(cx: DropCx, ty: Extract<Ty, { kind: 'array' }>): number {
    const length = this.#types.lengthOf(ty);
    if (length === undefined || length > MAX_ELEMENTS) {
      this.gap ??= 'the length of an array that is moved out of is not known';
      return cx.to;
    }
    const parts = Array.from({ length: Number(length) }, (_, index): Part => {
      const step: Projection = { kind: 'element', index, ty: ty.element };
      const path = cx.path.children.find((c) => c.step?.kind === 'element' && c.step.index === index);
      return { place: project(cx.place, step), path };
    });
    return this.#ladder(cx, parts.reverse(), this.#bottom(cx), cx.unwind).normal;
  }
}

function dropOf(place: Place, to: number, unwind: Unwind): Terminator {
  return { kind: 'drop', place, to, ...(unwind !== 'inCleanup' && { unwind }) };
}

/** rustc's `DropStyle`, of a path with all inside it. */
function deepStyle(path: MovePath, { init, uninit }: DropState): 'dead' | 'static' | 'conditional' | 'open' {
  let someInit = false;
  let someUninit = false;
  let count = 0;
  const visit = (part: MovePath): void => {
    count++;
    someInit ||= init.has(part.id);
    someUninit ||= uninit.has(part.id);
    part.children.forEach(visit);
  };
  visit(path);
  if (!someInit) return 'dead';
  if (!someUninit) return 'static';
  return count === 1 ? 'conditional' : 'open';
}
