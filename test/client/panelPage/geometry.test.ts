import assert from 'node:assert/strict';
import { lanesOfType } from '../../../client/webview/geometry/boxes.ts';
import {
  byteRange,
  grouped,
  patternCount,
  patternText,
  share,
} from '../../../client/webview/geometry/figures.ts';
import { heapPicture } from '../../../client/webview/geometry/heapPicture.ts';
import { capacitySteps, lifeOf } from '../../../client/webview/geometry/life.ts';
import { connectionPath, connections, ordersOf } from '../../../client/webview/geometry/orders.ts';
import { asReprC } from '../../../client/webview/geometry/reprC.ts';
import { automaticWidth } from '../../../client/webview/geometry/rowWidth.ts';
import { layPicture, markOnRow } from '../../../client/webview/geometry/sections.ts';
import { tableOf } from '../../../client/webview/geometry/table.ts';
import { variantMeaning } from '../../../client/webview/geometry/tagWords.ts';
import { spoken } from '../../../client/webview/geometry/words.ts';
import type { HeapView, TypeView } from '../../../shared/layoutView.ts';
import { field, hole, option, pair, shape, struct, u8, u32, u64, variant } from './views.ts';

const meanings = (type: TypeView) => (type.variants ?? []).map((v) => variantMeaning(type, v));

describe('the words of a picture', () => {
  it('read a box to a screen reader', () => {
    const [lane = []] = lanesOfType(pair, new Map());
    assert.deepEqual(
      lane.map((box) => spoken(box)),
      [
        'b u32 @0 · 4 bytes, field, bytes 0 to 3',
        'a u8 @4 · 1 byte, field, byte 4',
        '3 of padding, bytes 5 to 7',
      ],
    );
  });

  it('say which tag means which variant', () =>
    assert.deepEqual(meanings(shape), [
      '`Dot` = 0 in the tag, bytes 0 to 3',
      '`Line` = 1 in the tag, bytes 0 to 3',
      '`Box` = 2 in the tag, bytes 0 to 3',
    ]));

  it('say which niche means which variant', () =>
    assert.deepEqual(meanings(option), [
      '`None` = 0 in `Some.0…pointer`, bytes 0 to 7',
      '`Some` = any other value of `Some.0…pointer`, which is its own data',
    ]));

  it('write numbers so that they can be read', () => {
    assert.equal(grouped(1234567), '1,234,567');
    assert.equal(share(1, 8), '12.5 %');
    assert.equal(share(0, 0), '0 %');
    assert.equal(byteRange(3, 0), 'no bytes, at offset 3');
    assert.equal(patternText('9223372036854775808'), '0x8000000000000000');
    assert.equal(patternText('-1'), '-1');
    assert.equal(patternCount('254'), '254');
    assert.equal(patternCount('9223372036854775808'), '2⁶³');
    assert.equal(patternCount('18446744073709551613'), 'about 2⁶⁴');
  });
});

describe('the sections of a picture', () => {
  it('are one for each variant, all on the same ruler', () => {
    const { sections, width } = layPicture(shape, 12, new Map());
    assert.deepEqual(
      sections.map(({ key, rows }) => [key, rows.length]),
      [
        ['Dot', 1],
        ['Line', 1],
        ['Box', 1],
      ],
    );
    assert.equal(width, 12);
  });

  it('are one for all variants without data, where they are many', () => {
    const tag = { kind: 'tag', offset: 0, size: 1 } as const;
    const variants = ['A', 'B', 'C'].map((name, i) => variant(name, i, [tag], { tagValue: String(i) }));
    const kind: TypeView = { ...struct('Kind', 1, [tag]), kind: 'enum', variants };
    const [only, ...others] = layPicture(kind, 1, new Map()).sections;
    assert.deepEqual(
      only?.together?.map(({ name }) => name),
      ['A', 'B', 'C'],
    );
    assert.equal(others.length, 0);
  });

  it('mark the bytes of a tag on the rows that they lie in', () => {
    const mark = { kind: 'tag', offset: 6, size: 4 } as const;
    assert.deepEqual(markOnRow(mark, 0, 8), { column: 6, columns: 2 });
    assert.deepEqual(markOnRow(mark, 8, 8), { column: 0, columns: 2 });
    assert.equal(markOnRow(mark, 16, 8), undefined);
  });
});

describe('the width of a row', () => {
  const width = (size: number, pixels: number, more: object = {}) =>
    automaticWidth({ ...struct('A', size, []), ...more }, 8, pixels);

  it('is the size of a small type', () => assert.equal(width(12, 700), 12));
  it('is two words for larger ones', () => assert.equal(width(200, 700), 16));
  it('grows with the type', () => assert.deepEqual([width(1000, 1200), width(4096, 1200)], [32, 64]));
  it('is kept to what the room allows', () => assert.equal(width(4096, 300), 16));
  it('keeps an enum on one row for longer', () => assert.equal(width(40, 900, { variants: [] }), 40));
});

describe('the orders of the fields', () => {
  const orders = ordersOf({ ...pair, dropOrder: ['a'] });

  it('stand side by side', () =>
    assert.deepEqual(
      orders.map(({ names }) => names),
      [['a', 'b'], ['b', 'a'], ['a']],
    ));
  it('are left out where memory order is the declared one', () =>
    assert.deepEqual(ordersOf(struct('A', 1, [field('a', 0, 0, u8)])), []));
  it('are connected field by field', () => {
    const [declared, memory] = orders;
    assert.ok(declared && memory);
    assert.deepEqual(connections(declared, memory), [
      { name: 'a', from: 0, to: 1 },
      { name: 'b', from: 1, to: 0 },
    ]);
  });
  it('are joined by curves from middle to middle', () =>
    assert.equal(connectionPath({ name: 'a', from: 0, to: 1 }, 40, 20), 'M0 10C20 10 20 30 40 30'));
});

