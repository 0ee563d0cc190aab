import type { TypeView } from '../../../shared/layoutView.ts';
import { el, type VNode } from '../dom/vnode.ts';
import { connectionPath, connections, fieldsOf, type Order, ordersOf } from '../geometry/orders.ts';

const gap = 56;
const itemHeight = 26;
const HUES = 6;

/** The orders of the fields side by side, with a line from each field to itself. */
export function drawOrders(type: TypeView): VNode | undefined {
  const orders = ordersOf(type);
  if (orders.length === 0) return undefined;
  const hues = new Map(fieldsOf(type).map((field) => [field.name, `hue${field.index % HUES}`]));
  const parts = orders.flatMap((order, i) => {
    const next = orders[i + 1];
    const list = drawList(order, hues);
    return next === undefined ? [list] : [list, drawLines(order, next, hues)];
  });
  return el(
    'section',
    { class: 'part', key: 'orders', 'aria-label': 'Order of the fields' },
    el('h2', {}, 'Order'),
    el('div', { class: 'orders' }, parts),
  );
}

function drawList({ title, names }: Order, hues: ReadonlyMap<string, string>): VNode {
  const items = names.map((name) =>
    el('li', { class: `item ${hues.get(name) ?? ''}`, key: name, 'data-key': name }, name),
  );
  return el('div', { class: 'order', key: title }, el('h3', {}, title), el('ol', {}, items));
}

function drawLines(from: Order, to: Order, hues: ReadonlyMap<string, string>): VNode {
  const height = Math.max(from.names.length, to.names.length) * itemHeight;
  const lines = connections(from, to).map((line) =>
    el('path', {
      class: `line ${hues.get(line.name) ?? ''}`,
      key: line.name,
      'data-key': line.name,
      d: connectionPath(line, gap, itemHeight),
    }),
  );
  return el(
    'svg',
    {
      class: 'lines',
      key: `${from.title}-${to.title}`,
      width: gap,
      height,
      viewBox: `0 0 ${gap} ${height}`,
      'aria-hidden': 'true',
    },
    lines,
  );
}
