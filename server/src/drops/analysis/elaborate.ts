import { isUnknown } from '../../base/unknown.ts';
import type { ParamEnv } from '../../types/model.ts';
import type { TypeQueries } from '../../types/queries.ts';
import type { Ty } from '../../types/terms/ty.ts';
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

/**
 * What is known where a drop happens. `style` decides how a value is opened, for all exits that share the drop;
 * `flags` is what the drop flags say on the way at hand.
 */
export interface DropState {
  readonly style: State;
  readonly flags: State;
}

/** Opens scheduled drops as `rustc_mir_transform::elaborate_drops` does, by what may hold values. */
export class Elaborator {
  readonly #typing: ElaborateTypes;
  readonly #flow: Initialized;
  /** Locals whose drops could not be opened, with the reason. */
  readonly doubts = new Map<number, string>();

  constructor(typing: ElaborateTypes, flow: Initialized) {
    this.#typing = typing;
    this.#flow = flow;
  }

  /** What dropping `place` does in `state`: nothing where it holds no value. */
  drop(place: Place, state: DropState): readonly DropEvent[] {
    const path = this.#flow.paths.find(place);
    return path ? this.#path(path, state) : [{ place, conditional: false }];
  }

  #path(path: MovePath, state: DropState): readonly DropEvent[] {
    const { place } = path;
    const found = bits(path, state.style);
    if (!(found & INIT)) return [];
    if (!(found & UNINIT)) return [{ place, conditional: false }];
    if (path.children.length === 0) return this.#flagged(path, place, state);
    return this.#open(path, state);
  }

  /** A drop by the flag of a path, with what is known of the flag here. */
  #flagged(path: MovePath, place: Place, state: DropState): readonly DropEvent[] {
    const style = state.style[path.id]!;
    const own = style === (INIT | UNINIT) ? state.flags[path.id]! : style;
    return own & INIT ? [{ place, conditional: (own & UNINIT) !== 0 }] : [];
  }

  #open(path: MovePath, state: DropState): readonly DropEvent[] {
    const { ty } = path;
    const [first] = path.children;
    if (first?.step?.kind === 'deref') {
      const box = this.#flagged(path, path.place, state).map((e) => ({ ...e, part: 'box' as const }));
      return [...this.#path(first, state), ...box];
    }
    if (ty.kind === 'array') return this.#elements(path, state);
    const parts = partsOf(ty, this.#typing.env, this.#typing.types, this.#typing.captures);
    if (!parts || isUnknown(parts)) {
      return this.#doubt(path, parts?.reason ?? 'the parts of a value are not known');
    }
    if (parts.adt?.kind !== 'enum') return this.#fields(path, parts.variants[0]?.fields ?? [], state);
    if (this.#flagged(path, path.place, state).length === 0) return [];
    const events: DropEvent[] = [];
    let rest = false;
    for (const variant of parts.variants) {
      const own = path.children.find((c) => c.step?.kind === 'variant' && c.step.index === variant.index);
      if (own) events.push(...this.#fields(path, variant.fields, state, own, variant));
      else rest ||= variant.fields.some((f) => this.#needs(f));
    }
    if (rest) events.push({ place: path.place, conditional: true });
    // With one variant there is nothing to ask.
    const asked = parts.variants.length > 1;
    return events.map((e) => ({ ...e, conditional: asked || e.conditional, whole: path.place }));
  }

  /** The fields of a struct, or of a variant whose own path is `at`: what has no path there goes with the whole. */
  #fields(
    path: MovePath,
    fields: readonly FieldOf[],
    state: DropState,
    at: MovePath = path,
    variant?: { readonly index: number; readonly name: string },
  ): readonly DropEvent[] {
    return fields.flatMap((field) => {
      if (!this.#needs(field)) return [];
      const child = at.children.find((c) => c.step?.kind === 'field' && c.step.index === field.index);
      if (child) return this.#path(child, state);
      return this.#rest(path, { kind: 'field', ...field, ...(variant && { variant }) }, state);
    });
  }

  /**
   * Elements with a path of their own are dropped one by one, those between them in groups, the last first
   * (`open_drop_for_array`).
   */
  #elements(path: MovePath, state: DropState): readonly DropEvent[] {
    if (path.ty.kind !== 'array') return [];
    const { element, length } = path.ty;
    const count = this.#typing.types.evalUsize(length, this.#typing.env);
    if (typeof count !== 'bigint') return this.#doubt(path, 'the length of an array is not known');
    const own = path.children
      .flatMap((child) => (child.step?.kind === 'element' ? [{ index: child.step.index ?? 0, child }] : []))
      .sort((a, b) => b.index - a.index);
    const events: DropEvent[] = [];
    let end = Number(count);
    for (const { index, child } of own) {
      events.push(...this.#group(path, index + 1, end, element, state), ...this.#path(child, state));
      end = index;
    }
    return [...events, ...this.#group(path, 0, end, element, state)];
  }

  /** The elements from `index` to before `end`, none of which has a path of its own. */
  #group(path: MovePath, index: number, end: number, ty: Ty, state: DropState): readonly DropEvent[] {
    if (index >= end) return [];
    const range = end === index + 1 ? { index } : { index, end };
    return this.#rest(path, { kind: 'element', ...range, ty }, state);
  }

  /** It can't be told what is left of a value: nothing is claimed where it is dropped. */
  #doubt({ place }: MovePath, reason: string): readonly DropEvent[] {
    if (!this.doubts.has(place.local)) this.doubts.set(place.local, reason);
    return [{ place, conditional: true }];
  }

  /** A part that was never touched by itself goes with the whole. */
  #rest(path: MovePath, step: Projection, state: DropState): readonly DropEvent[] {
    const place = { local: path.place.local, projections: [...path.place.projections, step] };
    return this.#flagged(path, place, state);
  }

  #needs(field: FieldOf): boolean {
    return this.#typing.needs.of(field.ty, this.#typing.env) !== false;
  }
}

function bits(path: MovePath, state: State): number {
  return path.children.reduce((all, child) => all | bits(child, state), state[path.id]!);
}
