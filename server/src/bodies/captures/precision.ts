import { isUnknown } from '../../base/unknown.ts';
import type { Ty } from '../../types/terms/ty.ts';
import type { Capture, CaptureProjection } from '../typedBody.ts';
import type { BodyBase, Place, Places } from './place.ts';
import type { Use } from './useSink.ts';

/** A captured place with the strongest way in which it is taken so far. */
export interface CaptureDraft {
  place: Place;
  by: Capture['by'];
}

/** The type of the place in front of projection `index`. */
function tyBefore(place: Place, index: number): Ty {
  return index === 0 ? place.local.ty : place.projections[index - 1]!.ty;
}

/** Cuts a place; a mutable borrow through `&mut` that is cut there needs the reference itself uniquely. */
function truncate(draft: CaptureDraft, length: number): CaptureDraft {
  const { place, by } = draft;
  if (place.exact && length >= place.projections.length) return draft;
  const throughMut = place.projections
    .slice(length)
    .some((p, i) => p.kind === 'deref' && isMutRef(tyBefore(place, length + i)));
  const projections = place.projections.slice(0, length);
  const ty = projections.at(-1)?.ty ?? place.local.ty;
  return {
    place: { ...place, projections, ty, exact: true },
    by: by === 'refMut' && throughMut ? 'unique' : by,
  };
}

function isMutRef(ty: Ty): boolean {
  return ty.kind === 'ref' && ty.mutable;
}

/** How precisely a use is captured (Reference, "Capture precision"; rustc's `restrict_*` and `adjust_for_*`). */
export function restrict(
  place: Place,
  how: Use,
  isMove: boolean,
  body: BodyBase,
  places: Places,
): CaptureDraft {
  let draft: CaptureDraft = { place, by: how === 'copy' ? 'ref' : how };
  // An element is captured as its array or slice: `a[1]` captures `a`.
  if (!place.exact) draft = truncate(draft, place.projections.length);
  if (draft.by !== 'value') draft = atPacked(draft, places);
  if (body.edition === '2015' || body.edition === '2018') draft = truncate(draft, 0);
  draft = atUnsafe(draft, places);
  const firstDeref = draft.place.projections.findIndex((p) => p.kind === 'deref');
  if (isMove || draft.by === 'value') {
    if (firstDeref >= 0) draft = truncate(draft, firstDeref);
    return atDrop({ ...draft, by: 'value' }, places);
  }
  return atSharedRef(draft);
}

/** Raw pointers and unions are captured whole. */
function atUnsafe(draft: CaptureDraft, places: Places): CaptureDraft {
  const { place } = draft;
  for (const [i, projection] of place.projections.entries()) {
    const before = tyBefore(place, i);
    if (projection.kind === 'deref' && before.kind === 'ptr') return truncate(draft, i);
    if (projection.kind !== 'field' || before.kind !== 'adt') continue;
    const adt = places.types.adtDef(before.def);
    if (!isUnknown(adt) && adt.kind === 'union') return truncate(draft, i);
  }
  return draft;
}

/**
 * What has its own `Drop` can't be moved out of: it is moved whole (`restrict_precision_for_drop_types`). A part that is
 * `Copy` is copied out.
 */
function atDrop(draft: CaptureDraft, places: Places): CaptureDraft {
  const { place } = draft;
  if (places.isCopy(place.ty)) return draft;
  for (const [i, projection] of place.projections.entries()) {
    const before = tyBefore(place, i);
    if (projection.kind !== 'field' || before.kind !== 'adt') continue;
    if (places.types.dropImpl(before.def) !== undefined) return truncate(draft, i);
  }
  return draft;
}

/** A field of a packed struct can't be borrowed, and to copy it counts as that: the struct is captured. */
function atPacked(draft: CaptureDraft, places: Places): CaptureDraft {
  const { place } = draft;
  for (const [i, projection] of place.projections.entries()) {
    const before = tyBefore(place, i);
    if (projection.kind !== 'field' || before.kind !== 'adt') continue;
    const adt = places.types.adtDef(before.def);
    if (!isUnknown(adt) && adt.repr.packed !== undefined) return truncate(draft, i);
  }
  return draft;
}

/** Behind the last shared reference the reference alone is enough. */
function atSharedRef(draft: CaptureDraft): CaptureDraft {
  const { projections } = draft.place;
  for (let i = projections.length - 1; i >= 0; i--) {
    if (projections[i]!.kind !== 'deref') continue;
    const before = tyBefore(draft.place, i);
    return before.kind === 'ref' && !before.mutable ? truncate(draft, i + 1) : draft;
  }
  return draft;
}

const STRENGTH: Readonly<Record<Capture['by'], number>> = { ref: 0, unique: 1, refMut: 2, value: 3 };

function stronger(a: Capture['by'], b: Capture['by']): Capture['by'] {
  return STRENGTH[b] > STRENGTH[a] ? b : a;
}

function startsWith(long: readonly CaptureProjection[], short: readonly CaptureProjection[]): boolean {
  return short.every((p, i) => {
    const other = long[i];
    return (
      other?.kind === p.kind && (p.kind === 'deref' || (other.kind === 'field' && other.index === p.index))
    );
  });
}

/** Adds a place to those of its variable: the place around both is kept, taken in the stronger way. */
export function addCapture(list: CaptureDraft[], added: CaptureDraft): void {
  const own = added.place.projections;
  const ancestor = list.find(
    ({ place }) => place.projections.length <= own.length && startsWith(own, place.projections),
  );
  if (ancestor) {
    ancestor.by = stronger(ancestor.by, truncate(added, ancestor.place.projections.length).by);
    return;
  }
  let by = added.by;
  for (let i = list.length - 1; i >= 0; i--) {
    const existing = list[i]!;
    if (!startsWith(existing.place.projections, own)) continue;
    by = stronger(by, truncate(existing, own.length).by);
    list.splice(i, 1);
  }
  list.push({ place: added.place, by });
}

/** The captures of one variable in the order of its fields' declaration, which is that of their drops. */
export function sortCaptures(list: readonly CaptureDraft[]): readonly CaptureDraft[] {
  return [...list].sort((a, b) => {
    const length = Math.min(a.place.projections.length, b.place.projections.length);
    for (let i = 0; i < length; i++) {
      const p = a.place.projections[i]!;
      const q = b.place.projections[i]!;
      if (p.kind === 'field' && q.kind === 'field' && p.index !== q.index) return p.index - q.index;
    }
    return 0;
  });
}

/** The finished capture. */
export function captureOf({ place, by }: CaptureDraft, places: Places): Capture {
  const { local, projections, ty } = place;
  const field: Ty = by === 'value' ? ty : { kind: 'ref', mutable: by !== 'ref', inner: ty };
  return { local, projections, by, copy: by === 'value' && places.isCopy(ty), placeTy: ty, ty: field };
}
