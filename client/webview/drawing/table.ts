import type { TypeView } from '../../../shared/layoutView.ts';
import { el, type VNode } from '../dom/vnode.ts';
import { grouped, type OffsetBase, offsetText } from '../geometry/figures.ts';
import { type TableLine, tableOf } from '../geometry/table.ts';

/** More lines are shown on request. */
const MAX_LINES = 200;

/** The key by which the whole table is asked for. */
export const wholeTable = '#table';

/** The picture as text, for those who can't see it and those who would rather read. */
export function drawTable(type: TypeView, offsets: OffsetBase, isWhole: boolean): VNode | undefined {
  const all = tableOf(type);
  const lines = isWhole || all.length <= MAX_LINES ? all : all.slice(0, MAX_LINES);
  if (lines.length === 0) return undefined;
  const hasVariants = lines.some((line) => line.variant !== undefined);
  const titles = [...(hasVariants ? ['variant'] : []), 'offset', 'size', 'field', 'type'];
  const head = titles.map((title) => el('th', { scope: 'col' }, title));
  return el(
    'section',
    { class: 'part', key: 'table', 'aria-label': 'Layout as a table' },
    el('h2', {}, 'Table'),
    el(
      'table',
      {},
      el('thead', {}, el('tr', {}, head)),
      el(
        'tbody',
        {},
        lines.map((line, i) => drawLine(line, lines[i - 1], hasVariants, offsets)),
      ),
    ),
    lines.length < all.length &&
      el(
        'button',
        { type: 'button', class: 'tool', 'data-action': 'expand', 'data-expand': wholeTable },
        `Show all ${grouped(all.length)} lines`,
      ),
  );
}

function drawLine(
  line: TableLine,
  before: TableLine | undefined,
  hasVariants: boolean,
  offsets: OffsetBase,
): VNode {
  const isFirst = line.variant !== before?.variant;
  const variant = hasVariants && el('td', {}, isFirst ? (line.variant ?? '') : '');
  return el(
    'tr',
    { class: isFirst && hasVariants ? `${line.kind} first` : line.kind, key: line.key, 'data-key': line.key },
    variant,
    el('td', { class: 'number' }, offsetText(line.offset, offsets)),
    el('td', { class: 'number' }, line.open ?? String(line.size)),
    el('td', {}, line.name),
    el('td', { class: 'typeCell' }, line.type),
  );
}
