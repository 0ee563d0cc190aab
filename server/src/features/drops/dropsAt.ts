import type {
  DropBodyView,
  DropCallView,
  DropPointView,
  DropStepView,
  DropView,
} from '../../../../shared/dropView.ts';
import type { SourcePlace } from '../../../../shared/layoutView.ts';
import type { SourcePos } from '../../drops/mir/model.ts';
import { ruleTexts } from '../../drops/rules.ts';
import type { BodySchedule, ScheduleEntry, SchedulePoint } from '../../drops/scheduleModel.ts';
import type { SourceDef } from '../../resolve/def.ts';
import { displayTy } from '../../types/displayTy.ts';
import type { Ty } from '../../types/ty.ts';
import type { FileContext } from '../fileContext.ts';
import { callNotes } from './callWords.ts';
import { dropsOf, functionAt } from './engineDrops.ts';
import { guardNotes } from './guardNotes.ts';
import { CharacterPositions } from './positions.ts';
import { glueParts } from './words.ts';

/** What dropping a value of a type does. */
type PartsOf = (ty: Ty) => DropStepView['parts'];

/** Levels of a value's destruction that are told; deeper ones are seldom the user's own types. */
const PART_LEVELS = 4;

/** Where the innermost function around a UTF-16 offset drops what. Undefined where no function with a body stands. */
export function dropsAt(cx: FileContext, offset: number, release: string): DropView | undefined {
  const def = functionAt(cx, offset);
  if (!def) return undefined;
  const { schedules, glue } = dropsOf(cx.engine);
  const positions = new CharacterPositions();
  const env = cx.engine.types.paramEnvOf(def);
  const parts: PartsOf = (ty) => glueParts(glue.of(ty, env), PART_LEVELS);
  const calls = callViews(cx, def, positions);
  const bodies = schedules.of(def).map((body) => ({
    ...bodyView(body, positions, parts),
    ...(!body.closure && calls.length > 0 && { calls }),
  }));
  const edition = schedules.editionOf(def);
  const other = edition === '2024' ? '2021' : '2024';
  const points = differences(
    schedules.of(def, other).map((body) => bodyView(body, positions, parts)),
    bodies,
  );
  const notes = schedules.of(def).flatMap((body) => notesOf(cx, body, positions));
  return {
    release,
    edition,
    bodies,
    ...(notes.length > 0 && { notes }),
    ...(points.length > 0 && { other: { edition: other, points } }),
  };
}

/** The points that the other edition has and this one has not. */
function differences(
  others: readonly DropBodyView[],
  own: readonly DropBodyView[],
): readonly DropPointView[] {
  // The rule of a temporary is worded by edition: what counts is the order.
  const identity = ({ kind, place, steps }: DropPointView) =>
    JSON.stringify([kind, place, steps.map((s) => [s.name, s.type, s.place, s.conditional])]);
  const known = new Set(own.flatMap((body) => body.points.map(identity)));
  return others.flatMap((body) => body.points.filter((point) => !known.has(identity(point))));
}

/** The calls in the function and its closures that drop, lose or exchange values. */
function callViews(cx: FileContext, def: SourceDef, positions: CharacterPositions): readonly DropCallView[] {
  return callNotes(cx.engine, def).map(({ site, text }) => ({
    ...placed(site.at, site.length),
    line: positions.of(site.at)[0],
    text,
  }));
}

function notesOf(cx: FileContext, body: BodySchedule, positions: CharacterPositions) {
  return guardNotes(cx, body).map(({ kind, span, text }) => {
    const place = { path: cx.unit.path, ...span };
    return { kind, place, text, line: positions.of({ unit: cx.unit, offset: span.start, exact: true })[0] };
  });
}

function bodyView(body: BodySchedule, positions: CharacterPositions, parts: PartsOf): DropBodyView {
  const { kind, name, at, points, unresolved } = body;
  return {
    kind,
    name,
    ...placed(at, name.startsWith('{') ? 1 : name.length),
    line: positions.of(at)[0],
    points: points.map((point) => pointView(point, positions, parts)).sort((a, b) => a.line - b.line),
    ...(unresolved && { unresolved: unresolved.reason }),
  };
}

function pointView(
  { kind, at, entries, moved, unresolved }: SchedulePoint,
  positions: CharacterPositions,
  parts: PartsOf,
): DropPointView {
  return {
    kind,
    ...placed(at, 1),
    line: positions.of(at)[0],
    steps: unresolved === undefined ? entries.map((entry) => stepView(entry, parts)) : [],
    moved: moved.map((variable) => ({ name: variable.name, ...placed(variable.at, variable.name.length) })),
    ...(unresolved !== undefined && { unresolved }),
  };
}

function stepView(
  { kind, name, ty, at, conditional, part, rule }: ScheduleEntry,
  parts: PartsOf,
): DropStepView {
  const { text, link } = ruleTexts[rule];
  const isVariable = kind === 'variable' && name !== '';
  return {
    ...(isVariable && { name }),
    type: displayTy(ty),
    ...(at && placed(at, isVariable ? /^\w*/.exec(name)![0].length : 1)),
    conditional,
    boxOnly: part === 'box',
    parts: part === undefined ? parts(ty) : [],
    rule: text,
    link,
  };
}

/** What a macro's definition wrote has no place of its own. */
function placed({ unit, offset, exact }: SourcePos, length: number): { place?: SourcePlace } {
  return exact ? { place: { path: unit.path, start: offset, end: offset + length } } : {};
}
