import { el, type VNode } from '../dom/vnode.ts';
import type { Box } from '../geometry/boxes.ts';
import { grouped, type OffsetBase, offsetText } from '../geometry/figures.ts';
import type { BreakRow, ByteRow, Pin, Row, Segment } from '../geometry/rows.ts';
import { type Mark, markOnRow, type Picture, type Section } from '../geometry/sections.ts';
import { fieldFigures, spoken, tooltip } from '../geometry/words.ts';
import { variantHead } from './variantHead.ts';

export interface MapOptions {
  readonly offsets: OffsetBase;
  readonly selected?: string;
  /** Whether a folded list was opened. */
  readonly expanded: (key: string) => boolean;
  /** Stands before keys and element ids, where a page holds two pictures. */
  readonly id: string;
}

/** Colours in turn; see styles/map.css. */
const HUES = 6;

/** The bytes of a type: a ruler, and below it rows of boxes, section by section. */
export function drawMap(picture: Picture, options: MapOptions): VNode {
  return el(
    'div',
    {
      class: 'map',
      key: `map-${options.id}`,
      role: 'group',
      'aria-label': 'Bytes in memory order. Arrow keys go from box to box, Enter opens, Escape closes.',
      style: { '--columns': String(picture.width), '--most': `${picture.width * 84}px` },
    },
    picture.size > 0
      ? ruler(picture.width, options.offsets)
      : el('p', { class: 'nothing', key: 'nothing' }, 'Zero-sized: it takes no bytes at all.'),
    picture.sections.map((section) => drawSection(section, picture, options)),
  );
}

/** The offsets within a row; where they are many, only each second, fourth or eighth is named. */
function ruler(width: number, base: OffsetBase): VNode {
  const step = width <= 16 ? 1 : width <= 40 ? 4 : 8;
  const ticks = Array.from({ length: width }, (_, i) =>
    el(
      'span',
      { class: i % step === 0 ? 'tick named' : 'tick', style: { 'grid-column': String(i + 1) } },
      i % step === 0 ? offsetText(i, base) : undefined,
    ),
  );
  return el('div', { class: 'ruler', key: 'ruler', 'aria-hidden': 'true' }, ticks);
}

function drawSection(section: Section, { size }: Picture, options: MapOptions): VNode {
  const { variant, together } = section;
  const state = variant?.uninhabited ? 'section uninhabited' : 'section';
  const drawn = section.rows.map((row) => drawRow(row, section, options));
  return el(
    'section',
    { class: state, key: `section-${section.key}` },
    (variant !== undefined || together !== undefined) &&
      variantHead(variant, together, size, {
        key: `#${section.key}`,
        open: options.expanded(`#${section.key}`),
      }),
    el('div', { class: 'rows' }, drawn),
  );
}

function drawRow(row: Row, section: Section, options: MapOptions): VNode | false {
  if (row.kind === 'break') return drawBreak(row, options);
  if (row.length === 0 && row.pins.length === 0) return false;
  const levels = Math.max(1, row.levels);
  const label = el('span', { class: 'offset', 'aria-hidden': 'true' }, offsetText(row.from, options.offsets));
  return el(
    'div',
    {
      class: row.cacheLines.includes(0) ? 'row cacheLine' : 'row',
      key: `row-${row.from}`,
    },
    label,
    el(
      'div',
      { class: 'bytes', style: { 'grid-template-rows': rowTracks(levels) } },
      row.segments.map((segment) => drawSegment(segment, options)),
      section.marks.map((mark) => drawMark(mark, row)),
      row.cacheLines.filter((column) => column > 0).map((column) => drawCacheLine(column, row.from + column)),
    ),
    row.pins.length > 0 &&
      el(
        'div',
        { class: 'pins' },
        row.pins.map((pin) => drawPin(pin, options)),
      ),
  );
}

/** Opened boxes are lines of text, the lowest boxes have room for three. */
const rowTracks = (levels: number): string =>
  levels === 1 ? 'var(--box)' : `repeat(${levels - 1}, var(--strip)) var(--box)`;

function drawBreak({ from, bytes: count, box }: BreakRow, { offsets, id }: MapOptions): VNode {
  const text = `${grouped(count)} more bytes${box === undefined ? '' : ` of ${box.name}`}`;
  return el(
    'div',
    { class: `row break ${box === undefined ? '' : look(box)}`, key: `break-${id}-${from}` },
    el('span', { class: 'offset', 'aria-hidden': 'true' }, offsetText(from, offsets)),
    el('div', { class: 'tear' }, el('span', {}, text)),
  );
}

