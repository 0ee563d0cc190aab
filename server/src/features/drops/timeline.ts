import type {
  LaneHoldView,
  LaneMoveView,
  LaneView,
  SourceLineView,
  TimelineView,
} from '../../../../shared/dropView.ts';
import type { TypedBody } from '../../bodies/typedBody.ts';
import type { Life, LifeMove } from '../../drops/analysis/lives.ts';
import type { DropGlue } from '../../drops/glue.ts';
import type { BodyLives } from '../../drops/lives.ts';
import type { BodySchedule } from '../../drops/scheduleModel.ts';
import { displayName } from '../../engine/displayName.ts';
import type { SourceUnit } from '../../syntax/sourceUnit.ts';
import type { TypeQueries } from '../../types/queries.ts';
import type { CallNote } from './callWords.ts';
import { moveTarget } from './moveTarget.ts';
import { placed } from './placed.ts';
import type { CharacterPositions } from './positions.ts';

/** More of a line than this is not shown. */
const MAX_TEXT = 160;

/** Of an async function: its own future, which the parameters come out of. */
export const FUTURE = 'the future';

/** What a timeline is made from: one body of a function. */
export interface TimelineSource {
  readonly schedule: BodySchedule;
  readonly typed: TypedBody;
  readonly lives: BodyLives;
  readonly calls: readonly CallNote[];
  readonly glue: DropGlue;
  readonly types: TypeQueries;
  readonly positions: CharacterPositions;
}

/** The lanes of a body beside its source; undefined where no value is owed a drop, or the body is no piece of a file. */
export function timelineOf(source: TimelineSource): TimelineView | undefined {
  const { schedule, lives, positions } = source;
  const { at, endAt } = schedule;
  if (!at.exact || !endAt.exact || at.unit !== endAt.unit) return undefined;
  const [firstLine] = positions.of(at);
  const [lastLine] = positions.of({ ...endAt, offset: endAt.offset - 1 });
  const lanes = lives.lives
    .filter(({ local }) => local.at.unit === at.unit && !local.indirect)
    .map((life) => laneOf(life, source))
    .filter((lane) => lane.first >= firstLine && lane.last <= lastLine)
    .sort((a, b) => a.first - b.first || a.id - b.id);
  if (lanes.length === 0) return undefined;
  const lines = sourceLines(at.unit, positions, at.offset, lastLine - firstLine + 1);
  const ends = lanes.filter((lane) => lane.kind === 'variable').map((lane) => lane.last);
  return { firstLine, lines, lanes, scopes: scopesOf(source, new Set(ends), firstLine, lastLine) };
}

function laneOf(life: Life, source: TimelineSource): LaneView {
  const { local, end, lines, moves } = life;
  const { positions, glue, types } = source;
  const [first] = positions.of(local.at);
  const [last] = positions.of(end);
  const kind = kindOf(life, source);
  const gives = glue.effectOf(local.ty)?.gives;
  const guard = gives === 'lock' || gives === 'borrow' ? gives : undefined;
  const holds = lines.filter(({ line }) => line >= first && line <= last);
  return {
    id: local.id,
    kind,
    label: labelOf(life, source),
    ...(local.argument !== undefined && { argument: local.argument }),
    type: displayName(local.ty, types),
    ...placed(local.at, local.name?.length ?? 1),
    first,
    last: Math.max(first, last),
    ...(guard && { guard }),
    holds: changes(holds, kind === 'parameter' ? first : undefined),
    moves: moves.map((move) => moveOf(move, life, source)),
  };
}

function kindOf({ local }: Life, { typed, schedule, positions }: TimelineSource): LaneView['kind'] {
  if (local.hidden === 'captures') return 'captures';
  if (local.argument !== undefined) return 'parameter';
  if (local.name === undefined) return 'temporary';
  const isParameter = typed.params.some(
    ({ span }) => local.at.unit === typed.unit && span.start <= local.at.offset && local.at.offset < span.end,
  );
  // A closure's parameters stand before its code, on the line where it starts at the latest.
  return isParameter && !schedule.closure && positions.of(local.at)[0] > 0 ? 'parameter' : 'variable';
}

