import type { TypeView } from '../../../shared/layoutView.ts';
import { el, prose, type VNode } from '../dom/vnode.ts';
import { lifeOf } from '../geometry/life.ts';

/** The value's life, from left to right. */
export function drawLife(type: TypeView): VNode | undefined {
  const steps = lifeOf(type);
  if (steps.length === 0) return undefined;
  const cards = steps.map(({ title, lines }) =>
    el(
      'li',
      { class: `step ${title}`, key: title },
      el('h3', {}, title),
      lines.map((line) => el('p', { key: line }, prose(line))),
    ),
  );
  return el(
    'section',
    { class: 'part', key: 'life', 'aria-label': "The value's life" },
    el('h2', {}, "The value's life"),
    el('ol', { class: 'life' }, cards),
  );
}