function drawSegment(segment: Segment, options: MapOptions): VNode {
  const { box, isMain, isStart, isEnd } = segment;
  const edges = `${isStart ? ' start' : ''}${isEnd ? ' end' : ''}${box.lanes.length > 0 ? ' opened' : ''}`;
  const selected = options.selected === box.key ? ' selected' : '';
  return el(
    'div',
    {
      class: `box ${look(box)}${edges}${selected}`,
      key: `${options.id}${box.key}@${segment.isStart ? 'start' : box.offset + segment.column}:${isMain}`,
      title: tooltip(box),
      style: {
        'grid-column': `${segment.column + 1} / span ${segment.columns}`,
        'grid-row': `${segment.level + 1} / span ${segment.levels}`,
      },
      ...identity(box),
      ...(isMain ? focusable(box, options) : { 'aria-hidden': 'true' }),
    },
    isMain ? words(box, options.offsets) : el('span', { class: 'again' }, again(box)),
  );
}

/** What a box's other parts say: enough to know it by. */
function again({ kind, name }: Box): string {
  if (kind === 'variant') return name.split(' · ')[0] ?? '';
  return kind === 'field' ? name : '';
}

function identity(box: Box) {
  return {
    'data-key': box.key,
    ...(box.kind === 'field' && { 'data-field': box.name }),
    ...(box.openable && { 'data-openable': true }),
  };
}

function focusable(box: Box, { offsets }: MapOptions) {
  return {
    role: 'button',
    tabindex: '-1',
    'data-main': true,
    'aria-label': spoken(box, offsets),
    ...(box.openable && { 'aria-expanded': String(box.open) }),
  };
}

function words(box: Box, offsets: OffsetBase): VNode {
  if (box.kind === 'padding') {
    return el('span', { class: 'words' }, el('span', { class: 'name' }, `${box.size}`));
  }
  if (box.kind === 'other') return el('span', { class: 'words' });
  return el(
    'span',
    { class: 'words' },
    el(
      'span',
      { class: 'name' },
      box.openable && el('span', { class: 'chevron', 'data-toggle': true, 'aria-hidden': 'true' }),
      box.name,
    ),
    // Spaces for those who listen; the grid leaves them out.
    ' ',
    box.type !== undefined && el('span', { class: 'type' }, box.type.name),
    ' ',
    box.kind === 'field' && el('span', { class: 'figures' }, fieldFigures(box, offsets)),
  );
}

/** The classes that give a box its colour and pattern. */
export function look(box: Box): string {
  const hue = box.kind === 'field' || box.kind === 'more' ? ` hue${box.hue % HUES}` : '';
  const deep = box.depth > 0 ? ` depth${Math.min(box.depth, 3)}` : '';
  return `${box.kind}${hue}${deep}${box.uninhabited ? ' uninhabited' : ''}`;
}

function drawMark(mark: Mark, row: ByteRow): VNode | undefined {
  const on = markOnRow(mark, row.from, row.length);
  if (on === undefined) return undefined;
  const text = mark.kind === 'tag' ? 'the tag: tells the variants apart' : 'the niche: free bit patterns';
  return el('div', {
    class: `mark ${mark.kind}`,
    key: `mark-${mark.kind}`,
    title: text,
    style: { 'grid-column': `${on.column + 1} / span ${on.columns}` },
  });
}

function drawCacheLine(column: number, offset: number): VNode {
  return el('div', {
    class: 'cacheMark',
    title: `a cache line starts at ${offset}`,
    style: { 'grid-column': `${column + 1} / span 1` },
  });
}

function drawPin({ box, column }: Pin, options: MapOptions): VNode {
  return el(
    'div',
    {
      class: `pin ${look(box)}${options.selected === box.key ? ' selected' : ''}`,
      key: `pin-${options.id}${box.key}`,
      title: tooltip(box),
      style: { '--at': String(column) },
      ...identity(box),
      ...focusable(box, options),
      'aria-label': pinText(box),
    },
    pinText(box),
  );
}

const pinText = ({ name, type }: Box): string => `${name}: ${type?.name ?? '?'} · 0 bytes`;
