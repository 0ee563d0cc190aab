import type {
  DropBodyView,
  DropCallView,
  DropNoteView,
  DropPointView,
  DropStepView,
  DropView,
  EditionLineView,
  LaneView,
  TimelineView,
} from '../../../../shared/dropView.ts';
import { isUnknown } from '../../base/unknown.ts';
import { livesOf } from '../../drops/lives.ts';
import type { SourcePos } from '../../drops/mir/model.ts';
import { ruleTexts } from '../../drops/rules.ts';
import type { BodySchedule, ScheduleEntry, SchedulePoint } from '../../drops/scheduleModel.ts';
import { displayName } from '../../engine/displayName.ts';
import { dropsOf, functionAt } from '../../engine/drops.ts';
import type { FileContext } from '../../engine/fileContext.ts';
import type { SourceDef } from '../../resolve/model/def.ts';
import type { Ty } from '../../types/terms/ty.ts';
import { type CallNote, callNotes } from './callWords.ts';
import { guardNotes } from './guardNotes.ts';
import { placed } from './placed.ts';
import { CharacterPositions } from './positions.ts';
import { FUTURE, temporaryLabel, timelineOf } from './timeline.ts';
import { glueParts, slotWords } from './words.ts';

/** How places and types become words and lines. */
interface Words {
  readonly positions: CharacterPositions;
  readonly nameOf: (ty: Ty) => string;
  /** What dropping a value of a type does. */
  readonly parts: (ty: Ty) => DropStepView['parts'];
  /** What becomes of its bytes in the stack frame. */
  readonly slot: (
    entry: ScheduleEntry,
    point: SchedulePoint['kind'],
    body: BodySchedule['kind'],
  ) => string | undefined;
}

/** Levels of a value's destruction that are told; deeper ones are seldom the user's own types. */
const PART_LEVELS = 4;

/** Where the innermost function around a UTF-16 offset drops what. Undefined where no function with a body stands. */
export function dropsAt(cx: FileContext, offset: number): DropView | undefined {
  const def = functionAt(cx, offset);
  if (!def) return undefined;
  const { schedules, glue } = dropsOf(cx.engine);
  const env = cx.engine.types.paramEnvOf(def);
  const { name, describedAs } = cx.engine.release;
  const words: Words = {
    positions: new CharacterPositions(),
    nameOf: (ty) => displayName(ty, cx.engine.types),
    parts: (ty) => glueParts(glue.of(ty, env), PART_LEVELS),
    slot: (entry, point, body) => slotWords(entry, point, body, glue),
  };
  const edition = schedules.editionOf(def);
  const otherEdition = edition === '2024' ? '2021' : '2024';
  const bodies = bodyViews(cx, def, schedules.of(def), words);
  const others = schedules.of(def, otherEdition).map((body) => bodyView(body, words, []));
  const lines = editionLines(bodies, others);
  return {
    release: name,
    ...(describedAs !== undefined && { describedAs }),
    edition,
    bodies,
    ...(lines.length > 0 && { other: { edition: otherEdition, lines } }),
  };
}

/** The bodies with their timelines, calls and notes. */
function bodyViews(
  cx: FileContext,
  def: SourceDef,
  bodies: readonly BodySchedule[],
  words: Words,
): readonly DropBodyView[] {
  const { positions } = words;
  const { engine } = cx;
  const typed = engine.bodies.analyseBody(def);
  if (isUnknown(typed)) return bodies.map((body) => bodyView(body, words, []));
  const { schedules, glue } = dropsOf(engine);
  const calls = callNotes(engine, def);
  const linesOf = (start: SourcePos, end: SourcePos) => (pos: SourcePos) => {
    const isInside = pos.unit === start.unit && start.offset <= pos.offset && pos.offset < end.offset;
    return isInside ? positions.of(pos)[0] : undefined;
  };
  const all = livesOf(typed, engine.types, schedules.needs, schedules.captures, linesOf);
  return bodies.map((schedule) => {
    const lives = all.find((body) => body.closure === schedule.closure);
    const source = lives && { schedule, typed, lives, calls, glue, types: engine.types, positions };
    const timeline = source && !schedule.unresolved ? timelineOf(source) : undefined;
    const notes = lives && timeline ? guardNotes(lives, timeline, typed, positions) : [];
    const own = calls.filter(({ site }) => bodyAround(bodies, site.at) === schedule);
    const view = bodyView(schedule, words, timeline?.lanes ?? []);
    const lanes = timeline ? shownLanes(timeline, view, notes) : [];
    return {
      ...view,
      ...(timeline && lanes.length > 0 && { timeline: { ...timeline, lanes } }),
      ...(notes.length > 0 && { notes }),
      ...(own.length > 0 && { calls: own.map((call) => callView(call, positions)) }),
    };
  });
}

/** Temporaries that are always moved on are no more than the way of a value; what has a name is shown in any case. */
function shownLanes({ lanes }: TimelineView, { points }: DropBodyView, notes: readonly DropNoteView[]) {
  const steps = points.flatMap((point) => point.steps);
  const told = new Set([...steps, ...notes].map(({ lane }) => lane));
  return lanes.filter(
    ({ id, kind, argument, label }) =>
      told.has(id) || (kind !== 'temporary' && argument === undefined && label !== FUTURE),
  );
}

