import type { DropBodyView, LaneView } from '../../../../shared/dropView.ts';
import { el, type VNode } from '../../dom/vnode.ts';
import { drawMark } from './drawMark.ts';
import { laneMarks, type Mark } from './marks.ts';
import { timelineRows } from './rows.ts';

const meanings: readonly (readonly [kind: Mark['kind'], words: string])[] = [
  ['made', 'made'],
  ['locked', 'guard'],
  ['ended', 'dropped, in this order'],
  ['left', 'dropped on an early exit'],
  ['replaced', 'old value dropped'],
  ['moved', 'moved away'],
  ['dropped', 'given to drop'],
  ['leaked', 'leaked'],
  ['warned', 'still held'],
];

/** What the signs of a timeline mean, as far as they occur in it. */
export function drawLegend(body: DropBodyView, lanes: readonly LaneView[]): VNode {
  const { timeline } = body;
  const rows = timeline ? timelineRows(body, timeline, new Set()) : [];
  const kinds = new Set(lanes.flatMap((lane) => laneMarks(lane, body, rows)).map(({ kind }) => kind));
  const flagged = lanes.some((lane) =>
    lane.holds.some(({ before, after }) => [before, after].includes('maybe')),
  );
  return el(
    'p',
    { class: 'caption legend', 'aria-hidden': 'true' },
    meanings
      .filter(([kind]) => kinds.has(kind))
      .map(([kind, words]) => {
        const isGuard = kind === 'locked' || kind === 'warned';
        const sample = drawMark({ kind, row: 0, ...(/ended|left/.test(kind) && { number: 1 }) }, 9, 9, 8);
        return entry(el('g', { class: isGuard ? 'guard guardHue' : '' }, sample), words);
      }),
    flagged &&
      entry(
        el('g', { class: '' }, el('line', { class: 'stretch maybe', x1: 9, y1: 0, x2: 9, y2: 18 })),
        'a drop flag decides',
      ),
  );
}

function entry(sample: VNode, words: string): VNode {
  return el(
    'span',
    { class: 'entry' },
    el('svg', { width: 18, height: 18, class: 'lanes sample' }, sample),
    words,
  );
}