describe('a struct in the order of its declaration', () => {
  it('gets the holes of repr(C)', () => {
    const type = struct('S', 16, [field('b', 1, 0, u64), field('a', 0, 8, u8), field('c', 2, 9, u8)]);
    const other = asReprC(type);
    assert.deepEqual(
      other?.pieces.map(
        (piece) => `${piece.kind === 'field' ? piece.name : piece.kind} ${piece.offset}+${piece.size}`,
      ),
      ['a 0+1', 'padding 1+7', 'b 8+8', 'c 16+1', 'padding 17+7'],
    );
    assert.deepEqual([other?.size, other?.padding], [24, 14]);
  });

  it('is none for enums', () => assert.equal(asReprC(shape), undefined));
});

describe('the table', () => {
  it('lists pieces in memory order', () =>
    assert.deepEqual(
      tableOf(pair).map(({ offset, size, name, type }) => `${offset} ${size} ${name}: ${type}`),
      ['0 4 b: u32', '4 1 a: u8', '5 3 padding: makes the size a multiple of the alignment'],
    ));
  it('lists the pieces of each variant', () =>
    assert.deepEqual(
      tableOf(shape).map(({ variant: name, kind }) => `${name} ${kind}`),
      [
        'Dot tag',
        'Dot padding',
        'Line tag',
        'Line field',
        'Line padding',
        'Box tag',
        'Box field',
        'Box field',
      ],
    ));
});

const vec: HeapView = {
  path: ['list'],
  owner: 'Vec<u32>',
  kind: 'buffer',
  words: [
    { name: 'cap', offset: 0, size: 8 },
    { name: 'ptr', offset: 8, size: 8, pointsTo: 'block' },
    { name: 'len', offset: 16, size: 8 },
  ],
  header: [],
  contents: [{ name: 'u32', size: 4 }],
};

describe('the picture of a heap block', () => {
  it('points from a word to the block below', () => {
    const { words, blocks, arrows } = heapPicture(vec);
    assert.deepEqual(
      words.map(({ name, look }) => `${name} ${look}`),
      ['cap word', 'ptr pointer', 'len word'],
    );
    assert.equal(blocks[0]?.caption, 'cap × 4 bytes, the first len of them in use');
    assert.equal(arrows.length, 1);
  });

  it('has a table of functions for a trait object', () => {
    const words = [
      { name: 'ptr', offset: 0, size: 8, pointsTo: 'block' },
      { name: 'vtable', offset: 8, size: 8, pointsTo: 'vtable' },
    ] as const;
    const { blocks, arrows } = heapPicture({
      ...vec,
      kind: 'value',
      words,
      contents: [{ name: 'dyn Fn()' }],
    });
    assert.deepEqual(
      blocks[1]?.cells.map(({ name }) => name),
      ['drop', 'size', 'align', 'methods …'],
    );
    assert.equal(arrows.length, 2);
  });
});

describe("a value's life", () => {
  it('goes from creation to the last drop', () => {
    const type = struct('A', 24, [], { isCopy: false, needsDrop: true, heap: [vec], dropOrder: ['list'] });
    assert.deepEqual(
      lifeOf(type).map(({ title, lines }) => `${title}: ${lines.join('; ')}`),
      [
        'created: 24 bytes in place: on the stack, or inside what owns it; on the heap: what `list` owns',
        'moved: copies 24 bytes, and the old place is dead; what is on the heap stays where it is',
        'grown: `list`, pushed one by one: capacity 0, 4, 8, 16, 32 … (16, 32, 64, 128 bytes)',
        'dropped: `list`: its elements, then the buffer',
      ],
    );
  });

  it("ends with the type's own Drop before its fields", () => {
    const type = struct('A', 24, [], {
      needsDrop: true,
      ownDrop: true,
      heap: [vec],
      dropOrder: ['list', 'more'],
    });
    assert.deepEqual(lifeOf(type).at(-1)?.lines, [
      '1. its own `Drop::drop`',
      '2. `list`: its elements, then the buffer',
      '3. `more`',
    ]);
  });

  it('knows how a Vec grows', () =>
    assert.deepEqual(
      [capacitySteps(1, 3), capacitySteps(2000, 3)],
      [
        [8, 16, 32],
        [1, 2, 4],
      ],
    ));
});

describe('many variants', () => {
  const many = (count: number) => {
    const variants = Array.from({ length: count }, (_, i) =>
      variant(`V${i}`, i, i % 10 === 0 ? [field('0', 0, 0, u32)] : [field('0', 0, 0, u8), hole(1, 3, true)], {
        usedSize: i % 10 === 0 ? 4 : 1,
      }),
    );
    return layPicture({ ...shape, size: 4, variants }, 8, new Map());
  };

  it('are drawn once for each shape, the largest first', () => {
    const { sections } = many(1000);
    assert.deepEqual(
      sections.map(({ together = [] }) => together.length),
      [100, 900],
    );
  });

  it('are drawn each where they are few', () => assert.equal(many(20).sections.length, 20));
});
