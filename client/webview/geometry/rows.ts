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
  const paper: Paper = { lanes, width, size, main, pins: pinsByRow(all, size, width) };
  const rows: Row[] = [];
  let next = 0;
  for (const index of marked(all, size, width)) {
    rows.push(...between(paper, next, index));
    rows.push(byteRow(paper, index));
    next = index + 1;
  }
  return rows;
}

/** What all rows are laid out from. */
interface Paper {
  readonly lanes: Lanes;
  readonly width: number;
  readonly size: number;
  readonly main: MainRows;
  readonly pins: ReadonlyMap<number, readonly Box[]>;
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

/** The zero-sized fields by the row that they stand on; one at the very end stands on the last. */
function pinsByRow(all: readonly Box[], size: number, width: number): ReadonlyMap<number, readonly Box[]> {
  const pins = new Map<number, Box[]>();
  for (const box of all) {
    if (box.size > 0 || box.kind !== 'field') continue;
    const row = Math.min(Math.floor(box.offset / width), lastRow(size, width));
    const others = pins.get(row);
    if (others === undefined) pins.set(row, [box]);
    else others.push(box);
  }
  return pins;
}

/** The rows from `from` up to `to`, on which nothing starts or ends. */
function between(paper: Paper, from: number, to: number): readonly Row[] {
  const { lanes, width } = paper;
  const count = to - from;
  if (count <= SAME_ROWS) return Array.from({ length: count }, (_, i) => byteRow(paper, from + i));
  const box = innermost(lanes, from * width);
  return [{ kind: 'break', from: from * width, bytes: count * width, ...(box && { box }) }];
}

function innermost(lanes: Lanes, offset: number): Box | undefined {
  const [box] = lanes.flatMap((lane) => onRow(lane, { from: offset, to: offset + 1 }));
  return box && (innermost(box.lanes, offset) ?? box);
}

function byteRow({ lanes, width, size, main, pins }: Paper, index: number): ByteRow {
  const from = index * width;
  const length = Math.min(width, size - from);
  const segments: Segment[] = [];
  const span = { from, to: from + length, isMain: (box: Box) => main.get(box.key) === index };
  const levels = heightOf(lanes, span);
  placeLanes(lanes, 0, levels, span, segments);
  const pinned = (pins.get(index) ?? []).map((box) => ({ box, column: box.offset - from }));
  return {
    kind: 'bytes',
    from,
    length,
    levels,
    segments,
    pins: pinned,
    cacheLines: cacheLines(from, length),
  };
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
  const heights = lanes.map((lane) => Math.max(0, ...onRow(lane, span).map((b) => boxHeight(b, span))));
  return heights.reduce((sum, height) => sum + height, 0);
}

function boxHeight(box: Box, span: Span): number {
  return 1 + heightOf(box.lanes, span);
}

/**
 * The boxes of a lane that cover bytes of `[from, to)`. A lane's boxes stand in the order of their offsets and share no
 * byte, so the first of them is found by halving: a picture may have thousands of rows.
 */
function onRow(lane: readonly Box[], { from, to }: Pick<Span, 'from' | 'to'>): readonly Box[] {
  let low = 0;
  let high = lane.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const { offset, size } = lane[middle]!;
    if (offset + size > from) high = middle;
    else low = middle + 1;
  }
  const found: Box[] = [];
  for (let i = low; i < lane.length && lane[i]!.offset < to; i++) if (lane[i]!.size > 0) found.push(lane[i]!);
  return found;
}

/** Gives each lane its height and the last one what is left of `height`, so that a row has no gaps. */
function placeLanes(lanes: Lanes, level: number, height: number, span: Span, found: Segment[]): void {
  const shown = lanes.map((lane) => onRow(lane, span)).filter((lane) => lane.length > 0);
  let at = level;
  for (const [i, lane] of shown.entries()) {
    const isLast = i === shown.length - 1;
    const own = isLast ? level + height - at : heightOf([lane], span);
    for (const box of lane) placeBox(box, at, own, span, found);
    at += own;
  }
}

function placeBox(box: Box, level: number, height: number, span: Span, found: Segment[]): void {
  const from = Math.max(box.offset, span.from);
  const to = Math.min(box.offset + box.size, span.to);
  const hasInside = box.lanes.some((lane) => onRow(lane, span).length > 0);
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
