import type { TypeRow } from '../../../shared/crateTypes.ts';
import { el, prose, type VNode } from '../dom/vnode.ts';
import { bytes, grouped, share } from '../geometry/figures.ts';
import { drawControls, drawProgress, drawSummary } from './controls.ts';
import { type Change, isOneCrate, type Line, linesOf, shortModule, windowOf } from './model.ts';
import { heightsOf, type TypesState } from './state.ts';

/** The whole page: what one picks, how far it is, and the list. */
export function drawTypes(state: TypesState): readonly VNode[] {
  if (state.phase === 'noProject') return [drawEmpty()];
  const lines = linesOf(state.rows, state.before, state.choices);
  const parts = [drawControls(state), drawProgress(state), drawSummary(state, lines), drawList(lines, state)];
  return parts.filter((part) => part !== undefined);
}

function drawEmpty(): VNode {
  return el(
    'div',
    { class: 'emptyView', key: 'empty' },
    el('p', {}, 'No Rust package in this folder.'),
    el('p', {}, prose('Open a folder with a `Cargo.toml`, or a lone `.rs` file to see its types here.')),
    el('button', { type: 'button', class: 'primary', 'data-action': 'openFolder' }, 'Open Folder'),
  );
}

const isSame = (line: Line, key: string | undefined): boolean => lineKey(line) === key;

/** Names a line among all. */
export const lineKey = (line: Line): string => (line.kind === 'group' ? `/${line.module}` : line.row.id);

function drawList(lines: readonly Line[], state: TypesState): VNode {
  const isTable = state.width >= 700;
  const heights = heightsOf(isTable);
  const { first, end, height, tops } = windowOf(lines, heights, state.scrollTop, state.viewHeight);
  const drawn = lines.slice(first, end);
  const current = lines.findIndex((line) => isSame(line, state.current));
  const isInView = current >= first && current < end;
  return el(
    'div',
    {
      class: isTable ? 'list wide' : 'list',
      key: 'list',
      role: 'tree',
      tabindex: '0',
      'aria-label': 'Types of the crate. Enter opens the picture, Alt and Enter only the source.',
      'aria-activedescendant': isInView && `line-${current}`,
      'data-list': true,
    },
    el(
      'div',
      { class: 'sheet', role: 'presentation', style: { height: `${height}px` } },
      drawn.map((line, i) => {
        const look = { top: tops[i] ?? 0, index: first + i, isCurrent: first + i === current };
        return line.kind === 'group' ? drawGroup(line, look) : drawType(line, look, state, isTable);
      }),
    ),
  );
}

interface Look {
  readonly top: number;
  readonly index: number;
  readonly isCurrent: boolean;
}

function lineProps({ top, index, isCurrent }: Look, kind: string, key: string) {
  return {
    class: `line ${kind}${isCurrent ? ' current' : ''}`,
    key,
    id: `line-${index}`,
    role: 'treeitem',
    'data-line': key,
    'aria-selected': String(isCurrent),
    style: { top: `${top}px` },
  };
}

function drawGroup(line: Extract<Line, { kind: 'group' }>, look: Look): VNode {
  const { module, title, count, padding, open } = line;
  const types = `${grouped(count)} ${count === 1 ? 'type' : 'types'}`;
  const lost = padding === 0 ? 'no padding' : `${grouped(padding)} padding`;
  return el(
    'div',
    {
      ...lineProps(look, 'group', lineKey(line)),
      'aria-level': '1',
      'aria-expanded': String(open),
      'aria-label': `${module}, ${types}, ${lost}`,
    },
    el('span', { class: 'chevron', 'aria-hidden': 'true' }),
    el('span', { class: 'module' }, title),
    el('span', { class: 'count' }, grouped(count)),
    el('span', { class: 'lost' }, padding === 0 ? '' : lost),
  );
}

const letters: Record<TypeRow['kind'], string> = { struct: 'S', enum: 'E', union: 'U', future: 'A' };

