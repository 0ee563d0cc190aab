import assert from 'node:assert/strict';
import { Attributes } from '../../../scripts/facts/distill/attributes.ts';
import { collect } from '../../../scripts/facts/distill/collect.ts';
import { CrateSet } from '../../../scripts/facts/distill/crateSet.ts';
import { lowerPattern, parseValue } from '../../../scripts/facts/distill/lowerConst.ts';
import { mergeTargets } from '../../../scripts/facts/distill/merge.ts';
import { ModuleNames } from '../../../scripts/facts/distill/modules.ts';
import type { RustdocCrate, RustdocItem, Type } from '../../../scripts/facts/distill/rustdoc.ts';
import { FactsFile } from '../../../server/src/facts/factsFile.ts';
import { FactsView } from '../../../server/src/facts/factsView.ts';
import { printFields, printTy } from '../../facts/printFacts.ts';
import { idOf, linux, lookup } from '../../facts/realFacts.ts';

const noGenerics = { params: [], where_predicates: [] };
const typeParam = (name: string, fallback: Type | null = null) => ({
  name,
  kind: { type: { bounds: [], default: fallback, is_synthetic: false } },
});

function item(id: number, name: string | null, inner: object, more: object = {}): RustdocItem {
  const base = { id, crate_id: 0, name, span: null, visibility: 'public', attrs: [], inner };
  return { ...base, ...more } as RustdocItem;
}

const path = (id: number, ...args: Type[]): Type => ({
  resolved_path: {
    path: 'x',
    id,
    args: { angle_bracketed: { args: args.map((type) => ({ type })), constraints: [] } },
  },
});

/**
 * pub mod a { pub use self::hidden::*; mod hidden {
 *   #[lang = "wrap"] pub struct Wrap<T, U = T>(T, *const U);
 *   pub type Pair = Wrap<u8>;  pub enum E { One = 1, Two }  pub trait Tr { type Out; }
 *   impl<T> Tr for Wrap<T> { type Out = [Pair; 4]; }  pub struct Unreached;  } }
 */
function demo(field: Type = { raw_pointer: { is_mutable: false, type: { generic: 'U' } } }): RustdocCrate {
  const items = [
    item(0, 'core', { module: { is_crate: true, items: [1] } }),
    item(1, 'a', { module: { is_crate: false, items: [2, 3] } }),
    item(2, null, { use: { source: 'self::hidden', name: 'hidden', id: 3, is_glob: true } }),
    item(3, 'hidden', { module: { is_crate: false, items: [4, 7, 8, 11] } }, { visibility: 'default' }),
    item(
      4,
      'Wrap',
      {
        struct: {
          kind: { tuple: [5, 6] },
          generics: { params: [typeParam('T'), typeParam('U', { generic: 'T' })], where_predicates: [] },
          impls: [13],
        },
      },
      { attrs: ['#[lang = "wrap"]', '#[repr(C, align(8))]'] },
    ),
    item(5, '0', { struct_field: { generic: 'T' } }),
    item(6, '1', { struct_field: field }, { visibility: 'default' }),
    item(7, 'Pair', { type_alias: { type: path(4, { primitive: 'u8' }), generics: noGenerics } }),
    item(8, 'E', { enum: { variants: [9, 10], generics: noGenerics, impls: [] } }),
    item(9, 'One', { variant: { kind: 'plain', discriminant: { expr: '1', value: '1' } } }),
    item(10, 'Two', { variant: { kind: 'plain', discriminant: null } }),
    item(11, 'Tr', {
      trait: { is_auto: false, is_unsafe: false, items: [12], generics: noGenerics, bounds: [] },
    }),
    item(12, 'Out', { assoc_type: { generics: noGenerics, bounds: [], type: null } }),
    item(13, null, {
      impl: {
        generics: { params: [typeParam('T')], where_predicates: [] },
        trait: { path: 'Tr', id: 11, args: null },
        for: path(4, { generic: 'T' }),
        items: [14],
        is_negative: false,
        is_synthetic: false,
        blanket_impl: null,
      },
    }),
    item(14, 'Out', {
      assoc_type: { generics: noGenerics, bounds: [], type: { array: { type: path(7), len: '4' } } },
    }),
  ];
  const index = Object.fromEntries(items.map((entry) => [entry.id, entry]));
  return { root: 0, index, paths: {}, external_crates: {}, format_version: 57 };
}

