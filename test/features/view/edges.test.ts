import assert from 'node:assert/strict';
import { hoverAt } from '../../../server/src/features/hover/hover.ts';
import { layoutAt } from '../../../server/src/features/layoutAt.ts';
import type { LayoutView } from '../../../shared/layoutView.ts';
import { openText } from '../../support/features.ts';

async function pictureOf(fixture: string, ...typeArguments: string[]): Promise<LayoutView> {
  const { cx, offset } = await openText(fixture);
  const figures = { release: { name: '1.96.0' }, target: 'x86_64-unknown-linux-gnu' };
  const view = layoutAt(cx, offset, figures as Parameters<typeof layoutAt>[2], typeArguments);
  assert.ok(view, 'no type stands at the cursor');
  return view;
}

const rootOf = async (fixture: string) => (await pictureOf(fixture)).root;

async function hoverLines(fixture: string): Promise<readonly string[]> {
  const { cx, offset } = await openText(fixture);
  return hoverAt(cx, offset)?.markdown.split('\n') ?? [];
}

describe('unsized types', () => {
  it('have a formula in place of a size where a slice ends them', async () => {
    const root = await rootOf('struct $0Tail { len: u16, rest: [u32] }');
    assert.equal(root.warrant, 'partial');
    assert.equal(root.padding, 2);
    assert.deepEqual(root.tail, {
      field: 'rest',
      offset: 4,
      kind: 'slice',
      stride: 4,
      formula: '4 + 4 × len',
      cases: [
        { name: '0', offset: 4, tailSize: 0, size: 4 },
        { name: '1', offset: 4, tailSize: 4, size: 8 },
        { name: '3', offset: 4, tailSize: 12, size: 16 },
      ],
    });
  });

  // A program printed size_of_val for lengths 0, 1, 2 and 9: 16, 16, 16, 24.
  it('say that a length is rounded up', async () => {
    const { tail } = await rootOf('struct $0Tail { len: u64, b: u8, rest: [u8] }');
    assert.equal(tail?.formula, '9 + len');
    assert.equal(tail?.roundedTo, 8);
    assert.deepEqual(
      tail?.cases?.map(({ size }) => size),
      [16, 16, 16],
    );
  });

  // A program printed size_of_val, align_of_val and the body's place: 4, 2, 3 for a u8; 32, 8, 8 for [u64; 3].
  it('lie where the value of a trait object wants them to', async () => {
    const root = await rootOf('trait Shape {}\nstruct $0Dyn { id: u8, h: u16, body: dyn Shape }');
    const [first, ...others] = root.tail?.cases ?? [];
    assert.deepEqual(first, { name: 'u8', align: 1, offset: 3, tailSize: 1, size: 4 });
    assert.deepEqual(others.at(-1), { name: '[u64; 3]', align: 8, offset: 8, tailSize: 24, size: 32 });
    assert.equal(root.isCopy, undefined);
  });

  it('are followed into nested structs', async () => {
    const { tail } = await rootOf(
      'struct Tail { len: u16, rest: [u32] }\nstruct $0Outer { x: u32, t: Tail }',
    );
    assert.equal(tail?.field, 't.rest');
    assert.equal(tail?.formula, '8 + 4 × len');
  });

  it('say so in the first line of a hover', async () => {
    const [first] = await hoverLines('trait Shape {}\nstruct $0Dyn { id: u8, body: dyn Shape }');
    assert.equal(first, '**at least 1 byte** · align at least 1 · unsized · needs drop');
    const lines = await hoverLines('trait Shape {}\nstruct $0Dyn { id: u8, body: dyn Shape }');
    assert.ok(
      lines.includes('`body` lies at 1, rounded up to the alignment of its value.'),
      lines.join('\n'),
    );
  });
});

describe('unions', () => {
  it('count bytes that no member covers as padding', async () => {
    const root = await rootOf('union $0U { a: [u8; 3], b: u16 }');
    assert.equal(root.padding, 1);
    assert.deepEqual(root.pieces.at(-1), { kind: 'padding', offset: 3, size: 1, trailing: true, after: 'a' });
  });

  it('have none where one member covers all', async () =>
    assert.equal((await rootOf('union $0U { a: u8, b: u32 }')).padding, 0));
});

describe('padding', () => {
  it('is none of an enum whose fullest variant uses every byte', async () => {
    assert.equal((await rootOf('struct A { f: $0Option<(u32, char)> }')).padding, 0);
    assert.equal((await rootOf('enum $0OLast { A(u64, u64, bool), B }')).padding, 6);
  });

  it('is the same in the first line of a hover and in its table', async () => {
    const lines = await hoverLines('struct A { f: std::time::$0SystemTime }');
    assert.match(lines[0] ?? '', /4 padding \(25 %\)/);
    assert.ok(lines.includes('| 12 | 4 | ▨ *padding* |'), lines.join('\n'));
  });
});

describe('a type of which one field is missing', () => {
  it('shows the others, and how large it is at least', async () => {
    const root = await rootOf('struct $0Reply { id: u64, at: u32, body: nowhere::Thing, ok: bool }');
    assert.equal(root.warrant, 'partial');
    assert.equal(root.size, undefined);
    assert.deepEqual([root.atLeast, root.align], [16, 8]);
    assert.equal(root.reason, "`body` isn't known: there is no module `nowhere` in crate `main`");
    const fields = root.knownFields?.map(({ name, type }) => `${name}: ${type.name} ${type.size}`);
    assert.deepEqual(fields, ['id: u64 8', 'at: u32 4', 'body: nowhere::Thing undefined', 'ok: bool 1']);
  });

  it('has offsets up to the gap with repr(C)', async () => {
    const { knownFields } = await rootOf('#[repr(C)] struct $0Reply { a: u8, b: u32, c: Nowhere, d: u8 }');
    assert.deepEqual(
      knownFields?.map(({ offset }) => offset),
      [0, 4, undefined, undefined],
    );
  });

  it('is said in a hover', async () => {
    const lines = await hoverLines('struct $0Reply { id: u64, body: Nowhere }');
    assert.equal(lines[0], '**at least 8 bytes** · align at least 8');
    assert.ok(lines.includes('| ? | `body: Nowhere` |'), lines.join('\n'));
  });
});

describe('arguments for a generic type', () => {
  const wrap = 'struct $0Wrap<T: Clone>(T, u8);\nstruct NoClone;';
  const errors = async (argument: string) => (await pictureOf(wrap, argument)).generic?.errors;

  it('are put in place of its parameters', async () =>
    assert.equal((await pictureOf(wrap, 'Vec<u8>')).root.size, 32));

  it('are errors where they are no types', async () => {
    assert.deepEqual(await errors('Vec<'), [{ parameter: 0, reason: '`Vec<` is no type' }]);
    assert.deepEqual(await errors('u8)'), [{ parameter: 0, reason: '`u8)` is no type' }]);
    assert.equal((await pictureOf(wrap, 'Vec<')).root.name, 'Wrap<T>');
  });

  it('are errors where they break a bound', async () =>
    assert.deepEqual(await errors('NoClone'), [
      { parameter: 0, reason: "`NoClone` doesn't implement `Clone`" },
    ]));
});
