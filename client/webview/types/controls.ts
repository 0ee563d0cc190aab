import { el, prose, type VNode } from '../dom/vnode.ts';
import { grouped } from '../geometry/figures.ts';
import { changeOf, type Line, type Sort } from './model.ts';
import type { TypesState } from './state.ts';

const sortNames: readonly (readonly [Sort, string])[] = [
  ['size', 'size'],
  ['padding', 'padding'],
  ['share', 'share of padding'],
  ['excess', 'largest variant'],
  ['align', 'align'],
  ['change', 'change since HEAD'],
  ['name', 'name'],
];

/** What the list is filtered, sorted and grouped by. */
export function drawControls({ choices, before }: TypesState): VNode {
  const option = (value: string, text: string, isPicked: boolean) =>
    el('option', { value, selected: isPicked }, text);
  return el(
    'div',
    { class: 'controls', key: 'controls', role: 'group', 'aria-label': 'List' },
    el('input', {
      type: 'text',
      class: 'filter',
      'data-filter': true,
      'aria-label': 'Filter: name, module, or size>64',
      placeholder: 'Filter: name, module, or size>64',
      spellcheck: 'false',
      value: choices.filter,
    }),
    el(
      'label',
      { class: 'choice' },
      'Sort',
      el(
        'select',
        { 'data-choose': 'sort' },
        sortNames.map(([value, text]) => option(value, text, value === choices.sort)),
      ),
    ),
    el(
      'button',
      {
        type: 'button',
        class: 'tool',
        'data-action': 'turn',
        title: 'Turn the order round',
        'aria-label': choices.descending ? 'Largest first' : 'Smallest first',
      },
      choices.descending ? '↓' : '↑',
    ),
    el(
      'label',
      { class: 'choice' },
      'Group',
      el(
        'select',
        { 'data-choose': 'group' },
        option('module', 'module', choices.group),
        option('none', 'none', !choices.group),
      ),
    ),
    typeof before === 'object' &&
      el(
        'button',
        {
          type: 'button',
          class: 'tool',
          'data-action': 'onlyChanged',
          'aria-pressed': String(choices.onlyChanged),
        },
        'Changed since HEAD',
      ),
  );
}

/** How far the list is, and the way to stop it. */
export function drawProgress({ phase, progress, rows }: TypesState): VNode | undefined {
  if (phase === 'cancelled') {
    return el(
      'p',
      { class: 'note', key: 'progress', role: 'status' },
      `Stopped after ${grouped(rows.length)} types. `,
      el('button', { type: 'button', class: 'link', 'data-action': 'refresh' }, 'List all'),
    );
  }
  if (phase !== 'listing' && phase !== 'starting') return undefined;
  const { done = 0, total = 0, stage } = progress ?? {};
  const what = stage === 'uses' ? 'reading where generic types are used' : 'laying out types';
  const words = total === 0 ? 'Reading the crate …' : `${what}: ${Math.floor((done / total) * 100)} %`;
  return el(
    'div',
    { class: 'progress', key: 'progress' },
    el('progress', { max: String(Math.max(1, total)), value: String(done), 'aria-label': 'Progress' }),
    el('span', { role: 'status' }, `${words} · ${grouped(rows.length)} so far `),
    el('button', { type: 'button', class: 'link', 'data-action': 'cancel' }, 'Cancel'),
  );
}

/** How many types there are, what they lose, and what that holds for. */
export function drawSummary(state: TypesState, lines: readonly Line[]): VNode | undefined {
  const { rows, done, phase, choices } = state;
  if (rows.length === 0 && phase !== 'complete') return undefined;
  const padding = rows.reduce((sum, row) => sum + (row.padding ?? 0), 0);
  const unknown = rows.filter(({ size }) => size === undefined).length;
  const shown = lines.reduce((sum, line) => sum + (line.kind === 'type' ? 1 : line.open ? 0 : line.count), 0);
  const isPart = choices.filter.trim() !== '' || choices.onlyChanged;
  const count = isPart ? `\`${grouped(shown)} of ${grouped(rows.length)}\`` : grouped(rows.length);
  return el(
    'div',
    { class: 'summary', key: 'summary' },
    el(
      'p',
      { role: 'status' },
      prose(`${count} types, ${grouped(padding)} bytes of padding in one of each`.replaceAll('`', '')),
      unknown > 0 && `; of ${grouped(unknown)} the size isn't known`,
    ),
    done && el('p', { class: 'holdsFor' }, done.crates.join(', ')),
    done && el('p', { class: 'holdsFor' }, `rustc ${done.release} · ${done.target}`),
    drawSince(state),
  );
}

function drawSince({ rows, before }: TypesState): VNode | false {
  if (before === undefined) return false;
  const changes = rows.map((row) => changeOf(row, before)).filter((change) => change !== undefined);
  const grown = changes.filter((change) => change.kind === 'size' && change.by > 0).length;
  const fresh = changes.filter(({ kind }) => kind === 'new').length;
  const shrunk = changes.length - grown - fresh;
  const words = [
    grown > 0 && `${grouped(grown)} grew`,
    shrunk > 0 && `${grouped(shrunk)} shrank`,
    fresh > 0 && `${grouped(fresh)} new`,
  ].filter((word) => typeof word === 'string');
  return el(
    'p',
    { class: 'holdsFor' },
    `Since HEAD: ${words.length > 0 ? words.join(', ') : 'no size changed'}`,
  );
}
