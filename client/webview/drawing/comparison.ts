import type { LayoutView, TypeView } from '../../../shared/layoutView.ts';
import { el, prose, type VNode } from '../dom/vnode.ts';
import { bytes, share } from '../geometry/figures.ts';
import { asReprC } from '../geometry/reprC.ts';
import { automaticWidth } from '../geometry/rowWidth.ts';
import { layPicture } from '../geometry/sections.ts';
import { openIn, type State } from '../state/panelState.ts';
import { drawMap } from './map.ts';

/** What the picture is held against: another order of the fields, or another target. */
export interface Rival {
  readonly title: string;
  /** Absent while it is asked for, and where there is none. */
  readonly type?: TypeView;
  readonly reason?: string;
}

/** The picture of a type, beside the one that it is compared with, if any. */
export function drawPictures(view: LayoutView, state: State): VNode {
  const rival = rivalOf(view, state);
  const isWide = rival !== undefined && state.pixels >= 820;
  const pixels = isWide ? state.pixels / 2 - 70 : state.pixels - 50;
  const width = widthFor(view, rival, state, pixels);
  if (rival === undefined) return drawOne(view.root, 'own', width, state);
  const here = state.comparing?.kind === 'reprC' ? 'as rustc lays it out' : `here: ${view.target}`;
  const own = column(here, view.root, drawOne(view.root, 'own', width, state));
  const other = rival.type
    ? column(rival.title, rival.type, drawOne(rival.type, 'rival', width, state), view.root)
    : el('div', { class: 'rival', key: 'wait' }, el('h3', {}, rival.title), waiting(rival));
  return el('div', { class: isWide ? 'compare wide' : 'compare', key: 'pictures' }, own, other);
}

const waiting = ({ reason }: Rival): VNode => el('p', {}, prose(reason ?? 'Asking …'));

function rivalOf(view: LayoutView, { comparing }: State): Rival | undefined {
  if (comparing === undefined) return undefined;
  if (comparing.kind === 'reprC') {
    const type = asReprC(view.root);
    return type && { title: 'as declared, with repr(C)', type };
  }
  const { target, view: other, reason } = comparing;
  const type = other?.root;
  if (type !== undefined && type.size === undefined) {
    return { title: target, reason: type.reason ?? 'Its size is not known there.' };
  }
  return { title: target, ...(type && { type }), ...(reason !== undefined && { reason }) };
}

function widthFor(view: LayoutView, rival: Rival | undefined, state: State, pixels: number): number {
  if (state.rowWidth !== 'auto') return state.rowWidth;
  const largest = (rival?.type?.size ?? 0) > (view.root.size ?? 0) ? rival?.type : view.root;
  return automaticWidth(largest ?? view.root, view.pointerSize, pixels);
}

function drawOne(type: TypeView, id: string, width: number, state: State): VNode {
  return drawMap(layPicture(type, width, openIn(state, type)), {
    offsets: state.offsets,
    id,
    expanded: (key) => openIn(state, type).get(key) === true,
    ...(state.selected !== undefined && { selected: state.selected }),
  });
}

function column(title: string, type: TypeView, map: VNode, against?: TypeView): VNode {
  const { size = 0, padding = 0 } = type;
  const differs = against?.size !== undefined && against.size !== size;
  const change = differs ? size - (against.size ?? 0) : 0;
  return el(
    'div',
    { class: 'rival', key: title },
    el('h3', {}, title),
    el(
      'p',
      { class: 'rivalFigures' },
      el('strong', {}, bytes(size)),
      differs &&
        el('span', { class: change > 0 ? 'more' : 'less' }, `${change > 0 ? '+' : '−'}${Math.abs(change)}`),
      ` align ${type.align ?? '?'} · ${padding === 0 ? 'no padding' : `${padding} padding (${share(padding, size)})`}`,
    ),
    map,
  );
}
