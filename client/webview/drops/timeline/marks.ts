import type { DropBodyView, DropPointView, LaneView } from '../../../../shared/dropView.ts';
import { rowOf, type TimelineRow } from './rows.ts';

/** A sign on a lane, at a row. */
export interface Mark {
  /**
   * `made` and `locked` begin a lane, `ended` ends it by a numbered drop; `left` is a drop on the way out of an early
   * exit, behind which the lane goes on; `replaced` drops the old value of an assignment. `moved`, `dropped` (by
   * `mem::drop`) and `leaked` leave the lane before its scope ends. `warned` is what a reader should look at.
   */
  readonly kind:
    | 'made'
    | 'locked'
    | 'ended'
    | 'left'
    | 'replaced'
    | 'moved'
    | 'dropped'
    | 'leaked'
    | 'warned';
  readonly row: number;
  /** The place in the order of its point. */
  readonly number?: number;
  /** A drop flag decides. */
  readonly conditional?: boolean;
}

const fates = { goes: 'moved', drops: 'dropped', leaks: 'leaked' } as const;

/** The marks of a lane, at most one in a row but for warnings: of several the one that ends the value. */
export function laneMarks(lane: LaneView, body: DropBodyView, rows: readonly TimelineRow[]): readonly Mark[] {
  const found = new Map<number, Mark>();
  const put = (mark: Mark) => found.set(mark.row, mark);
  const at = (line: number) => rowOf(rows, line);
  put({ kind: lane.guard ? 'locked' : 'made', row: at(lane.first) });
  for (const { line, fate } of lane.moves) put({ kind: fates[fate], row: at(line) });
  for (const point of body.points) {
    for (const mark of dropMarks(point, lane.id, at(point.line))) put(mark);
  }
  const warnings = (body.notes ?? []).filter((note) => note.lane === lane.id);
  return [...found.values(), ...warnings.map(({ line }) => ({ kind: 'warned' as const, row: at(line) }))];
}

function dropMarks(point: DropPointView, lane: number, row: number): readonly Mark[] {
  const index = point.steps.findIndex((step) => step.lane === lane);
  const step = point.steps[index];
  if (!step) return [];
  return [{ kind: dropKind(point.kind), row, number: index + 1, conditional: step.conditional }];
}

function dropKind(kind: DropPointView['kind']): Mark['kind'] {
  if (kind === 'end' || kind === 'else') return 'ended';
  return kind === 'assign' ? 'replaced' : 'left';
}
