import assert from 'node:assert/strict';
import { typeCandidates } from '../../server/src/features/crateTypes/candidates.ts';
import { crateTypes } from '../../server/src/features/crateTypes/crateTypes.ts';
import { typeAt } from '../../server/src/features/layoutAt.ts';
import type { CrateInfo } from '../../server/src/project/crateGraph.ts';
import type { TypeRow } from '../../shared/crateTypes.ts';
import { openText } from '../support/features.ts';

async function rowsOf(text: string): Promise<readonly TypeRow[]> {
  const { cx } = await openText(text);
  const crate = { id: cx.crate, name: 'main' } as CrateInfo;
  return [...crateTypes([crate], cx.engine)].flatMap(({ rows }) => rows);
}

const figures = (rows: readonly TypeRow[]) => rows.map(({ id, size }) => `${id} ${size ?? '?'}`);

describe('the types of a crate', () => {
  it('stand with their figures', async () => {
    const [header, frame] = await rowsOf(`
      mod net { #[repr(C)] struct Header { a: u8, b: u32 } }
      enum Frame { Data([u8; 100], String), Small(u8) }
    `);
    const { place: _, ...shown } = header!;
    assert.deepEqual(shown, {
      id: 'main::net::Header',
      name: 'Header',
      module: 'main::net',
      kind: 'struct',
      warrant: 'guaranteed',
      repr: 'repr(C)',
      size: 8,
      align: 4,
      padding: 3,
      needsDrop: false,
    });
    assert.equal(frame?.largest?.variant, 'Data');
    assert.equal(frame?.needsDrop, true);
  });

  it('are instances where they are generic, as fields and bodies use them', async () => {
    const rows = await rowsOf(`
      struct Slot<T> { value: T, entry: Entry<T> }
      struct Entry<T>(T, u8);
      struct Uses { slot: Slot<u32> }
      fn f() { let slot = Slot { value: 1u8, entry: Entry(1, 2) }; }
    `);
    assert.deepEqual(figures(rows).toSorted(), [
      'main::Entry<u32> 8',
      'main::Entry<u8> 2',
      'main::Slot<u32> 12',
      'main::Slot<u8> 3',
      'main::Uses 12',
    ]);
  });

  it('end, where an instance brings a larger one of itself', async () => {
    const rows = await rowsOf(`
      struct Tower<T> { one: T, next: Option<Box<Tower<Option<T>>>> }
      struct Uses(Tower<u8>);
    `);
    assert.ok(rows.length > 10 && rows.length <= 202, String(rows.length));
  });

  it('stay in the list where they are generic and never used', async () => {
    const [row] = await rowsOf('struct Never<T>(T);');
    assert.equal(row?.reason, 'generic; never used with types here');
  });

  it('are written so that they can be given as arguments anywhere in the crate', async () => {
    const rows = await rowsOf(
      'mod a { pub struct B; }\nstruct G<T, U>(T, U);\nstruct Uses(G<a::B, String>);',
    );
    const instance = rows.find(({ typeArguments }) => typeArguments !== undefined);
    assert.deepEqual(instance?.typeArguments, ['crate::a::B', 'std::string::String']);
  });
});

describe('what may stand for a parameter', () => {
  it('is what the crate uses there, then its own types, as far as the bounds allow', async () => {
    const { cx, offset } = await openText(`
      #[derive(Clone)] struct Yes;
      struct No;
      struct $0Wrap<T: Clone, const N: usize>([T; N]);
      struct Uses(Wrap<String, 4>);
    `);
    const ty = typeAt(cx, offset)?.ty;
    assert.ok(ty?.kind === 'adt');
    const [types, numbers] = typeCandidates(cx, ty).parameters;
    assert.deepEqual(types?.slice(0, 3), ['std::string::String', 'crate::Yes', 'u8']);
    assert.deepEqual(numbers, ['4']);
  });
});