function generate(...crates: RustdocCrate[]): FactsFile {
  const targets = crates.map((json, at) => {
    const set = new CrateSet([{ name: 'core', json }]);
    const names = new ModuleNames(set);
    const options = { crates: set, publicCrates: ['core'], names, pointerWidth: 64 };
    const facts = collect({ ...options, attributes: new Attributes('/nowhere') });
    return { info: { ...linux, triple: `${linux.triple}${at || ''}`, crates: ['core'] }, facts };
  });
  return new FactsFile(mergeTargets('1.0', targets));
}

describe('generator of facts', () => {
  const facts = new FactsView(generate(demo()), '1.0', linux);

  it('resolves names through globs and private modules', () => {
    assert.equal(facts.path(idOf(facts, 'core::a::Wrap')), 'core::a::hidden::Wrap');
    assert.equal(lookup(facts, 'core::a::Wrap', 'value').kind, 'item');
    assert.throws(() => lookup(facts, 'core::a::hidden'));
  });

  it('keeps fields, reprs, lang items and discriminants', () => {
    const wrap = facts.record(idOf(facts, 'core::a::Wrap'));
    assert.deepEqual(printFields(facts, wrap), ['0: T', '1: *const U']);
    assert(wrap.kind === 'struct');
    assert.deepEqual(wrap.repr, { c: true, transparent: false, simd: false, align: 8 });
    assert.deepEqual(facts.lang('wrap'), wrap.id);
    assert.deepEqual(printFields(facts, facts.record(idOf(facts, 'core::a::E'))), ['One() = 1', 'Two()']);
  });

  it('expands aliases and fills in defaults', () => {
    const [impl] = facts.implsOfTrait(idOf(facts, 'core::a::Tr')).map((id) => facts.record(id));
    assert(impl?.kind === 'impl');
    assert.equal(printTy(facts, impl.selfTy), 'Wrap<T, T>');
    const out = impl.items.map(({ id }) => facts.record(id))[0];
    assert(out?.kind === 'assocType' && out.ty);
    assert.equal(printTy(facts, out.ty), '[Wrap<u8, u8>; 4]');
  });

  it('stores what targets agree on once, and differences by target', () => {
    const file = generate(demo(), demo({ primitive: 'u16' }));
    const wrap = file.find('s', 'Wrap', file.find('m', 'hidden', file.find('m', 'a', 0) ?? -1) ?? -1) ?? -1;
    assert.deepEqual(
      file.variants(wrap).map(({ mask }) => mask),
      [1n, 2n],
    );
    assert.deepEqual(
      file.variants(file.find('m', 'a', 0) ?? -1).map(({ mask }) => mask),
      [3n],
    );
  });

  it('reads values and pattern types', () => {
    const values = ['1_024i32', '-1', '0xffu8', 'true', "'/'", "'\\u{1}'", "'\\ufffd'", '_', '0.5f16'];
    assert.deepEqual(values.map(parseValue), [
      '1024',
      '-1',
      '255',
      '1',
      '47',
      '1',
      '65533',
      undefined,
      undefined,
    ]);
    assert.deepEqual(lowerPattern('u8', '1..=', 64), [13, 'u8', '1', '255']);
    assert.deepEqual(lowerPattern('i8', '(..=-1 | 0..=)', 64), [13, 'i8', '128', '254', '0', '127']);
    assert.deepEqual(lowerPattern('usize', '0..=HALF_USIZE', 32), [13, 'usize', '0', '2147483647']);
    assert.deepEqual(lowerPattern('char', "'\\u{1}'..", 64), [13, 'char', '1', '1114111']);
  });
});
