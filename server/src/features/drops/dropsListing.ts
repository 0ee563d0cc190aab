import type {
  JsonDrop,
  JsonDropCall,
  JsonDropFunction,
  JsonDropPoint,
  JsonDropsUnresolved,
  JsonTemporary,
} from '../../../../shared/dropsJson.ts';
import type { DropGlue } from '../../drops/glue.ts';
import { keepPoints, listPoints } from '../../drops/keepPoints.ts';
import type { SourcePos } from '../../drops/mir/model.ts';
import { ruleTexts } from '../../drops/rules.ts';
import type { DropEdition, DropSchedules } from '../../drops/schedule.ts';
import type { BodySchedule, ScheduleEntry, SchedulePoint } from '../../drops/scheduleModel.ts';
import type { SourceDef } from '../../resolve/model/def.ts';
import { filePlace } from '../../syntax/sourceUnit.ts';
import { emptyParamEnv } from '../../types/model.ts';
import { displayTy } from '../../types/terms/displayTy.ts';
import type { CallNote } from './callWords.ts';
import { uniteInstances, withoutInnerMacros } from './macroInstances.ts';
import { CharacterPositions } from './positions.ts';
import { glueLines, slotWords } from './words.ts';

export interface DropsListing {
  readonly functions: readonly JsonDropFunction[];
  readonly unresolved: readonly JsonDropsUnresolved[];
}

/** What a listing holds beyond the points themselves. */
export interface ListingOptions {
  /** Rules of another edition than the crate's. */
  readonly edition?: DropEdition;
  /** Tells what calls such as `mem::forget` mean for drops. */
  readonly callsOf?: (def: SourceDef) => readonly CallNote[];
  /** Tells what dropping each variable does. */
  readonly glue?: DropGlue;
}

/** Levels of a value's destruction that are told. */
const STEP_LEVELS = 4;

/** The drop points of functions as `rust-drops/1` has them, in the order of files and places. */
export function listDrops(
  defs: readonly SourceDef[],
  schedules: DropSchedules,
  relative: (path: string) => string,
  { edition, callsOf, glue }: ListingOptions = {},
): DropsListing {
  const positions = new CharacterPositions();
  const writing: Writing = { positions, ...(glue && { glue }) };
  const functions: JsonDropFunction[] = [];
  const unresolved: JsonDropsUnresolved[] = [];
  for (const def of defs) {
    if (def.item.kind !== 'fn' || !def.item.body) continue;
    for (const body of schedules.of(def, edition)) {
      const file = relative(body.at.unit.path);
      // What another crate's macro wrote has no place here.
      if (!body.at.exact || file.startsWith('../')) continue;
      const [line, column] = positions.of(body.at);
      if (body.unresolved) {
        const { reason, at } = body.unresolved;
        unresolved.push({ file, line, column, name: body.name, reason, at: positions.of(at) });
        continue;
      }
      const json = functionJson(body, file, writing);
      const told = isInDefinition(def) ? withoutInnerMacros(json) : json;
      if (told) functions.push({ ...told, ...calls(body, positions, callsOf) });
    }
  }
  const order = <T extends { file: string; line: number; column?: number }>(a: T, b: T) =>
    a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || (a.column ?? 0) - (b.column ?? 0);
  return { functions: uniteInstances(functions).toSorted(order), unresolved: unresolved.sort(order) };
}

/** Whether a macro's definition writes the function. */
function isInDefinition({ unit, item }: SourceDef): boolean {
  return unit.expansion !== undefined && 'name' in item && !filePlace(unit, item.name.span.start).exact;
}

/** The calls of a function and of its closures stand with the function. */
function calls(
  { def, closure }: BodySchedule,
  positions: CharacterPositions,
  callsOf: ((def: SourceDef) => readonly CallNote[]) | undefined,
): { readonly calls?: readonly JsonDropCall[] } {
  const notes = closure ? undefined : callsOf?.(def);
  if (!notes || notes.length === 0) return {};
  return {
    calls: notes.map(({ site, text }) => {
      const [line, column] = positions.of(site.at);
      return { line, column, text };
    }),
  };
}

/** A point with the numbers of those that may come next. */
type ToldPoint = JsonDropPoint & { readonly next: readonly number[] };

/** What the parts of a listing are written with. */
interface Writing {
  readonly positions: CharacterPositions;
  readonly glue?: DropGlue;
}

