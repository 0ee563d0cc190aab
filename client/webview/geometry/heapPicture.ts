import type { HeapPart, HeapView, HeapWord } from '../../../shared/layoutView.ts';
import { bytes } from './figures.ts';

/** The picture of one heap block and the words that lead to it, in pixels. */
export interface HeapPicture {
  readonly width: number;
  readonly height: number;
  /** The owner's words, in a row. */
  readonly words: readonly Cell[];
  /** The block, and a trait object's table of functions. */
  readonly blocks: readonly Block[];
  /** Paths of arrows from words to blocks. */
  readonly arrows: readonly string[];
}

export interface Cell {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly name: string;
  readonly detail: string;
  readonly look: 'word' | 'pointer' | 'count' | 'value' | 'spare' | 'more' | 'control' | 'static';
}

export interface Block {
  readonly cells: readonly Cell[];
  readonly caption: string;
  readonly x: number;
  readonly y: number;
}

const top = 2;
const cellHeight = 38;
const drop = 34;
const wordWidth = 88;
const blockTop = top + cellHeight + drop;
const captionHeight = 20;

/** Lays out the words of a handle above what they lead to. */
export function heapPicture(heap: HeapView): HeapPicture {
  const words = heap.words.map(
    (word, i): Cell => ({
      x: 2 + i * wordWidth,
      y: top,
      width: wordWidth,
      height: cellHeight,
      name: word.name,
      detail: `@${word.offset} · ${bytes(word.size)}`,
      look: word.pointsTo === undefined ? 'word' : 'pointer',
    }),
  );
  const blocks = blocksOf(heap);
  const cells = [...words, ...blocks.flatMap((block) => block.cells)];
  const captions = blocks.map((block) => block.x + block.caption.length * 6.6);
  return {
    width: Math.max(...cells.map((cell) => cell.x + cell.width), ...captions, 0) + 2,
    height: blockTop + cellHeight + captionHeight,
    words,
    blocks,
    arrows: heap.words.flatMap((word, i) => arrow(word, words[i], blocks)),
  };
}

function blocksOf(heap: HeapView): readonly Block[] {
  const block = { x: 2, y: blockTop, caption: captionOf(heap), cells: cellsInRow(2, contentsOf(heap)) };
  if (!heap.words.some((word) => word.pointsTo === 'vtable')) return [block];
  const end = block.cells.at(-1);
  const x = Math.max(2 + 2.5 * wordWidth, (end === undefined ? 0 : end.x + end.width) + 36);
  const parts = ['drop', 'size', 'align', 'methods …'].map((name) => ({ name, look: 'static' as const }));
  return [block, { x, y: blockTop, caption: 'vtable, in static memory', cells: cellsInRow(x, parts) }];
}

interface Part {
  readonly name: string;
  readonly detail?: string;
  readonly look: Cell['look'];
}

function contentsOf(heap: HeapView): readonly Part[] {
  const values = heap.contents.map(value);
  const element = values[0] ?? { name: '?', look: 'value' };
  switch (heap.kind) {
    case 'value':
      return values;
    case 'buffer':
      return [element, element, { name: '…', look: 'more' }, { ...element, name: 'spare', look: 'spare' }];
    case 'counted':
      return [...heap.header.map((part): Part => ({ ...value(part), look: 'count' })), ...values];
    case 'table':
      return [
        { name: '…', look: 'more' },
        element,
        element,
        { name: 'control', detail: '1 byte each', look: 'control' },
      ];
    case 'nodes':
      return [...values, { name: '…', look: 'more' }, { name: 'links', look: 'pointer' }];
  }
}

const value = ({ name, size }: HeapPart): Part => ({
  name,
  detail: size === undefined ? 'size known at run time' : bytes(size),
  look: 'value',
});

function cellsInRow(left: number, parts: readonly Part[]): readonly Cell[] {
  let x = left;
  return parts.map(({ name, detail = '', look }) => {
    const letters = Math.max(name.length * 7.4, detail.length * 6.2);
    const width = look === 'more' ? 34 : Math.min(190, Math.max(64, letters + 18));
    const cell = { x, y: blockTop, width, height: cellHeight, name, detail, look };
    x += width;
    return cell;
  });
}

/** The size of the block in words. */
export function captionOf({ kind, contents, header }: HeapView): string {
  const [content] = contents;
  const size = content?.size;
  const isEmpty = size === 0 && (kind === 'value' || kind === 'buffer');
  if (isEmpty) return 'no bytes: nothing is allocated';
  switch (kind) {
    case 'value':
      return size === undefined ? 'one value, its size known at run time' : `one value: ${bytes(size)}`;
    case 'buffer':
      return size === undefined ? 'cap elements' : `cap × ${bytes(size)}, the first len of them in use`;
    case 'counted': {
      const counts = header.reduce((sum, part) => sum + (part.size ?? 0), 0);
      return `${bytes(counts)} of counts, then ${size === undefined ? 'the value' : bytes(size)}; shared by clones`;
    }
    case 'table':
      return size === undefined
        ? 'buckets, a control byte each'
        : `buckets × (${bytes(size)} + a control byte)`;
    case 'nodes':
      return 'nodes, each a block of its own';
  }
}

/** From the middle of a word down to the block that it points to; a table is pointed to at its control bytes. */
function arrow(word: HeapWord, from: Cell | undefined, blocks: readonly Block[]): readonly string[] {
  if (word.pointsTo === undefined || from === undefined) return [];
  const block = word.pointsTo === 'vtable' ? blocks[1] : blocks[0];
  const target = block?.cells.find((cell) => cell.look === 'control') ?? block?.cells[0];
  if (target === undefined) return [];
  const x1 = from.x + from.width / 2;
  const x2 = target.look === 'control' ? target.x + 10 : target.x + Math.min(24, target.width / 2);
  const y1 = from.y + from.height;
  const y2 = target.y - 5;
  const middle = (y1 + y2) / 2;
  return [`M${x1} ${y1}C${x1} ${middle} ${x2} ${middle} ${x2} ${y2}`];
}
