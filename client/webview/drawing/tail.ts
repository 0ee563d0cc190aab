import type { TailView, TypeView } from '../../../shared/layoutView.ts';
import { el, prose, type VNode } from '../dom/vnode.ts';
import { bytes, grouped, type OffsetBase, offsetText } from '../geometry/figures.ts';

/** The open end of an unsized type, below its known bytes, and what some values make of it. */
export function drawTail({ tail, name, align = 1 }: TypeView, offsets: OffsetBase): VNode | undefined {
  if (tail === undefined) return undefined;
  return el(
    'section',
    { class: 'tail', key: 'tail', 'aria-label': 'The tail' },
    el(
      'div',
      { class: 'row' },
      el('span', { class: 'offset', 'aria-hidden': 'true' }, offsetText(tail.offset, offsets)),
      el(
        'div',
        { class: 'openEnd' },
        el('span', { class: 'name' }, tail.field ?? name),
        el('span', { class: 'figures' }, prose(whereText(tail))),
      ),
    ),
    drawCases(tail, align),
  );
}

function whereText({ kind, offset, stride }: TailView): string {
  if (kind === 'traitObject') return `from ${offset} on, rounded up to the alignment of its value`;
  return `from ${offset} on, ${stride === 1 ? '1 byte' : bytes(stride)} each, \`len\` times`;
}

function drawCases({ kind, cases = [] }: TailView, align: number): VNode | false {
  if (cases.length === 0) return false;
  const isDyn = kind === 'traitObject';
  const titles = isDyn
    ? ['if the value is', 'its align', 'its offset', 'size of the whole']
    : ['len', 'tail', 'its offset', 'size of the whole'];
  const number = (value: number) => el('td', { class: 'number' }, grouped(value));
  return el(
    'table',
    { class: 'cases' },
    el('caption', {}, isDyn ? 'Some values: any type can stand here' : `Some lengths, at align ${align}`),
    el(
      'thead',
      {},
      el(
        'tr',
        {},
        titles.map((title) => el('th', { scope: 'col' }, title)),
      ),
    ),
    el(
      'tbody',
      {},
      cases.map((one) =>
        el(
          'tr',
          { key: one.name },
          el('td', { class: isDyn ? '' : 'number' }, one.name),
          number(isDyn ? (one.align ?? 1) : one.tailSize),
          number(one.offset),
          number(one.size),
        ),
      ),
    ),
  );
}
