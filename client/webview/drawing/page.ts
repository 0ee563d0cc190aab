import type { LayoutView } from '../../../shared/layoutView.ts';
import { el, prose, type VNode } from '../dom/vnode.ts';
import { automaticWidth } from '../geometry/rowWidth.ts';
import { layPicture } from '../geometry/sections.ts';
import { openIn, type State } from '../state/panelState.ts';
import { drawHeader } from './header.ts';
import { drawLegend } from './legend.ts';
import { drawMap } from './map.ts';
import { drawOrders } from './orders.ts';
import { drawTable } from './table.ts';
import { drawTagPart } from './tagPart.ts';
import { drawToolbar } from './toolbar.ts';

/** The whole page. */
export function drawPage(state: State): readonly VNode[] {
  const { view, nothing } = state;
  if (view === undefined) return [drawToolbar(state), empty(nothing ?? 'Looking …')];
  return [
    drawToolbar(state),
    el('p', { class: 'status', key: 'status', role: 'status' }, nothing !== undefined && prose(nothing)),
    drawHeader(view),
    ...(view.root.size === undefined ? [] : pictureParts(view, state)),
  ];
}

function pictureParts(view: LayoutView, state: State): readonly VNode[] {
  const { root } = view;
  const parts = [
    drawPicture(view, state),
    drawLegend(root),
    drawTagPart(root),
    drawOrders(root),
    drawTable(root, state.offsets),
  ];
  return parts.filter((part) => part !== undefined);
}

function drawPicture(view: LayoutView, state: State): VNode {
  const { root, pointerSize } = view;
  const width = state.rowWidth === 'auto' ? automaticWidth(root, pointerSize, state.pixels) : state.rowWidth;
  const picture = layPicture(root, width, openIn(state, root));
  return drawMap(picture, {
    offsets: state.offsets,
    id: '',
    ...(state.selected !== undefined && { selected: state.selected }),
  });
}

function empty(text: string): VNode {
  return el('p', { class: 'empty', key: 'empty', role: 'status' }, prose(text));
}
