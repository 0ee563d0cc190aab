import type { LayoutView } from '../../../shared/layoutView.ts';
import { el, prose, type VNode } from '../dom/vnode.ts';
import { openIn, type State } from '../state/panelState.ts';
import { drawPictures } from './comparison.ts';
import { drawGeneric } from './generic.ts';
import { drawAnswer, drawRemarks } from './header.ts';
import { drawHeap } from './heap.ts';
import { drawKnown } from './known.ts';
import { drawLegend } from './legend.ts';
import { drawLife } from './life.ts';
import { drawOrders } from './orders.ts';
import { drawTable, wholeTable } from './table.ts';
import { drawTagPart } from './tagPart.ts';
import { drawTail } from './tail.ts';
import { drawToolbar } from './toolbar.ts';

/** The whole page. */
export function drawPage(state: State): readonly VNode[] {
  const { view, nothing } = state;
  const top = (...parts: readonly VNode[]) =>
    el('div', { class: 'top', key: 'top' }, drawToolbar(state), parts);
  if (view === undefined) return [top(), empty(nothing ?? 'Looking …')];
  return [
    top(drawAnswer(view)),
    el('p', { class: 'status', key: 'status', role: 'status' }, nothing !== undefined && prose(nothing)),
    drawRemarks(view),
    ...(view.generic === undefined ? [] : [drawGeneric(view.generic, state.candidates)]),
    ...pictureParts(view, state),
  ];
}

function pictureParts(view: LayoutView, state: State): readonly VNode[] {
  const { root } = view;
  if (root.size === undefined) return [drawKnown(root)].filter((part) => part !== undefined);
  const parts = [
    el('h2', { class: 'heard', key: 'bytes' }, 'Bytes in memory'),
    drawPictures(view, state),
    drawTail(root, state.offsets),
    drawLegend(root),
    drawTagPart(root),
    drawOrders(root),
    drawHeap(root),
    drawLife(root),
    drawTable(root, state.offsets, openIn(state, root).get(wholeTable) === true),
  ];
  return parts.filter((part) => part !== undefined);
}

function empty(text: string): VNode {
  return el('p', { class: 'empty', key: 'empty', role: 'status' }, prose(text));
}
