// A body's drop points as entries of rust-drops/1: named, united where several ways meet, in the order of the text.

import type { DropPoint } from './dropPoints.ts';
import type { DropEvent, Elaboration } from './elaboration.ts';
import { isInside, type LocatedFunction } from './locateBody.ts';
import type { PlaceNames } from './placeNames.ts';
import type { DropScope, Position } from './rustDrops.ts';
import type { DropDraft, ScopeDraft } from './scopeDraft.ts';
import { uniteScopes } from './uniteScopes.ts';

export class PointPresenter {
  readonly #names: PlaceNames;
  readonly #fn: LocatedFunction;
  readonly #elaboration: Elaboration;
  readonly #drafts: ScopeDraft[] = [];
  /** The scope ends so far, by kind and position, with the places that each had scheduled. */
  readonly #ends = new Map<string, { scheduled: readonly string[]; draft: ScopeDraft }[]>();

  constructor(names: PlaceNames, fn: LocatedFunction, elaboration: Elaboration) {
    this.#names = names;
    this.#fn = fn;
    this.#elaboration = elaboration;
  }

  present(points: readonly DropPoint[]): DropScope[] {
    for (const point of points) this.#add(point);
    const line = ({ position }: ScopeDraft): number => position?.[0] ?? Infinity;
    const sorted = this.#drafts.toSorted(
      (a, b) => compare(line(a), line(b)) || (a.position?.[1] ?? 0) - (b.position?.[1] ?? 0),
    );
    const indexes = new Map(sorted.flatMap(({ points }, k) => points.map((point) => [point, k] as const)));
    return sorted.map((draft) => finished(draft, following(draft, indexes)));
  }

  #add(point: DropPoint): void {
    const draft = this.#describe(point);
    if (!draft.drops.length && !draft.temporaries.length && !draft.moved.length) return;
    if (!draft.position) {
      if (draft.drops.length || draft.temporaries.some((t) => t.at)) this.#drafts.push(draft);
    } else if (!point.scheduled) this.#drafts.push(draft);
    else this.#addEnd(draft, point.scheduled);
  }

  #addEnd(draft: ScopeDraft, scheduled: readonly string[]): void {
    const key = `${draft.kind}:${draft.position}`;
    const here = this.#ends.get(key) ?? [];
    this.#ends.set(key, here);
    // The same scope's end on several paths (then/else, an exhausted loop) is one point.
    const twin = here.find((other) => String(other.scheduled) === String(scheduled));
    if (twin) {
      uniteScopes(twin.draft, draft);
      return;
    }
    // A part of the same drops at the same position: the way on which a condition or pattern failed.
    const other =
      draft.kind === 'end' ? here.find((o) => o.scheduled.some((x) => scheduled.includes(x))) : undefined;
    if (other) {
      const mine = scheduled.some((x) => !other.scheduled.includes(x));
      const theirs = other.scheduled.some((x) => !scheduled.includes(x));
      const isLoop = other.scheduled.some((x) => this.#names.isHiddenIterator(x));
      if (mine && (!theirs || isLoop)) other.draft.kind = 'else';
      else draft.kind = 'else';
    }
    here.push({ scheduled, draft });
    this.#drafts.push(draft);
  }

  #describe(point: DropPoint): ScopeDraft {
    const draft: ScopeDraft = {
      kind: point.kind,
      position: point.position,
      drops: [],
      temporaries: [],
      moved: [],
      points: [point],
    };
    for (const event of point.events) this.#addEvent(draft, event);
    for (const place of new Set(point.moved)) {
      const { variable, declared } = this.#names.describe(place);
      if (variable !== null) draft.moved.push({ variable, ...(declared ? { declared } : {}) });
    }
    return draft;
  }

  #addEvent(draft: ScopeDraft, event: DropEvent): void {
    const { variable, ...rest } = this.#names.describe(event.place, event.part);
    const end = this.#ownEnd(event, draft.position);
    const path = event.onSomePaths ? { path: true } : {};
    const common = {
      ...rest,
      conditional: event.conditional,
      ...path,
      ...(end ? { end } : {}),
      place: event.place,
    };
    if (variable === null) draft.temporaries.push({ ...common, after: draft.drops.length });
    else if (!absorbed(draft.drops.at(-1), { variable, ...common, block: event.block })) {
      draft.drops.push({ variable, ...common, block: event.block });
    }
  }

  /** The end of the dropped place's own scope, where it is not the point. */
  #ownEnd(event: DropEvent, point: Position | null): Position | undefined {
    const { span } = this.#elaboration.before.blocks.get(event.block)!.terminator;
    if (!point || !isInside(this.#fn, span)) return undefined;
    return span.l1 !== point[0] || span.c1 !== point[1] ? [span.l1, span.c1] : undefined;
  }
}

/** What is left of an enum drops in several steps that are one entry. */
function absorbed(last: DropDraft | undefined, next: DropDraft): boolean {
  if (last?.variable !== next.variable || String(last.declared) !== String(next.declared)) return false;
  if (next.detail && (last.detail || next.block === last.block)) {
    last.detail = `${last.detail ?? last.variable}, ${next.detail}`;
    return true;
  }
  if (next.detail || !last.detail || next.part) return false;
  last.detail += `, ${next.variable}`;
  return true;
}

/** The drafts that come next, by index: points that are not told are passed through. */
function following({ points }: ScopeDraft, indexes: ReadonlyMap<DropPoint, number>): number[] {
  const found = new Set<number>();
  const seen = new Set<DropPoint>();
  const waiting = points.flatMap((point) => point.next);
  for (let point = waiting.pop(); point; point = waiting.pop()) {
    const index = indexes.get(point);
    if (index !== undefined) found.add(index);
    else if (!seen.has(point)) {
      seen.add(point);
      waiting.push(...point.next);
    }
  }
  return [...found].sort((a, b) => a - b);
}

function finished(
  { kind, position, drops, temporaries, moved }: ScopeDraft,
  next: readonly number[],
): DropScope {
  const entries = drops.map(({ block: _, ...entry }) => entry);
  const place = position
    ? { line: position[0], column: position[1] }
    : { macro: true as const, line: null, column: null };
  return { kind, ...place, drops: entries, temporaries, moved, next };
}

const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);
