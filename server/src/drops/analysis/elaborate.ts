import { isUnknown, type Unknown } from '../../base/unknown.ts';
import type { ParamEnv } from '../../types/model.ts';
import type { TypeQueries } from '../../types/queries.ts';
import { type CaptureTypes, type FieldOf, partsOf } from '../fieldTypes.ts';
import type { Place, Projection } from '../mir/model.ts';
import type { DropNeeds } from '../needsDrop.ts';
import { INIT, type Initialized, type State, UNINIT } from './initialized.ts';
import type { MovePath } from './movePaths.ts';

/** What a scheduled drop becomes: a drop of a place, or of the allocation of a `Box` whose content is gone. */
export interface DropEvent {
  readonly place: Place;
  /** Decided at run time, by a drop flag or by the variant. */
  readonly conditional: boolean;
  readonly part?: 'box';
  /** What is left of an enum: the enum; `place` has the payload. */
  readonly whole?: Place;
}

export interface ElaborateTypes {
  readonly types: TypeQueries;
  readonly env: ParamEnv;
  readonly needs: DropNeeds;
  readonly captures: CaptureTypes;
}

/** Opens scheduled drops as `rustc_mir_transform::elaborate_drops` does, by what may hold values. */
export class Elaborator {
  readonly #typing: ElaborateTypes;
  readonly #flow: Initialized;
  /** Why a drop could not be opened, if one couldn't. */
  unknown: Unknown | undefined;

  constructor(typing: ElaborateTypes, flow: Initialized) {
    this.#typing = typing;
    this.#flow = flow;
  }

  /** What dropping `place` does in `state`: nothing where it holds no value. */
  drop(place: Place, state: State): readonly DropEvent[] {
    const path = this.#flow.paths.find(place);
    return path ? this.#path(path, state) : [{ place, conditional: false }];
  }

  #path(path: MovePath, state: State): readonly DropEvent[] {
    const { place } = path;
    const found = bits(path, state);
    if (!(found & INIT)) return [];
    if (!(found & UNINIT)) return [{ place, conditional: false }];
    if (path.children.length === 0) return [{ place, conditional: true }];
    return this.#open(path, state);
  }

  #open(path: MovePath, state: State): readonly DropEvent[] {
    const { ty } = path;
    const own = state[path.id]!;
    const [first] = path.children;
    if (first?.step?.kind === 'deref') {
      const box = { place: path.place, conditional: (own & UNINIT) !== 0, part: 'box' as const };
      return [...this.#path(first, state), ...(own & INIT ? [box] : [])];
    }
    if (ty.kind === 'array') return this.#elements(path, state);
    const parts = partsOf(ty, this.#typing.env, this.#typing.types, this.#typing.captures);
    if (!parts || isUnknown(parts)) {
      this.unknown ??= parts ?? { kind: 'unknown', reason: 'the parts of a value are not known' };
      return [];
    }
    if (parts.adt?.kind !== 'enum') return this.#fields(path, parts.variants[0]?.fields ?? [], state);
    if (!(own & INIT)) return [];
    const events: DropEvent[] = [];
    let rest = false;
    for (const variant of parts.variants) {
      const touched = path.children.some(
        (c) => c.step?.kind === 'field' && c.step.variant?.index === variant.index,
      );
      if (touched) events.push(...this.#fields(path, variant.fields, state, variant));
      else rest ||= variant.fields.some((f) => this.#needs(f));
    }
    if (rest) events.push({ place: path.place, conditional: true });
    return events.map((e) => ({ ...e, conditional: true, whole: e.whole ?? path.place }));
  }

  #fields(
    path: MovePath,
    fields: readonly FieldOf[],
    state: State,
    variant?: { readonly index: number; readonly name: string },
  ): readonly DropEvent[] {
    return fields.flatMap((field) => {
      const child = path.children.find(
        (c) =>
          c.step?.kind === 'field' &&
          c.step.index === field.index &&
          c.step.variant?.index === variant?.index,
      );
      if (child) return this.#needs(field) ? this.#path(child, state) : [];
      return this.#needs(field)
        ? this.#rest(path, { kind: 'field', ...field, ...(variant && { variant }) }, state)
        : [];
    });
  }

  #elements(path: MovePath, state: State): readonly DropEvent[] {
    if (path.ty.kind !== 'array') return [];
    const { element, length } = path.ty;
    const count = this.#typing.types.evalUsize(length, this.#typing.env);
    if (typeof count !== 'bigint' || count > 1000n) {
      this.unknown ??= { kind: 'unknown', reason: 'the length of an array is not known' };
      return [];
    }
    return Array.from({ length: Number(count) }).flatMap((_, index) => {
      const child = path.children.find((c) => c.step?.kind === 'element' && c.step.index === index);
      return child
        ? this.#path(child, state)
        : this.#rest(path, { kind: 'element', index, ty: element }, state);
    });
  }

  /** A part that was never touched by itself goes with the whole. */
  #rest(path: MovePath, step: Projection, state: State): readonly DropEvent[] {
    const own = state[path.id]!;
    if (!(own & INIT)) return [];
    const place = { local: path.place.local, projections: [...path.place.projections, step] };
    return [{ place, conditional: (own & UNINIT) !== 0 }];
  }

  #needs(field: FieldOf): boolean {
    return this.#typing.needs.of(field.ty, this.#typing.env) !== false;
  }
}

function bits(path: MovePath, state: State): number {
  return path.children.reduce((all, child) => all | bits(child, state), state[path.id]!);
}
