import type { DropBodyView, LaneView, TimelineView } from '../../../../shared/dropView.ts';
import { el, prose, type VNode } from '../../dom/vnode.ts';
import { columnPitch, laneColumns } from './columns.ts';
import { drawMark } from './drawMark.ts';
import { drawLegend } from './legend.ts';
import { laneMarks } from './marks.ts';
import { rowOf, type TimelineRow, timelineRows } from './rows.ts';
import { commonIndent, sourcePieces } from './sourceText.ts';
import { laneStretches } from './stretches.ts';
import { laneStory, lineRemarks } from './words.ts';

/** What of the page's state a timeline depends on. */
export interface TimelineState {
  /** The line of the cursor, from 1. */
  readonly cursorLine: number;
  /** Folds that are open, by their first lines. */
  readonly open: ReadonlySet<number>;
  /** The lane that is pointed at, as `laneKey` names it. */
  readonly lane?: string;
  /** The lane that the Tab key reaches. */
  readonly reachable?: string;
  /** Of the page, in pixels. */
  readonly width: number;
  /** The lines where another edition drops otherwise, and that edition. */
  readonly differs?: { readonly edition: string; readonly lines: ReadonlySet<number> };
}

export const ROW_HEIGHT = 22;
const EDGE = 4;

/** Names a lane among those of all bodies. */
export function laneKey(body: number, lane: number): string {
  return `${body}.${lane}`;
}

/** The colour of a lane: guards have one of their own. */
export function hueOf(lanes: readonly LaneView[], id: number): string {
  const lane = lanes.find((l) => l.id === id);
  if (lane?.guard) return 'guardHue';
  const plain = lanes.filter((l) => !l.guard);
  return `hue${
    Math.max(
      0,
      plain.findIndex((l) => l.id === id),
    ) % 5
  }`;
}

/** A body's source with a lane for each value: from where it is made to where it is dropped or leaves. */
export function drawTimeline(body: DropBodyView, at: number, state: TimelineState): VNode | false {
  const { timeline } = body;
  if (!timeline) return false;
  const rows = timelineRows(body, timeline, state.open);
  const picture = new Picture(body, timeline, at, rows, state);
  return el(
    'div',
    { class: 'timeline', key: 'timeline' },
    el('div', { class: 'scroller' }, el('div', { class: 'sheet' }, picture.source(), picture.lanes())),
    picture.caption(),
  );
}

class Picture {
  readonly #body: DropBodyView;
  readonly #timeline: TimelineView;
  readonly #at: number;
  readonly #rows: readonly TimelineRow[];
  readonly #state: TimelineState;
  readonly #columns: ReadonlyMap<number, number>;
  readonly #pitch: number;
  readonly #width: number;

