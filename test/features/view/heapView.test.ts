import assert from 'node:assert/strict';
import { layoutAt } from '../../../server/src/features/layoutAt.ts';
import type { HeapView, TypeView } from '../../../shared/layoutView.ts';
import { openText } from '../../support/features.ts';

async function shown(fixture: string): Promise<TypeView> {
  const { cx, offset } = await openText(fixture);
  const release = { name: '1.95.0', version: '1.95.0', minor: 95, patch: 0, from: 'chosen' } as const;
  const view = layoutAt(cx, offset, { release, target: 'x86_64-unknown-linux-gnu' });
  assert.ok(view);
  return view.root;
}

/** `list: Vec<u8> = cap@0 ptr@8* len@16 -> buffer of u8 (1)`; a star marks a pointer to the block, a plus a vtable. */
function line({ path, owner, words, kind, header, contents }: HeapView): string {
  const marks = { block: '*', vtable: '+' } as const;
  const own = words.map((w) => `${w.name}@${w.offset}${w.pointsTo === undefined ? '' : marks[w.pointsTo]}`);
  const inside = [...header, ...contents].map(({ name, size }) => `${name} (${size ?? '?'})`);
  return `${path.join('.')}: ${owner} = ${own.join(' ')} -> ${kind} of ${inside.join(', ')}`;
}

async function check(fixture: string, ...expected: string[]): Promise<void> {
  assert.deepEqual(((await shown(fixture)).heap ?? []).map(line), expected);
}

describe('the heap blocks of a value', () => {
  it('depend on the three words of a Vec', () =>
    check('struct $0A { list: Vec<u32> }', 'list: Vec<u32> = cap@0 ptr@8* len@16 -> buffer of u32 (4)'));

  it('depend on the same words of a String', () =>
    check('struct $0A { name: String, n: u64 }', 'name: String = cap@0 ptr@8* len@16 -> buffer of u8 (1)'));

  it('hold the counts of an Rc', () =>
    check(
      'use std::rc::Rc; struct $0A { a: Rc<u64> }',
      'a: Rc<u64> = ptr@0* -> counted of strong (8), weak (8), u64 (8)',
    ));

  it('have a length or a vtable beside a wide pointer', () =>
    check(
      'struct $0A { a: Box<[u16]>, b: Box<dyn Fn()> }',
      'a: Box<[u16]> = ptr@0* len@8 -> value of [u16] (?)',
      'b: Box<dyn Fn()> = ptr@16* vtable@24+ -> value of dyn Fn() (?)',
    ));

  it('are found in what an Option holds', () =>
    check('struct $0A { a: Option<Box<u8>> }', 'a: Box<u8> = ptr@0* -> value of u8 (1)'));

  it('are a table for a HashMap', () =>
    check(
      'use std::collections::HashMap; type $0M = HashMap<u8, u64>;',
      ': HashMap<u8, u64> = ctrl@0* bucket_mask@8 growth_left@16 items@24 k0@32 k1@40 -> table of (u8, u64) (16)',
    ));

  it('are none for a reference', () => check("struct $0A<'a> { a: &'a str }"));
});

describe('the drop order of a picture', () => {
  it('is that of the declaration, without what needs no drop', async () => {
    const { needsDrop, dropOrder } = await shown('struct $0A { a: u8, b: String, c: Vec<u8> }');
    assert.equal(needsDrop, true);
    assert.deepEqual(dropOrder, ['b', 'c']);
  });

  it('says whether the type has a drop of its own', async () => {
    const { ownDrop } = await shown('struct $0A { a: u8 } impl Drop for A { fn drop(&mut self) {} }');
    assert.equal(ownDrop, true);
  });

  it('is not there where nothing is dropped', async () => {
    const { needsDrop, dropOrder } = await shown('struct $0A { a: u8 }');
    assert.equal(needsDrop, false);
    assert.equal(dropOrder, undefined);
  });
});