function labelOf({ local }: Life, { typed, schedule }: TimelineSource): string {
  if (local.name !== undefined) return local.name;
  if (local.hidden === 'captures') {
    const names = [...new Set(local.upvars?.map(({ name }) => name))];
    return names.length > 0 ? `captured ${names.join(', ')}` : FUTURE;
  }
  if (local.argument !== undefined) {
    const pat = schedule.closure ? undefined : typed.params[local.argument - 1]?.pat;
    const text = pat ? typed.unit.text.slice(pat.span.start, pat.span.end) : '';
    return text === '' || text.length > 24 ? `parameter ${local.argument}` : text;
  }
  return temporaryLabel(local.hidden);
}

/** What a value without a name is, by the compiler's own name for it. */
export function temporaryLabel(hidden: string | undefined): string {
  if (hidden === 'iter') return 'the iterator of `for`';
  return hidden === '__awaitee' ? 'what is awaited' : 'a temporary';
}

/** Without the lines that change nothing. A parameter holds its value from its own line on. */
function changes(holds: readonly LaneHoldView[], enters: number | undefined): readonly LaneHoldView[] {
  const out: LaneHoldView[] = [];
  if (enters !== undefined) {
    const [first] = holds;
    const after = first?.line === enters ? first.after : 'value';
    out.push({ line: enters, before: 'nothing', after });
  }
  for (const [k, hold] of holds.entries()) {
    const last = out.at(-1);
    if (hold.line === enters || (k === 0 && enters !== undefined && hold.after === last?.after)) continue;
    if (hold.before !== (last?.after ?? 'nothing') || hold.after !== hold.before) out.push(hold);
  }
  return out;
}

function moveOf({ line, at, place, into }: LifeMove, { local }: Life, source: TimelineSource): LaneMoveView {
  const { typed, calls, glue } = source;
  const isPath = place.projections.every((step) => step.kind === 'field' && !step.variant);
  const part = isPath ? place.projections.map((step) => `.${'name' in step ? step.name : ''}`).join('') : '';
  const whole = local.name === undefined ? 'it' : `\`${local.name}${part}\``;
  const isWhole = local.name !== undefined ? isPath : place.projections.length === 0;
  const what = isWhole ? whole : `a part of ${whole}`;
  const target = at.exact ? moveTarget(typed, at) : { words: 'moved away' };
  const call = calls.find(({ site }) => site.at.unit === at.unit && site.at.offset === target.callee?.start);
  const fate = call?.site.call.fate;
  const bytes = glue.sizeOf(place.projections.at(-1)?.ty ?? local.ty);
  const length = local.name !== undefined && at.unit.text.startsWith(local.name, at.offset);
  return {
    line,
    ...placed(at, length ? `${local.name}${part}`.length : 1),
    fate: fate === 'drops' ? 'drops' : fate === 'loses' ? 'leaks' : 'goes',
    ...(bytes !== undefined && { bytes }),
    text: call?.text ?? `${what} is ${into === undefined ? target.words : `moved into \`${into}\``}`,
  };
}

function sourceLines(
  unit: SourceUnit,
  positions: CharacterPositions,
  offset: number,
  count: number,
): readonly SourceLineView[] {
  const { path, text } = unit;
  const column = positions.of({ unit, offset, exact: true })[1];
  let start = Math.max(0, column === 1 ? offset : text.lastIndexOf('\n', offset - 1) + 1);
  return Array.from({ length: count }, () => {
    const next = text.indexOf('\n', start);
    const line = text.slice(start, next < 0 ? text.length : next).replace(/\r$/, '');
    const place = { path, start, end: start + line.length };
    start = next < 0 ? text.length : next + 1;
    return { text: line.slice(0, MAX_TEXT), place };
  });
}

/** Blocks of more than one line at whose end a variable ends. */
function scopesOf(
  { typed, schedule, positions }: TimelineSource,
  ends: ReadonlySet<number>,
  firstLine: number,
  lastLine: number,
): TimelineView['scopes'] {
  const { unit } = schedule.at;
  const found = new Map<string, { readonly first: number; readonly last: number }>();
  for (const { span } of typed.blocks.keys()) {
    const lineOf = (offset: number) => positions.of({ unit, offset, exact: true })[0];
    if (unit.text[span.start] !== '{' || unit.text[span.end - 1] !== '}') continue;
    const scope = { first: lineOf(span.start), last: lineOf(span.end - 1) };
    if (scope.first === scope.last || scope.first < firstLine || scope.last > lastLine) continue;
    if (ends.has(scope.last)) found.set(`${scope.first} ${scope.last}`, scope);
  }
  return [...found.values()].sort((a, b) => a.first - b.first || b.last - a.last);
}