function functionJson(body: BodySchedule, file: string, writing: Writing): JsonDropFunction {
  const { positions } = writing;
  const [line, column] = positions.of(body.at);
  const all = body.points.map((point) => pointJson(point, body, writing));
  const told = keepPoints(all, (p) => p.unresolved !== undefined || tells(p));
  const scopes = listPoints(told);
  const locals = body.variables.map(({ name, at, ty, drops }) => ({
    variable: name,
    declared: positions.of(at),
    type: displayTy(ty),
    drops: drops !== false,
  }));
  const { name, kind, endAt } = body;
  return { name, kind, file, line, column, endLine: positions.of(endAt)[0], scopes, locals };
}

/** Whether a point says anything. */
function tells({ drops, temporaries, moved }: JsonDropPoint): boolean {
  return drops.length + temporaries.length + moved.length > 0;
}

function pointJson(point: SchedulePoint, body: BodySchedule, writing: Writing): ToldPoint {
  const { positions } = writing;
  const [line, column] = positions.of(point.at);
  const foreign = !point.at.exact || !within(point, body);
  const drops: JsonDrop[] = [];
  const temporaries: JsonTemporary[] = [];
  for (const entry of point.entries) {
    if (isOwnVariable(entry, body)) drops.push(dropJson(entry, point, body, writing));
    else temporaries.push({ ...temporaryJson(entry, body, positions), after: drops.length });
  }
  if (point.unresolved !== undefined) {
    const { kind, unresolved, next } = point;
    const none = { drops: [], temporaries: [], moved: [] };
    return { kind, line, column, ...(foreign && { macro: true as const }), ...none, next, unresolved };
  }
  const moved = point.moved
    .filter(({ at }) => isWrittenIn(at, body))
    .map(({ name, at }) => ({ variable: name, declared: positions.of(at) }));
  // rustc's MIR reaches a place behind two pointers through a temporary, which hides the assignment's name.
  const kind = point.entries.some((e) => e.indirect) ? 'end' : point.kind;
  const { next } = point;
  return { kind, line, column, ...(foreign && { macro: true as const }), drops, temporaries, moved, next };
}

/** A variable that the function's file declares; what a macro declares is one of the compiler's for the user. */
function isOwnVariable({ kind, indirect, at }: ScheduleEntry, body: BodySchedule): boolean {
  return kind === 'variable' && !indirect && (!at || isWrittenIn(at, body));
}

function isWrittenIn(at: SourcePos, body: BodySchedule): boolean {
  return at.exact && at.unit.path === body.at.unit.path;
}

function within({ at }: SchedulePoint, { at: start, endAt }: BodySchedule): boolean {
  return at.unit === endAt.unit && at.offset >= start.offset && at.offset <= endAt.offset;
}

function common(entry: ScheduleEntry) {
  const { text, link } = ruleTexts[entry.rule];
  return {
    type: displayTy(entry.ty, { full: true }),
    conditional: entry.conditional,
    rule: text,
    link,
    ...(entry.path && { path: true as const }),
  };
}

function dropJson(
  entry: ScheduleEntry,
  point: SchedulePoint,
  body: BodySchedule,
  { positions, glue }: Writing,
): JsonDrop {
  const step = entry.part ? undefined : glue?.of(entry.ty, emptyParamEnv);
  const slot = glue && step && slotWords(entry, point.kind, body.kind, glue);
  const end = slot === undefined ? [] : [`${step!.steps.length + 1}. ${slot}`];
  const does = step && [...glueLines(step, STEP_LEVELS), ...end];
  return {
    variable: entry.numbered ?? entry.name,
    ...(entry.at && { declared: positions.of(entry.at) }),
    ...common(entry),
    ...(does && does.length > 0 && { does }),
    ...(entry.part && { part: entry.part }),
    ...(entry.detail !== undefined && { detail: entry.detail }),
    ...(entry.end && { end: positions.of(entry.end) }),
  };
}

function temporaryJson(entry: ScheduleEntry, body: BodySchedule, positions: CharacterPositions) {
  const hidden = entry.hidden ?? (entry.kind === 'variable' && !entry.indirect ? entry.name : undefined);
  return {
    ...(entry.at && isWrittenIn(entry.at, body) && !entry.indirect && { at: positions.of(entry.at) }),
    ...common(entry),
    ...(hidden !== undefined && { hidden }),
  };
}
