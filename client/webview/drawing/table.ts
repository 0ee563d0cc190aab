import type { TypeView } from '../../../shared/layoutView.ts';
import { el, type VNode } from '../dom/vnode.ts';
import { type OffsetBase, offsetText } from '../geometry/figures.ts';
import { type TableLine, tableOf } from '../geometry/table.ts';

/** The picture as text, for those who can't see it and those who would rather read. */
export function drawTable(type: TypeView, offsets: OffsetBase): VNode | undefined {
  const lines = tableOf(type);
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
