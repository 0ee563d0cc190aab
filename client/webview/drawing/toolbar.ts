import { el, type VNode } from '../dom/vnode.ts';
import { asReprC } from '../geometry/reprC.ts';
import { rowWidths } from '../geometry/rowWidth.ts';
import type { State } from '../state/panelState.ts';

/** The line of controls on top; `data-action` says what a click does (app/actions.ts). */
export function drawToolbar(state: State): VNode {
  return el(
    'div',
    { class: 'toolbar', key: 'toolbar', role: 'toolbar', 'aria-label': 'Picture' },
    toggle('follow', 'Follow cursor', state.following, 'Show the type at the cursor whenever it moves'),
    toggle('hex', 'Hex', state.offsets === 'hex', 'Offsets in hexadecimal'),
    widthChoice(state),
    state.view !== undefined && compareChoice(state),
    el('span', { class: 'space' }),
    state.view !== undefined && exportMenu(state.menuOpen),
  );
}

function toggle(action: string, label: string, on: boolean, title: string): VNode {
  return el(
    'button',
    { type: 'button', class: 'tool', 'data-action': action, 'aria-pressed': String(on), title, key: action },
    label,
  );
}

function widthChoice({ rowWidth }: State): VNode {
  const choices = ['auto', ...rowWidths].map((width) =>
    el(
      'option',
      { value: String(width), selected: width === rowWidth },
      width === 'auto' ? 'auto' : `${width}`,
    ),
  );
  return el(
    'label',
    { class: 'choice', key: 'width', title: 'Bytes in a row' },
    'Row',
    el('select', { 'data-choose': 'rowWidth' }, choices),
  );
}

/** Targets that differ from each other in pointers, alignments or both. */
const targets = [
  'x86_64-unknown-linux-gnu',
  'i686-unknown-linux-gnu',
  'aarch64-apple-darwin',
  'x86_64-pc-windows-msvc',
  'wasm32-unknown-unknown',
  'thumbv7em-none-eabihf',
  'avr-none',
] as const;

function compareChoice({ view, comparing }: State): VNode {
  const now = comparing?.kind === 'target' ? comparing.target : (comparing?.kind ?? '');
  const option = (value: string, text: string) => el('option', { value, selected: value === now }, text);
  const canOrder = view !== undefined && asReprC(view.root) !== undefined;
  return el(
    'label',
    { class: 'choice', key: 'compare', title: 'Hold it against another layout' },
    'Compare',
    el(
      'select',
      { 'data-choose': 'compare' },
      option('', 'with nothing'),
      canOrder && option('reprC', 'declared order, as repr(C)'),
      targets.filter((target) => target !== view?.target).map((target) => option(target, target)),
    ),
  );
}

const exports = [
  ['copyMarkdown', 'Copy Markdown'],
  ['saveSvg', 'Save SVG …'],
  ['savePng', 'Save PNG …'],
  ['saveMarkdown', 'Save Markdown …'],
  ['saveJson', 'Save JSON …'],
] as const;

function exportMenu(isOpen: boolean): VNode {
  return el(
    'div',
    { class: 'menu', key: 'menu' },
    el(
      'button',
      {
        type: 'button',
        class: 'tool',
        'data-action': 'menu',
        'aria-haspopup': 'menu',
        'aria-expanded': String(isOpen),
      },
      'Export',
    ),
    isOpen &&
      el(
        'div',
        { class: 'menuItems', role: 'menu' },
        exports.map(([action, label]) =>
          el('button', { type: 'button', role: 'menuitem', 'data-action': action, key: action }, label),
        ),
      ),
  );
}
