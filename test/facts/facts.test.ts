import assert from 'node:assert/strict';
import type { FactsId } from '../../server/src/facts/format.ts';
import { printBound, printFields, printTy } from './printFacts.ts';
import { factsFor, idOf, lookup } from './realFacts.ts';

const facts = factsFor('1.96');
const record = (path: string) => facts.record(idOf(facts, path));
const fields = (path: string) => printFields(facts, record(path));
const fieldsOf = (id: FactsId) => printFields(facts, facts.record(id));

/** The definition that a field's type starts with. */
function reached(id: FactsId, ...names: string[]): FactsId {
  return names.reduce((owner, name) => {
    const adt = facts.record(owner);
    assert(adt.kind === 'struct', `${name} in a struct`);
    const ty = adt.variants[0]?.fields.find((field) => field.name === name)?.ty;
    assert(ty?.kind === 'adt', `${name} is of a named type`);
    return ty.id;
  }, id);
}

describe('facts of the standard library', () => {
  it('follow re-exports to where an item is declared', () => {
    const paths = [
      'std::collections::HashMap',
      'std::string::String',
      'std::num::NonZeroU8',
      'std::vec::Vec',
    ];
    assert.deepEqual(
      paths.map((path) => facts.path(idOf(facts, path))),
      [
        'std::collections::hash::map::HashMap',
        'alloc::string::String',
        'core::num::nonzero::NonZeroU8',
        'alloc::vec::Vec',
      ],
    );
  });

  it('have macros, functions and modules of one name side by side', () => {
    assert.equal(record('std::vec').kind, 'mod');
    assert.equal(facts.record(idOf(facts, 'std::vec', 'macro')).kind, 'macro');
    assert.equal(facts.path(idOf(facts, 'std::mem::swap', 'value')), 'core::mem::swap');
    assert.deepEqual(lookup(facts, 'std::primitive::u8'), { kind: 'primitive', name: 'u8' });
  });

  it('have a prelude for each edition', () => {
    const names = (edition: '2018' | '2021' | '2024') =>
      new Set(facts.prelude('std', edition)?.children.map(({ name }) => name));
    assert(names('2018').has('Vec') && names('2018').has('Some') && !names('2018').has('TryFrom'));
    assert(names('2021').has('TryFrom') && !names('2021').has('Future'));
    assert(names('2024').has('Future'));
    const prelude = facts.prelude('core', '2021');
    assert(prelude && facts.child(prelude.id, 'Some', 'value')?.kind === 'variant');
    assert.equal(facts.child(prelude.id, 'Vec', 'type'), undefined);
  });

  it('have private fields with full types, defaults filled in', () => {
    assert.deepEqual(fields('std::string::String'), ['vec: Vec<u8, Global>']);
    assert.deepEqual(fields('std::vec::Vec'), ['buf: RawVec<T, A>', 'len: usize']);
    const inner = reached(idOf(facts, 'std::vec::Vec'), 'buf', 'inner');
    assert.deepEqual(fieldsOf(inner), ['ptr: Unique<u8>', 'cap: UsizeNoHighBit', 'alloc: A']);
    assert.deepEqual(fieldsOf(reached(inner, 'cap')), ['0: usize is 0..=9223372036854775807']);
  });

  it('have pattern types and valid ranges', () => {
    assert.deepEqual(fieldsOf(reached(idOf(facts, 'std::time::Duration'), 'nanos')), [
      '0: u32 is 0..=999999999',
    ]);
    const nonNull = record('std::ptr::NonNull');
    assert(nonNull.kind === 'struct');
    assert.equal(nonNull.validRangeStart, 1n);
  });

  it('have hashbrown behind HashMap', () => {
    const map = record('std::collections::HashMap');
    assert(map.kind === 'struct');
    const defaults = map.generics.params.map((param) =>
      param.kind === 'type' && param.default ? printTy(facts, param.default) : '',
    );
    assert.deepEqual(defaults, ['', '', 'RandomState', 'Global']);
    assert.deepEqual(printFields(facts, map), ['base: HashMap<K, V, S, A>']);
    const table = reached(map.id, 'base', 'table', 'table');
    assert.deepEqual(fieldsOf(table), [
      'bucket_mask: usize',
      'ctrl: NonNull<u8>',
      'growth_left: usize',
      'items: usize',
    ]);
  });

  it('have lang items and rustc markers by the names that rustc uses', () => {
    const named = [
      'owned_box',
      'unsafe_cell',
      'manually_drop',
      'phantom_data',
      'maybe_uninit',
      'copy',
      'drop',
    ];
    assert.deepEqual(
      named.map((name) =>
        facts
          .path(facts.lang(name) ?? { crate: 'core', index: 0 })
          .split('::')
          .at(-1),
      ),
      ['Box', 'UnsafeCell', 'ManuallyDrop', 'PhantomData', 'MaybeUninit', 'Copy', 'Drop'],
    );
    const box = record('std::boxed::Box');
    assert(box.kind === 'struct');
    assert.deepEqual([box.lang, box.markers], ['owned_box', ['fundamental']]);
  });

  it('have impls by trait and by self type, with associated types', () => {
    const iterator = idOf(facts, 'std::iter::Iterator');
    const self = idOf(facts, 'std::vec::IntoIter');
    const [impl] = facts
      .implsForSelfHead({ kind: 'adt', id: self })
      .flatMap((id) => facts.record(id))
      .filter(
        (found) =>
          found.kind === 'impl' && found.trait && facts.path(found.trait.id) === facts.path(iterator),
      );
    assert(impl?.kind === 'impl');
    const [item] = impl.items;
    const type = item && facts.record(item.id);
    assert(type?.kind === 'assocType' && type.ty);
    assert.deepEqual([item?.name, printTy(facts, type.ty)], ['Item', 'T']);
    assert(
      facts
        .implsOfTrait(iterator)
        .some(({ crate, index }) => crate === impl.id.crate && index === impl.id.index),
    );
  });

  it('have #[may_dangle] and drops', () => {
    const drop = facts.lang('drop');
    assert(drop);
    const dangling = facts.implsOfTrait(drop).flatMap((id) => {
      const impl = facts.record(id);
      if (impl.kind !== 'impl') return [];
      const params = impl.generics.params.filter((param) => param.kind === 'type' && param.mayDangle);
      return params.length > 0 ? [`${printTy(facts, impl.selfTy)}: ${params.map(({ name }) => name)}`] : [];
    });
    assert(dangling.includes('Vec<T, A>: T'), dangling.join('; '));
    assert(dangling.includes('Box<T, A>: T'), dangling.join('; '));
  });

  it('have methods with their receivers, generics and return types', () => {
    const method = (path: string, name: string) => {
      for (const impl of facts.inherentImpls({ kind: 'adt', id: idOf(facts, path) })) {
        const owner = facts.record(impl);
        const item = owner.kind === 'impl' ? owner.items.find((found) => found.name === name) : undefined;
        const fn = item && facts.record(item.id);
        if (fn?.kind !== 'fn') continue;
        const bounds = fn.generics.where.flatMap(({ ty, bounds: list }) =>
          list.map((bound) => `${printTy(facts, ty)}: ${printBound(facts, bound)}`),
        );
        return [
          fn.self,
          fn.params.map((param) => printTy(facts, param)).join(', '),
          printTy(facts, fn.ret),
          ...bounds,
        ];
      }
      return undefined;
    };
    assert.deepEqual(method('std::option::Option', 'map'), [
      'value',
      'Option<T>, F',
      'Option<U>',
      'F: FnOnce<(T), Output = U>',
    ]);
    assert.deepEqual(method('std::vec::Vec', 'push'), ['refMut', '&mut Vec<T, A>, T', '()']);
  });

  it('have the values of constants', () => {
    const value = (head: 'u32' | 'i128' | 'usize', name: string) => {
      for (const impl of facts.inherentImpls({ kind: 'primitive', name: head })) {
        const owner = facts.record(impl);
        const item = owner.kind === 'impl' ? owner.items.find((found) => found.name === name) : undefined;
        const constant = item && facts.record(item.id);
        if (constant?.kind === 'const') return constant.value;
      }
      return undefined;
    };
    assert.equal(value('u32', 'MAX'), 4294967295n);
    assert.equal(value('usize', 'BITS'), 64n);
    assert.equal(value('i128', 'MIN'), -(1n << 127n));
    const legacy = facts.record(idOf(facts, 'std::u16::MAX', 'value'));
    assert(legacy.kind === 'const');
    assert.equal(legacy.value, 65535n);
  });

  it('have explicit discriminants and reprs', () => {
    assert.deepEqual(fields('std::cmp::Ordering'), ['Less() = -1', 'Equal() = 0', 'Greater() = 1']);
    const ordering = record('std::cmp::Ordering');
    assert(ordering.kind === 'enum');
    assert.equal(ordering.repr.int, 'i8');
  });
});