/** The innermost body around a place: the function itself where no closure is. */
function bodyAround(schedules: readonly BodySchedule[], pos: SourcePos): BodySchedule | undefined {
  const around = schedules.filter(
    ({ at, endAt }) => at.unit === pos.unit && at.offset <= pos.offset && pos.offset < endAt.offset,
  );
  const length = ({ at, endAt }: BodySchedule) => endAt.offset - at.offset;
  return around.sort((a, b) => length(a) - length(b))[0] ?? schedules[0];
}

function callView({ site, text }: CallNote, positions: CharacterPositions): DropCallView {
  return { ...placed(site.at, site.length), line: positions.of(site.at)[0], text };
}

/** The lines that differ between the editions, with the points that the two don't share. */
function editionLines(
  own: readonly DropBodyView[],
  others: readonly DropBodyView[],
): readonly EditionLineView[] {
  // The rule of a temporary is worded by edition, and lanes have numbers of their own: what counts is the order.
  const identity = ({ kind, place, line, steps, unresolved }: DropPointView) =>
    JSON.stringify([
      kind,
      place,
      line,
      unresolved,
      steps.map((s) => [s.name, s.type, s.place, s.conditional]),
    ]);
  const pointsOf = (bodies: readonly DropBodyView[]) =>
    bodies.flatMap((body) => body.points).filter((point) => point.steps.length > 0 || point.unresolved);
  const lacking = (points: readonly DropPointView[], others: readonly DropPointView[]) => {
    const known = new Set(others.map(identity));
    return points.filter((point) => !known.has(identity(point)));
  };
  const ownPoints = lacking(pointsOf(own), pointsOf(others));
  const otherPoints = lacking(pointsOf(others), pointsOf(own));
  const lines = [...new Set([...ownPoints, ...otherPoints].map(({ line }) => line))].sort((a, b) => a - b);
  return lines.map((line) => ({
    line,
    own: ownPoints.filter((point) => point.line === line),
    other: otherPoints.filter((point) => point.line === line),
  }));
}

function bodyView(body: BodySchedule, words: Words, lanes: readonly LaneView[]): DropBodyView {
  const { kind, name, at, points, unresolved } = body;
  const { positions } = words;
  return {
    kind,
    name,
    ...placed(at, name.startsWith('{') ? 1 : name.length),
    line: positions.of(at)[0],
    points: points.map((point) => pointView(point, kind, words, lanes)).sort((a, b) => a.line - b.line),
    ...(unresolved && { unresolved: unresolved.reason }),
  };
}

function pointView(
  { kind, at, entries, moved, unresolved }: SchedulePoint,
  body: BodySchedule['kind'],
  words: Words,
  lanes: readonly LaneView[],
): DropPointView {
  const used = new Set<number>();
  const step = (entry: ScheduleEntry): DropStepView => {
    const lane = laneOf(entry, lanes, used, words);
    if (lane !== undefined) used.add(lane);
    return { ...stepView(entry, words, words.slot(entry, kind, body)), ...(lane !== undefined && { lane }) };
  };
  return {
    kind,
    ...placed(at, 1),
    line: words.positions.of(at)[0],
    steps: unresolved === undefined ? entries.map(step) : [],
    moved: moved.map((variable) => ({ name: variable.name, ...placed(variable.at, variable.name.length) })),
    ...(unresolved !== undefined && { unresolved }),
  };
}

/** The lane of what is dropped. Temporaries that start at one place are told apart by what they are and by their types. */
function laneOf(
  entry: ScheduleEntry,
  lanes: readonly LaneView[],
  used: ReadonlySet<number>,
  { nameOf }: Words,
): number | undefined {
  const { at, name, hidden } = entry;
  if (hidden === 'captures') return lanes.find((lane) => lane.kind === 'captures')?.id;
  const [, argument] = /^#(\d+)/.exec(name) ?? [];
  if (argument !== undefined) return lanes.find((lane) => String(lane.argument) === argument)?.id;
  const here = lanes.filter((lane) => lane.place !== undefined && lane.place.start === at?.offset);
  if (entry.kind === 'variable') {
    return (
      here.find((lane) => lane.kind !== 'temporary')?.id ?? lanes.find((lane) => lane.kind === 'captures')?.id
    );
  }
  const type = nameOf(entry.ty);
  const label = temporaryLabel(hidden);
  const same = here.filter((lane) => lane.kind === 'temporary' && lane.type === type && lane.label === label);
  return (same.find((lane) => !used.has(lane.id)) ?? same[0])?.id;
}

function stepView(
  { kind, name, ty, at, conditional, part, rule }: ScheduleEntry,
  { parts, nameOf }: Words,
  slot: string | undefined,
): DropStepView {
  const { text, link } = ruleTexts[rule];
  const isVariable = kind === 'variable' && name !== '';
  return {
    ...(isVariable && { name }),
    type: nameOf(ty),
    ...(at && placed(at, isVariable ? /^\w*/.exec(name)![0].length : 1)),
    conditional,
    boxOnly: part === 'box',
    parts: [
      ...(part === undefined ? parts(ty) : []),
      ...(slot === undefined ? [] : [{ text: slot, parts: [] }]),
    ],
    rule: text,
    link,
  };
}
