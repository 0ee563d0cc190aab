import type { DropBodyView, TimelineView } from '../../../../shared/dropView.ts';

/** A row of the timeline: a line of the source, or lines in which nothing happens to any value, put together. */
export type TimelineRow =
  | { readonly kind: 'line'; readonly line: number }
  | { readonly kind: 'fold'; readonly first: number; readonly last: number };

/** Fewer quiet lines than this stay as they are, … */
const MIN_FOLD = 3;

/** … and so does a body of no more lines than these. */
const MAX_WHOLE = 40;

/** The rows of a body, from its first line to its last; folds that begin with a line in `open` are unfolded. */
export function timelineRows(
  body: DropBodyView,
  timeline: TimelineView,
  open: ReadonlySet<number>,
): readonly TimelineRow[] {
  const eventful = eventfulLines(body, timeline);
  const rows: TimelineRow[] = [];
  const isLong = timeline.lines.length > MAX_WHOLE;
  let quiet: number[] = [];
  const end = () => {
    const [first] = quiet;
    const last = quiet.at(-1);
    const folds = isLong && quiet.length >= MIN_FOLD;
    if (folds && first !== undefined && last !== undefined && !open.has(first))
      rows.push({ kind: 'fold', first, last });
    else rows.push(...quiet.map((line) => ({ kind: 'line' as const, line })));
    quiet = [];
  };
  for (const k of timeline.lines.keys()) {
    const line = timeline.firstLine + k;
    if (!eventful.has(line)) {
      quiet.push(line);
      continue;
    }
    end();
    rows.push({ kind: 'line', line });
  }
  end();
  return rows;
}

function eventfulLines(body: DropBodyView, timeline: TimelineView): ReadonlySet<number> {
  const { firstLine, lines, lanes, scopes } = timeline;
  const told = [...body.points, ...(body.calls ?? []), ...(body.notes ?? [])];
  return new Set([
    firstLine,
    firstLine + lines.length - 1,
    ...lanes.flatMap(({ first, last, holds, moves }) => [
      first,
      last,
      ...[...holds, ...moves].map(({ line }) => line),
    ]),
    ...scopes.flatMap(({ first, last }) => [first, last]),
    ...told.map(({ line }) => line),
  ]);
}

/** The row that shows a line; -1 for lines of other places. */
export function rowOf(rows: readonly TimelineRow[], line: number): number {
  return rows.findIndex((row) =>
    row.kind === 'line' ? row.line === line : row.first <= line && line <= row.last,
  );
}
