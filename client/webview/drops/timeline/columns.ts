import type { LaneView } from '../../../../shared/dropView.ts';

/**
 * The column of each lane, from 0: like on a stack, a value stands to the right of all that are in scope when it is
 * made, so that a scope's end empties columns from right to left.
 */
export function laneColumns(
  lanes: readonly Pick<LaneView, 'id' | 'first' | 'last'>[],
): ReadonlyMap<number, number> {
  const columns = new Map<number, number>();
  const before: { readonly last: number; readonly column: number }[] = [];
  for (const { id, first, last } of lanes) {
    const around = before.filter((lane) => lane.last >= first);
    const column = Math.max(-1, ...around.map((lane) => lane.column)) + 1;
    columns.set(id, column);
    before.push({ last, column });
  }
  return columns;
}

/** How far apart columns stand, in pixels: as far as fits into a part of the page, and never so near that they touch. */
export function columnPitch(columns: number, pageWidth: number): number {
  const room = (pageWidth * 0.45) / Math.max(1, columns);
  return Math.max(6, Math.min(20, Math.floor(room)));
}
