import assert from 'node:assert/strict';
import { isUnknown } from '../../server/src/base/unknown.ts';
import type { AdtDef } from '../../server/src/types/items/adt.ts';
import { displayTy } from '../../server/src/types/terms/displayTy.ts';
import { typesFixture } from '../support/types.ts';

async function adt(source: string): Promise<AdtDef> {
  const fixture = await typesFixture(`//- /main.rs\n${source}\n`);
  const found = fixture.engine.types.adtDef(fixture.def('T'));
  assert(!isUnknown(found));
  return found;
}

describe('struct, enum and union definitions', () => {
  it('have their fields by cfg, tuple fields numbered afterwards', async () => {
    const { variants } = await adt(
      'struct T(u8, #[cfg(windows)] u16, #[cfg(unix)] u32, #[cfg_attr(unix, cfg(windows))] u64);',
    );
    assert.deepEqual(
      variants[0]!.fields.map((f) => `${f.name}: ${displayTy(f.ty)}`),
      ['0: u8', '1: u32'],
    );
  });

  it('merge all repr hints', async () => {
    const { repr } = await adt(
      '#[repr(C, align(4))] #[cfg_attr(unix, repr(align(16)))] #[cfg_attr(windows, repr(packed))] struct T(u8);',
    );
    assert.deepEqual(repr, { c: true, transparent: false, simd: false, align: 16 });
  });

  it('read integer and packed hints', async () => {
    assert.deepEqual((await adt('#[repr(u8)] enum T { A }')).repr.int, 'u8');
    assert.deepEqual((await adt('#[repr(packed(2))] #[repr(C)] struct T(u8);')).repr.packed, 2);
    assert.deepEqual((await adt('#[repr(packed)] struct T(u8);')).repr.packed, 1);
  });

  it('count discriminants on from the one before', async () => {
    const { variants } = await adt(
      'const K: isize = 7; enum T { A, B = K * 2, C, #[cfg(windows)] D, E = -1, F }',
    );
    assert.deepEqual(
      variants.map((v) => v.discriminant),
      [0n, 14n, 15n, -1n, 0n],
    );
  });

  it('are not known whole where something in them does not parse', async () => {
    for (const source of [
      'struct T { a: u8, b: @@, c: u16 }',
      'struct T(u8, @);',
      'enum T { A, B @, C }',
      'union T { a: u8 @ }',
    ])
      assert.match((await adt(source)).partial ?? '', /a syntax error in the definition of `T`/);
  });

  it('say why a discriminant is unknown', async () => {
    const { variants } = await adt('enum T { A = missing() as isize, B }');
    for (const { discriminant } of variants) assert(isUnknown(discriminant));
  });
});
