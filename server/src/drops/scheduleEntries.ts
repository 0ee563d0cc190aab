import { isUnknown, type Unknown } from '../base/unknown.ts';
import type { Ty } from '../types/terms/ty.ts';
import type { Point, PointDrop } from './analysis/pointModel.ts';
import type { Mir, MirLocal, Place, SourcePos } from './mir/model.ts';
import type { ScheduleEntry, SchedulePoint } from './scheduleModel.ts';

/** Says for a type why it can't be told whether it is dropped; undefined where that is known. */
export type DoubtOf = (local: MirLocal, ty: Ty) => string | undefined;

/** A point in the words of the source: places by their variables' names. */
export function presentPoint(
  point: Point,
  mir: Mir,
  home: string,
  doubtOf: DoubtOf,
): Omit<SchedulePoint, 'next'> {
  const entries: ScheduleEntry[] = [];
  let unresolved: string | undefined;
  for (const drop of point.drops) {
    const local = mir.locals[drop.place.local]!;
    unresolved ??= doubtOf(local, typeOf(drop.place, local));
    const entry = presentDrop(drop, mir, home, point);
    const last = entries.at(-1);
    if (last && drop.whole && sameEnum(last, entry)) {
      const detail = [last.detail, entry.detail ?? entry.name].filter(Boolean).join(', ');
      entries[entries.length - 1] = { ...last, detail };
    } else entries.push(entry);
  }
  const moved = point.moved.flatMap((place) => {
    unresolved ??= point.drops.length === 0 ? undefined : unresolved;
    const local = mir.locals[place.local]!;
    const name = nameOf(place, mir);
    return name === undefined || local.hidden !== undefined ? [] : [{ name, at: local.at }];
  });
  return { kind: point.kind, at: point.at, entries, moved, ...(unresolved !== undefined && { unresolved }) };
}

function sameEnum(last: ScheduleEntry, entry: ScheduleEntry): boolean {
  return last.detail !== undefined && last.name === entry.name && last.at === entry.at && !entry.part;
}

function presentDrop(drop: PointDrop, mir: Mir, home: string, { at, kind }: Point): ScheduleEntry {
  const shown = drop.whole ?? drop.place;
  const local = mir.locals[drop.place.local]!;
  const name = nameOf(shown, mir);
  const numbered = nameOf(shown, mir, home);
  const detail = drop.whole && (nameOf(drop.place, mir) ?? '');
  const { rule, conditional, part, end, path } = drop;
  const declared = local.argument === undefined ? declaredAt(shown, local) : undefined;
  return {
    kind: name === undefined ? 'temporary' : 'variable',
    name: name ?? '',
    ty: typeOf(shown, local),
    conditional,
    rule,
    ...(declared && { at: declared }),
    ...(part && { part }),
    ...(detail !== undefined && { detail }),
    ...(numbered !== undefined && numbered !== name && { numbered }),
    ...(local.hidden !== undefined && { hidden: local.hidden }),
    ...(end.offset !== at.offset || end.unit !== at.unit ? { end } : {}),
    ...(path && { path }),
    ...((local.indirect || isIndirect(drop.place, kind === 'assign')) && { indirect: true }),
  };
}

/**
 * Reached through a pointer that lies in a place itself, which rustc's MIR reads into a temporary first; for a box only
 * where a value is assigned, since what is left of a box is opened from its owner on.
 */
function isIndirect({ projections }: Place, assigned: boolean): boolean {
  return projections.some((step, k) => k > 0 && step.kind === 'deref' && (assigned || !step.box));
}

function declaredAt(place: Place, local: MirLocal): SourcePos {
  return local.upvars?.[captureIndex(place) ?? -1]?.at ?? local.at;
}

function captureIndex(place: Place): number | undefined {
  const [first] = place.projections;
  return first?.kind === 'field' ? first.index : undefined;
}

function typeOf(place: Place, local: MirLocal): Ty {
  return place.projections.at(-1)?.ty ?? local.ty;
}

/**
 * A variable's place as the user writes it; undefined for temporaries. A `*` is written where it comes last.
 * With `home`, fields of other crates' types are numbered, as rustc's MIR has them.
 */
function nameOf(place: Place, mir: Mir, home?: string): string | undefined {
  const local = mir.locals[place.local]!;
  let name = local.name ?? (local.argument === undefined ? undefined : `#${local.argument}`);
  let steps = place.projections;
  const captured = local.upvars?.[captureIndex(place) ?? -1];
  if (captured) {
    name = captured.name;
    steps = steps.slice(1);
  }
  if (name === undefined) return undefined;
  let owner = captured ? place.projections[0]!.ty : local.ty;
  for (const [k, step] of steps.entries()) {
    if (step.kind === 'deref') name = k === steps.length - 1 ? `*${name}` : name;
    else if (step.kind === 'element')
      name += `[${step.index ?? '_'}${step.end === undefined ? '' : `..${step.end}`}]`;
    else {
      const foreign = home !== undefined && owner.kind === 'adt' && owner.def.crate !== home;
      name += `${step.variant ? `.${step.variant.name}` : ''}.${foreign ? step.index : step.name}`;
    }
    owner = step.ty;
  }
  return name;
}

export function reasonOf(needs: boolean | 'maybe' | Unknown): string | undefined {
  return isUnknown(needs) ? needs.reason : undefined;
}