function drawType(
  line: Extract<Line, { kind: 'type' }>,
  look: Look,
  { choices, rows }: TypesState,
  isTable: boolean,
): VNode {
  const { row, change, position, of } = line;
  const props = {
    ...lineProps(look, 'type', lineKey(line)),
    'aria-level': choices.group ? '2' : '1',
    'aria-posinset': String(position),
    'aria-setsize': String(of),
    'aria-label': spokenRow(row, change),
    title: row.reason ?? '',
  };
  const module = choices.group ? '' : `${shortModule(row.module, isOneCrate(rows))}::`;
  const head = [
    el('span', { class: 'letter', 'aria-hidden': 'true' }, letters[row.kind]),
    el(
      'span',
      { class: 'typeTitle' },
      module !== '' && el('span', { class: 'path' }, module),
      el('span', { class: 'own' }, row.name),
      row.repr !== undefined && el('span', { class: 'repr' }, row.repr),
    ),
  ];
  const size = el('span', { class: 'size' }, sizeText(row));
  const lost = el('span', { class: 'lost' }, lossText(row));
  const drop = el('span', { class: 'drop' }, row.needsDrop === true ? (isTable ? 'needs drop' : 'drop') : '');
  if (isTable) {
    return el(
      'div',
      props,
      ...head,
      size,
      el('span', { class: 'align' }, row.align === undefined ? '?' : String(row.align)),
      drawBar(row),
      lost,
      el(
        'span',
        { class: 'variant' },
        row.largest && `+${grouped(row.largest.excess)} ${row.largest.variant}`,
      ),
      drop,
      drawChange(change),
    );
  }
  return el('div', props, ...head, drawChange(change), size, drawBar(row), lost, drop);
}

/** One value to scale: used by any, needed by the largest variant alone, padding. */
function drawBar({ size = 0, padding = 0, largest }: TypeRow): VNode {
  if (size === 0) return el('span', { class: 'bar none', 'aria-hidden': 'true' });
  const excess = Math.min(largest?.excess ?? 0, size - padding);
  const part = (kind: string, count: number) =>
    count > 0 && el('span', { class: kind, style: { 'flex-grow': String(count / size) } });
  return el(
    'span',
    { class: 'bar', 'aria-hidden': 'true' },
    part('used', size - padding - excess),
    part('excess', excess),
    part('hole', padding),
  );
}

function drawChange(change: Change | undefined): VNode {
  if (change === undefined) return el('span', { class: 'since' });
  if (change.kind === 'new')
    return el('span', { class: 'since' }, el('span', { class: 'chip fresh' }, 'new'));
  const { from, by } = change;
  const sign = by > 0 ? '▲ +' : '▼ −';
  return el(
    'span',
    { class: 'since' },
    el('span', { class: by > 0 ? 'chip grown' : 'chip shrunk' }, `${sign}${grouped(Math.abs(by))}`),
    el('span', { class: 'fromTo' }, `${grouped(from)} → ${grouped(from + by)}`),
  );
}

function sizeText({ size, atLeast, unsized }: TypeRow): string {
  if (size !== undefined) return `${unsized ? '≥ ' : ''}${grouped(size)}`;
  return atLeast === undefined ? '?' : `≥ ${grouped(atLeast)}`;
}

function lossText({ size, padding = 0, largest, reason }: TypeRow): string {
  if (size === undefined) return (reason ?? 'not known').replaceAll('`', '');
  if (padding > 0) return `${grouped(padding)} padding, ${share(padding, size)}`;
  return largest === undefined ? 'no padding' : `${largest.variant} +${grouped(largest.excess)}`;
}

/** "Peer, struct in net, 64 bytes, 7 padding, needs drop." */
function spokenRow(row: TypeRow, change: Change | undefined): string {
  const { name, kind, module, size, padding, largest, needsDrop, reason, atLeast } = row;
  const words = [
    name,
    `${kind === 'future' ? 'future of an async fn' : kind} in ${module}`,
    size === undefined
      ? atLeast === undefined
        ? 'size not known'
        : `at least ${bytes(atLeast)}`
      : bytes(size),
    size === undefined ? (reason ?? '').replaceAll('`', '') : padding ? `${grouped(padding)} padding` : '',
    largest ? `${largest.variant} needs ${grouped(largest.excess)} more than the next variant` : '',
    needsDrop ? 'needs drop' : '',
    change?.kind === 'new' ? 'new since the last commit' : '',
    change?.kind === 'size' ? `${change.by > 0 ? 'grew' : 'shrank'} by ${grouped(Math.abs(change.by))}` : '',
  ];
  return words.filter((word) => word !== '').join(', ');
}
