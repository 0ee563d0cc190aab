import type { HeapView, TypeView } from '../../../shared/layoutView.ts';
import { el, type VNode } from '../dom/vnode.ts';
import { bytes } from '../geometry/figures.ts';
import { type Cell, captionOf, heapPicture } from '../geometry/heapPicture.ts';

/** What a value owns on the heap: for each block the words that lead there, and what lies in it. */
export function drawHeap({ heap = [] }: TypeView): VNode | undefined {
  if (heap.length === 0) return undefined;
  return el(
    'section',
    { class: 'part', key: 'heap', 'aria-label': 'Stack and heap' },
    el('h2', {}, 'Stack and heap'),
    el(
      'div',
      { class: 'heaps' },
      heap.map((one, i) => drawBlock(one, `${one.path.join('.')}-${i}`)),
    ),
  );
}

function drawBlock(heap: HeapView, key: string): VNode {
  const { width, height, words, blocks, arrows } = heapPicture(heap);
  const name = heap.path.length === 0 ? '' : `${heap.path.join('.')}: `;
  return el(
    'figure',
    { class: 'heap', key, 'data-key': heap.path[0], tabindex: '0' },
    el('figcaption', {}, el('span', { class: 'name' }, name), el('span', { class: 'type' }, heap.owner)),
    el(
      'svg',
      { width, height, viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': inWords(heap) },
      words.map(drawCell),
      blocks.map((block) => [
        block.cells.map(drawCell),
        el('text', { class: 'caption', x: block.x, y: block.y + 52 }, block.caption),
      ]),
      arrows.map((path) => [
        el('path', { class: 'arrow', d: path }),
        el('path', { class: 'arrowHead', d: arrowHead(path) }),
      ]),
    ),
  );
}

function drawCell({ x, y, width, height, name, detail, look }: Cell): VNode {
  const middle = x + width / 2;
  return el(
    'g',
    { class: `cell ${look}` },
    el('title', {}, detail === '' ? name : `${name}: ${detail}`),
    el('rect', { x, y, width, height, rx: 3 }),
    el('text', { x: middle, y: y + (detail === '' ? 23 : 17) }, shortened(name, width, 7.4)),
    detail !== '' && el('text', { class: 'detail', x: middle, y: y + 31 }, shortened(detail, width, 6.2)),
  );
}

/** Text that fits into so many pixels, at so many a letter. */
function shortened(text: string, width: number, letter: number): string {
  const room = Math.floor((width - 6) / letter);
  return text.length <= room ? text : `${text.slice(0, Math.max(1, room - 1))}…`;
}

function arrowHead(path: string): string {
  const [y = 0, x = 0] = path.split(/[ MC]/).map(Number).reverse();
  return `M${x - 4} ${y - 3}L${x} ${y + 4}L${x + 4} ${y - 3}Z`;
}

function inWords(heap: HeapView): string {
  const words = heap.words.map(({ name, size }) => `${name}, ${bytes(size)}`).join('; ');
  const contents = heap.contents.map(({ name }) => name).join(' and ');
  return `${heap.owner} holds ${words}. It leads to a block with ${contents}: ${captionOf(heap)}.`;
}
