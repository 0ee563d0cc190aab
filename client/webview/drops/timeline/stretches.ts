import type { LaneHold, LaneView } from '../../../../shared/dropView.ts';
import { rowOf, type TimelineRow } from './rows.ts';

/** A piece of a lane that looks the same all along; in rows, from the middle of one to the middle of another. */
export interface Stretch {
  /** `declared`: has no value yet. */
  readonly look: Exclude<LaneHold, 'nothing'> | 'declared';
  /** Half rows: 0 is the top of the first row, 1 its middle, 2 its bottom. */
  readonly from: number;
  readonly to: number;
}

/** What a lane holds along the rows. Where it holds nothing any more there is nothing. */
export function laneStretches(lane: LaneView, rows: readonly TimelineRow[]): readonly Stretch[] {
  const first = rowOf(rows, lane.first);
  const last = rowOf(rows, lane.last);
  const stretches: Stretch[] = [];
  let hold: LaneHold = 'nothing';
  let isMade = false;
  const add = (from: number) => {
    const look = hold === 'nothing' ? !isMade && 'declared' : hold;
    const before = stretches.at(-1);
    if (look === false) return;
    if (before?.look === look && before.to === from)
      stretches[stretches.length - 1] = { ...before, to: from + 1 };
    else stretches.push({ look, from, to: from + 1 });
  };
  for (let row = first; row <= last && row >= 0; row++) {
    const at = rows[row]!;
    const change = at.kind === 'line' ? lane.holds.find(({ line }) => line === at.line) : undefined;
    if (change) hold = change.before;
    isMade ||= hold !== 'nothing';
    if (row > first) add(2 * row);
    if (change) hold = change.after;
    isMade ||= hold !== 'nothing';
    if (row < last) add(2 * row + 1);
  }
  return stretches;
}