  constructor(
    body: DropBodyView,
    timeline: TimelineView,
    at: number,
    rows: readonly TimelineRow[],
    state: TimelineState,
  ) {
    this.#body = body;
    this.#timeline = timeline;
    this.#at = at;
    this.#rows = rows;
    this.#state = state;
    this.#columns = laneColumns(timeline.lanes);
    const count = Math.max(0, ...this.#columns.values()) + 1;
    this.#pitch = columnPitch(count, state.width);
    this.#width = count * this.#pitch + 2 * EDGE;
  }

  /** The lines, with room for the lanes between their numbers and their text. */
  source(): VNode {
    const indent = commonIndent(this.#timeline.lines);
    const current = rowOf(this.#rows, this.#state.cursorLine);
    return el(
      'ol',
      { class: 'rows', style: { '--lanes': `${this.#width}px` } },
      this.#rows.map((row, k) =>
        row.kind === 'fold' ? drawFold(row, k === current) : this.#line(row.line, indent, k === current),
      ),
    );
  }

  #line(line: number, indent: number, isCurrent: boolean): VNode {
    const { firstLine, lines, lanes } = this.#timeline;
    const { differs } = this.#state;
    const source = lines[line - firstLine]!;
    const remarks = lineRemarks(this.#body, line, differs?.lines.has(line) ? differs.edition : undefined);
    const pieces = sourcePieces(source, lanes).map(({ text, lane }, k) => {
      const cut = k === 0 && source.text.trim() !== '' ? text.slice(indent) : text;
      if (lane === undefined) return cut;
      const key = laneKey(this.#at, lane);
      const same = key === this.#state.lane ? ' same' : '';
      return el('span', { class: `laneName ${hueOf(lanes, lane)}${same}`, 'data-lane': key }, cut);
    });
    return el(
      'li',
      {
        class: isCurrent ? 'row current' : 'row',
        key: String(line),
        'aria-current': isCurrent && 'location',
        'data-place': JSON.stringify(source.place),
      },
      el('span', { class: 'number' }, String(line)),
      el('code', { class: 'source' }, pieces),
      remarks.map(({ kind, text }) =>
        el('span', { class: `aside ${kind}`, title: plain(text) }, plain(text)),
      ),
    );
  }

  lanes(): VNode {
    const { lanes } = this.#timeline;
    const height = this.#rows.length * ROW_HEIGHT;
    const name = `The lives of ${lanes.length} ${lanes.length === 1 ? 'value' : 'values'}`;
    const drawn = lanes.map((lane) => this.#lane(lane));
    return el(
      'svg',
      { class: 'lanes', width: this.#width, height, role: 'group', 'aria-label': name },
      this.#scopes(),
      drawn,
    );
  }

  #scopes(): readonly VNode[] {
    const { scopes, lanes, firstLine, lines } = this.#timeline;
    return scopes
      .filter(({ last }) => last < firstLine + lines.length - 1)
      .map(({ first, last }) => {
        const own = lanes.filter((lane) => lane.first >= first && lane.last === last);
        const column = Math.min(...own.map(({ id }) => this.#columns.get(id)!));
        const x = EDGE + column * this.#pitch - 1;
        const y = rowOf(this.#rows, first) * ROW_HEIGHT + 3;
        const bottom = (rowOf(this.#rows, last) + 1) * ROW_HEIGHT - 3;
        const box = { x, y, width: this.#width - x - 1, height: bottom - y, rx: 5 };
        return el('rect', { class: 'scope', key: `scope ${first} ${last}`, ...box });
      });
  }

  #lane(lane: LaneView): VNode {
    const { lanes } = this.#timeline;
    const key = laneKey(this.#at, lane.id);
    const x = EDGE + (this.#columns.get(lane.id)! + 0.5) * this.#pitch;
    const y = (half: number) => (half * ROW_HEIGHT) / 2;
    const marks = laneMarks(lane, this.#body, this.#rows);
    const top = y(2 * rowOf(this.#rows, lane.first));
    const bottom = y(2 * rowOf(this.#rows, lane.last) + 2);
    const reachable = this.#state.reachable ?? laneKey(this.#at, lanes[0]!.id);
    const same = key === this.#state.lane ? ' same' : '';
    return el(
      'g',
      {
        class: `lane ${hueOf(lanes, lane.id)}${lane.guard ? ' guard' : ''}${same}`,
        key,
        role: 'button',
        tabindex: key === reachable || (lane === lanes[0] && !reachable.startsWith(`${this.#at}.`)) ? 0 : -1,
        'data-lane': key,
        'data-place': lane.place && JSON.stringify(lane.place),
        'aria-label': plain(`${lane.label}, ${lane.type}: ${laneStory(lane, this.#body)}`),
      },
      el('rect', { class: 'hit', x: x - this.#pitch / 2, y: top, width: this.#pitch, height: bottom - top }),
      laneStretches(lane, this.#rows).map(({ look, from, to }) =>
        el('line', { class: `stretch ${look}`, x1: x, y1: y(from), x2: x, y2: y(to) }),
      ),
      marks.map((mark) => drawMark(mark, x, y(2 * mark.row + 1), this.#pitch / 2)),
    );
  }

  /** The story of the lane that is pointed at; else what the signs mean. */
  caption(): VNode {
    const { lanes } = this.#timeline;
    const lane = lanes.find(({ id }) => laneKey(this.#at, id) === this.#state.lane);
    if (!lane) return drawLegend(this.#body, lanes);
    return el(
      'p',
      { class: 'caption' },
      el('span', { class: `swatch ${hueOf(lanes, lane.id)}` }),
      el('b', {}, lane.label),
      ' ',
      el('code', {}, lane.type),
      ' ',
      prose(laneStory(lane, this.#body)),
    );
  }
}

function drawFold(
  { first, last }: { readonly first: number; readonly last: number },
  isCurrent: boolean,
): VNode {
  const text = `⋯ ${last - first + 1} lines`;
  return el(
    'li',
    { class: isCurrent ? 'row fold current' : 'row fold', key: `fold ${first}` },
    el('span', { class: 'number' }),
    el(
      'button',
      {
        type: 'button',
        class: 'source',
        'data-unfold': first,
        'aria-label': `Show lines ${first} to ${last}`,
      },
      text,
    ),
  );
}

function plain(text: string): string {
  return text.replaceAll('`', '');
}
