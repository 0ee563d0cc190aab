import assert from 'node:assert/strict';
import { lanesOfType, type OpenState } from '../../../client/webview/geometry/boxes.ts';
import { layRows, type Row } from '../../../client/webview/geometry/rows.ts';
import type { TypeView } from '../../../shared/layoutView.ts';
import { field, hole, pair, scalar, shape, struct, u8, u16, u32 } from './views.ts';

/** A row as text: `0: b 0+4 @0/2, …` with column, columns, level and levels of each box. */
function lines(type: TypeView, width: number, open: OpenState = new Map()): readonly string[] {
  return layRows(lanesOfType(type, open), type.size ?? 0, width).map(line);
}

function line(row: Row): string {
  if (row.kind === 'break') return `${row.from}: … ${row.bytes} of ${row.box?.name}`;
  const boxes = row.segments.map(
    ({ box, column, columns, level, levels }) => `${box.name} ${column}+${columns} @${level}/${levels}`,
  );
  const pins = row.pins.map(({ box, column }) => `${box.name} pinned at ${column}`);
  return `${row.from}: ${[...boxes, ...pins].join(', ')}`;
}

describe('the rows of a picture', () => {
  it('hold the pieces at their bytes', () =>
    assert.deepEqual(lines(pair, 8), ['0: b 0+4 @0/1, a 4+1 @0/1, padding 5+3 @0/1']));

  it('cut a box that goes on in the next row', () =>
    assert.deepEqual(lines(pair, 2), [
      '0: b 0+2 @0/1',
      '2: b 0+2 @0/1',
      '4: a 0+1 @0/1, padding 1+1 @0/1',
      '6: padding 0+2 @0/1',
    ]));

  it('leave out the middle of a long box', () => {
    const type = struct('Page', 4100, [
      field('a', 0, 0, scalar('[u8; 4096]', 4096)),
      field('b', 1, 4096, u32),
    ]);
    assert.deepEqual(lines(type, 16), [
      '0: a 0+16 @0/1',
      '16: … 4064 of a',
      '4080: a 0+16 @0/1',
      '4096: b 0+4 @0/1',
    ]);
  });

  it('take no time for a type of many gigabytes', () => {
    const size = 2 ** 40;
    assert.equal(lines(struct('Huge', size, [field('a', 0, 0, scalar('[u8; …]', size))]), 8).length, 3);
  });

  it('make room for what is open, and stretch the rest', () => {
    const outer = struct('Outer', 12, [field('pair', 0, 0, pair), field('c', 1, 8, u16), hole(10, 2)]);
    assert.deepEqual(lines(outer, 12, new Map([['pair', true]])), [
      '0: pair 0+8 @0/1, b 0+4 @1/1, a 4+1 @1/1, padding 5+3 @1/1, c 8+2 @0/2, padding 10+2 @0/2',
    ]);
  });

  it('need more height only where something is open', () => {
    const outer = struct('Outer', 16, [field('pair', 0, 0, pair), field('c', 1, 8, scalar('u64', 8))]);
    assert.deepEqual(lines(outer, 8, new Map([['pair', true]]))[1], '8: c 0+8 @0/1');
  });

  it("put a union's fields one below the other", () => {
    const union: TypeView = {
      ...struct('U', 4, [field('a', 0, 0, u8), field('b', 1, 0, u32)]),
      kind: 'union',
    };
    assert.deepEqual(lines(union, 4), ['0: a 0+1 @0/1, other members 1+3 @0/1, b 0+4 @1/1']);
  });

  it("stack an open enum's variants over the same bytes", () => {
    const outer = struct('Outer', 12, [field('s', 0, 0, shape)]);
    const [row] = lines(outer, 12, new Map([['s', true]]));
    assert.equal(
      row,
      '0: s 0+12 @0/1, Dot · tag = 0 0+12 @1/1, ' +
        'Line · tag = 1 0+12 @2/1, tag = 1 0+4 @3/1, 0 4+4 @3/1, padding 8+4 @3/1, ' +
        'Box · tag = 2 0+12 @4/1, tag = 2 0+4 @5/1, 0 4+4 @5/1, 1 8+4 @5/1',
    );
  });

  it('pin what has no size', () => {
    const type = struct('Z', 4, [field('a', 0, 0, u32), field('unit', 1, 4, scalar('()', 0))]);
    assert.deepEqual(lines(type, 4), ['0: a 0+4 @0/1, unit pinned at 4']);
  });

  it('are one empty row for a type without bytes', () =>
    assert.deepEqual(lines(struct('Unit', 0, [field('a', 0, 0, scalar('()', 0))]), 8), ['0: a pinned at 0']));

  it('put a few elements of an array and the rest in one', () => {
    const elements = Array.from({ length: 64 }, (_, i) => field(`[${i}]`, i, i, u8));
    const array: TypeView = {
      ...struct('[u8; 100]', 100, elements),
      kind: 'array',
      count: '100',
      folded: true,
    };
    const rows = lines(struct('A', 100, [field('a', 0, 0, array)]), 64, new Map([['a', true]]));
    assert.match(rows[0] ?? '', /\[7\] 7\+1 @1\/1, 92 more 8\+56 @1\/1$/);
    assert.equal(rows[1], '64: a 0+36 @0/1, 92 more 0+36 @1/1');
  });

  it('mark where cache lines start', () => {
    const type = struct('A', 72, [field('a', 0, 0, scalar('[u64; 9]', 72))]);
    const rows = layRows(lanesOfType(type, new Map()), 72, 24);
    assert.deepEqual(
      rows.map((row) => row.kind === 'bytes' && row.cacheLines),
      [[], [], [16]],
    );
  });

  it('carry the words of a box on its longest part', () => {
    const type = struct('A', 12, [
      field('a', 0, 0, scalar('[u8; 2]', 2)),
      field('b', 1, 2, scalar('[u8; 10]', 10)),
    ]);
    const rows = layRows(lanesOfType(type, new Map()), 12, 4);
    const main = rows.flatMap((row) => (row.kind === 'bytes' ? row.segments.filter((s) => s.isMain) : []));
    assert.deepEqual(
      main.map(({ box, columns }) => `${box.name} ${columns}`),
      ['a 2', 'b 4'],
    );
  });

  it('open a wrapper down to where there is something to see', () => {
    const vec = struct('Vec<u8>', 8, [field('ptr', 0, 0, u32), field('len', 1, 4, u32)]);
    const string = struct('String', 8, [field('vec', 0, 0, vec)]);
    const rows = lines(struct('A', 8, [field('name', 0, 0, string)]), 8, new Map([['name', true]]));
    assert.deepEqual(rows, ['0: name 0+8 @0/1, vec 0+8 @1/1, ptr 0+4 @2/1, len 4+4 @2/1']);
  });
});
