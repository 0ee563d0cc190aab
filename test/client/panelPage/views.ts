import type { FieldPiece, PieceView, TypeView, VariantView } from '../../../shared/layoutView.ts';

/** Small pictures to draw, made by hand. */

export function scalar(name: string, size: number): TypeView {
  return { name, kind: 'scalar', warrant: 'guaranteed', size, align: Math.max(1, size), pieces: [] };
}

export function field(name: string, index: number, offset: number, type: TypeView): FieldPiece {
  const { size = 0, align = 1 } = type;
  const place = { path: '/a.rs', start: index * 10, end: index * 10 + name.length };
  return { kind: 'field', name, index, offset, size, align, type, place };
}

export function hole(offset: number, size: number, trailing = false): PieceView {
  return { kind: 'padding', offset, size, trailing };
}

export function struct(
  name: string,
  size: number,
  pieces: readonly PieceView[],
  more: object = {},
): TypeView {
  const align = Math.max(1, ...pieces.map((piece) => (piece.kind === 'field' ? piece.align : 1)));
  return { name, kind: 'struct', warrant: 'exact', size, align, pieces, ...more };
}

export function variant(
  name: string,
  index: number,
  pieces: readonly PieceView[],
  more: object = {},
): VariantView {
  const unused = pieces.reduce((sum, piece) => (piece.kind === 'padding' ? sum + piece.size : sum), 0);
  const head = { name, index, discriminant: String(index), usedSize: 0 };
  return { ...head, pieces, uninhabited: false, unused, ...more };
}

export const u8 = scalar('u8', 1);
export const u16 = scalar('u16', 2);
export const u32 = scalar('u32', 4);
export const u64 = scalar('u64', 8);

/** `struct Pair { a: u8, b: u32 }` as rustc lays it out: b, a, three bytes of padding. */
export const pair = struct('Pair', 8, [field('b', 1, 0, u32), field('a', 0, 4, u8), hole(5, 3, true)], {
  padding: 3,
  declaredOrder: ['a', 'b'],
});

const tagPiece = { kind: 'tag', offset: 0, size: 4 } as const;

/** `enum Shape { Dot, Line(u32), Box(u32, u32) }` with a tag of its own. */
export const shape: TypeView = {
  name: 'Shape',
  kind: 'enum',
  warrant: 'exact',
  size: 12,
  align: 4,
  pieces: [tagPiece],
  tag: { offset: 0, size: 4, encoding: 'direct' },
  variants: [
    variant('Dot', 0, [tagPiece, hole(4, 8, true)], { tagValue: '0' }),
    variant('Line', 1, [tagPiece, field('0', 0, 4, u32), hole(8, 4, true)], { tagValue: '1' }),
    variant('Box', 2, [tagPiece, field('0', 0, 4, u32), field('1', 1, 8, u32)], { tagValue: '2' }),
  ],
};

/** `Option<Box<u8>>`, whose `None` is the null pointer. */
export const option: TypeView = {
  name: 'Option<Box<u8>>',
  kind: 'enum',
  warrant: 'exact',
  size: 8,
  align: 8,
  pieces: [{ kind: 'tag', offset: 0, size: 8 }],
  tag: { offset: 0, size: 8, encoding: 'niche', untagged: 1, field: '0.0.pointer.pointer' },
  variants: [
    variant('None', 0, [{ kind: 'tag', offset: 0, size: 8 }], { tagValue: '0' }),
    variant('Some', 1, [field('0', 0, 0, struct('Box<u8>', 8, [field('0', 0, 0, scalar('*const u8', 8))]))]),
  ],
};
