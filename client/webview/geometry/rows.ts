import type { Box } from './boxes.ts';

/** Boxes laid on rows of bytes. Columns count bytes from the start of a row, levels from its upper edge. */

export type Row = ByteRow | BreakRow;

export interface ByteRow {
  readonly kind: 'bytes';
  readonly from: number;
  /** Bytes in it: the last row may be shorter. */
  readonly length: number;
  readonly levels: number;
  readonly segments: readonly Segment[];
  readonly pins: readonly Pin[];
  /** Columns where a cache line of 64 bytes starts. */
  readonly cacheLines: readonly number[];
}

/** Rows that look all the same, left out. */
export interface BreakRow {
  readonly kind: 'break';
  readonly from: number;
  readonly bytes: number;
  /** The innermost box that covers them. */
  readonly box?: Box;
}

/** The part of a box on one row. */
export interface Segment {
  readonly box: Box;
  readonly column: number;
  readonly columns: number;
  readonly level: number;
  readonly levels: number;
  readonly isStart: boolean;
  readonly isEnd: boolean;
  /** Set on the one segment of a box that carries its words and takes the focus: the longest. */
  readonly isMain: boolean;
}

/** A zero-sized field, which covers nothing, at its column. */
export interface Pin {
  readonly box: Box;
  readonly column: number;
}

export const cacheLine = 64;

/** As many equal rows in sequence as are drawn in full. */
const SAME_ROWS = 2;

/** Lays lanes of boxes over `size` bytes on rows of `width` bytes; long stretches of one box become a break. */
export function layRows(lanes: readonly (readonly Box[])[], size: number, width: number): readonly Row[] {
  const all = lanes.flat().flatMap(visible);
  const main = new Map<string, number>();
  for (const box of all) main.set(box.key, mainRow(box, width));
  const rows: Row[] = [];
  let next = 0;
  for (const index of marked(all, size, width)) {
    rows.push(...between(lanes, next, index, width, main, size));
    rows.push(byteRow(lanes, index, width, main, size));
    next = index + 1;
  }
  return rows;
}

function visible(box: Box): readonly Box[] {
  return [box, ...box.lanes.flat().flatMap(visible)];
}

/** The rows in which something starts or ends, in order. */
function marked(all: readonly Box[], size: number, width: number): readonly number[] {
  const rows = new Set([0, lastRow(size, width)]);
  for (const { offset, size: length } of all) {
    if (length === 0) rows.add(Math.min(Math.floor(offset / width), lastRow(size, width)));
    else rows.add(Math.floor(offset / width)).add(Math.floor((offset + length - 1) / width));
  }
  return [...rows].sort((a, b) => a - b);
}

const lastRow = (size: number, width: number): number => Math.max(0, Math.ceil(size / width) - 1);

type Lanes = readonly (readonly Box[])[];
type MainRows = ReadonlyMap<string, number>;

/** The rows from `from` up to `to`, on which nothing starts or ends. */
function between(
  lanes: Lanes,
  from: number,
  to: number,
  width: number,
  main: MainRows,
  size: number,
): readonly Row[] {
  const count = to - from;
  if (count <= SAME_ROWS) {
    return Array.from({ length: count }, (_, i) => byteRow(lanes, from + i, width, main, size));
  }
  const box = innermost(lanes, from * width);
  return [{ kind: 'break', from: from * width, bytes: count * width, ...(box && { box }) }];
}

function innermost(lanes: Lanes, offset: number): Box | undefined {
  const box = lanes.flat().find((b) => b.offset <= offset && offset < b.offset + b.size);
  return box && (innermost(box.lanes, offset) ?? box);
}

function byteRow(lanes: Lanes, index: number, width: number, main: MainRows, size: number): ByteRow {
  const from = index * width;
  const length = Math.min(width, size - from);
  const segments: Segment[] = [];
  const span = { from, to: from + length, isMain: (box: Box) => main.get(box.key) === index };
  const levels = heightOf(lanes, span);
  placeLanes(lanes, 0, levels, span, segments);
  const isLast = from + length >= size;
  const pins = lanes
    .flat()
    .flatMap(visible)
    .filter((box) => box.size === 0 && box.kind === 'field')
    .filter(({ offset }) => offset >= from && (offset < from + length || (isLast && offset <= size)))
    .map((box) => ({ box, column: box.offset - from }));
  return { kind: 'bytes', from, length, levels, segments, pins, cacheLines: cacheLines(from, length) };
}

function cacheLines(from: number, length: number): readonly number[] {
  const columns: number[] = [];
  for (let at = Math.ceil(Math.max(from, 1) / cacheLine) * cacheLine; at < from + length; at += cacheLine) {
    columns.push(at - from);
  }
  return columns;
}

interface Span {
  readonly from: number;
  readonly to: number;
  readonly isMain: (box: Box) => boolean;
}

function heightOf(lanes: Lanes, span: Span): number {
  const heights = lanes.map((lane) =>
    Math.max(0, ...lane.filter(within(span)).map((b) => boxHeight(b, span))),
  );
  return heights.reduce((sum, height) => sum + height, 0);
}

function boxHeight(box: Box, span: Span): number {
  return 1 + heightOf(box.lanes, span);
}

const within =
  ({ from, to }: Span) =>
  (box: Box): boolean =>
    box.size > 0 && box.offset < to && box.offset + box.size > from;

/** Gives each lane its height and the last one what is left of `height`, so that a row has no gaps. */
function placeLanes(lanes: Lanes, level: number, height: number, span: Span, found: Segment[]): void {
  const shown = lanes.filter((lane) => lane.some(within(span)));
  let at = level;
  for (const [i, lane] of shown.entries()) {
    const isLast = i === shown.length - 1;
    const own = isLast ? level + height - at : heightOf([lane], span);
    for (const box of lane.filter(within(span))) placeBox(box, at, own, span, found);
    at += own;
  }
}

function placeBox(box: Box, level: number, height: number, span: Span, found: Segment[]): void {
  const from = Math.max(box.offset, span.from);
  const to = Math.min(box.offset + box.size, span.to);
  const hasInside = box.lanes.some((lane) => lane.some(within(span)));
  found.push({
    box,
    column: from - span.from,
    columns: to - from,
    level,
    levels: hasInside ? 1 : height,
    isStart: from === box.offset,
    isEnd: to === box.offset + box.size,
    isMain: span.isMain(box),
  });
  if (hasInside) placeLanes(box.lanes, level + 1, height - 1, span, found);
}

/** The row that has most of the box; the first of equal ones. */
function mainRow({ offset, size }: Box, width: number): number {
  const first = Math.floor(offset / width);
  const onFirst = Math.min(size, (first + 1) * width - offset);
  const onSecond = Math.min(size - onFirst, width);
  return onSecond > onFirst ? first + 1 : first;
}
