import assert from 'node:assert/strict';
import { compareLayouts, type Truth } from './compareLayouts.ts';
import type { TypeEntry } from './rustLayout.ts';

const at = (line: number, name: string): { file: string; line: number; name: string } => ({
  file: 'src/lib.rs',
  line,
  name,
});

const STRUCT: TypeEntry = {
  ...at(1, 'S'),
  kind: 'struct',
  size: 8,
  align: 4,
  offsets: [0, 4],
  niche: null,
  uninhabited: false,
};
const NICHED: TypeEntry = {
  ...at(2, 'N'),
  kind: 'enum',
  size: 2,
  align: 1,
  niche: { offset: 0, size: 1, start: '0', end: '4' },
  uninhabited: false,
  tag: { offset: 0, size: 1, encoding: 'niche', untagged: 1, start: '2', variants: [0, 2] },
  variants: [
    { index: 0, size: 0, offsets: [] },
    { index: 1, size: 2, offsets: [1, 0] },
  ],
};
const ONLY: TypeEntry = {
  ...at(3, 'O'),
  kind: 'enum',
  size: 4,
  align: 2,
  niche: null,
  uninhabited: false,
  tag: null,
  variants: [{ index: 0, size: 4, offsets: [0] }],
};
const TRUTH: Truth = { types: [STRUCT, NICHED, ONLY], skipped: [{ ...at(9, 'G'), reason: 'generic' }] };

/** `exact/wrong/open/extra` for a product that says the truth but for one type. */
function verdict(from: TypeEntry, change: object): string {
  const types = TRUTH.types.map((t) => (t === from ? { ...t, ...change } : t));
  const { exact, wrong, open, extra } = compareLayouts(TRUTH, { types });
  return `${exact}/${wrong.length}/${open.length}/${extra.length}`;
}

describe('the comparator', () => {
  it('finds the same exact, other keys and skipped types notwithstanding', () => {
    const types = [...TRUTH.types.map((t) => ({ ...t, note: 'x' })), { ...STRUCT, ...at(9, 'G') }];
    assert.deepEqual(compareLayouts(TRUTH, { types }), {
      types: 3,
      exact: 3,
      wrong: [],
      open: [],
      extra: [],
    });
  });

  const damages: readonly [TypeEntry, object][] = [
    [STRUCT, { size: 12 }],
    [STRUCT, { align: 8 }],
    [STRUCT, { offsets: [4, 0] }],
    [STRUCT, { kind: 'union' }],
    [STRUCT, { niche: NICHED.niche }],
    [STRUCT, { uninhabited: true }],
    [NICHED, { niche: null }],
    [NICHED, { niche: { ...NICHED.niche, end: '9' } }],
    [NICHED, { tag: { ...NICHED.tag, start: '3' } }],
    [NICHED, { tag: { offset: 0, size: 1, encoding: 'direct' } }],
    [NICHED, { tag: null }],
    [NICHED, { variants: NICHED.variants!.slice(1) }],
    [NICHED, { variants: [...NICHED.variants!, { index: 7, size: 1, offsets: [] }] }],
    [NICHED, { variants: NICHED.variants!.map((v) => ({ ...v, size: 9 })) }],
    [ONLY, { variants: [] }],
  ];
  for (const [type, damage] of damages) {
    it(`calls ${JSON.stringify(damage)} wrong`, () => assert.equal(verdict(type, damage), '2/1/0/0'));
  }

  it('lets a product list variants that cannot exist', () => {
    assert.equal(
      verdict(ONLY, { variants: [...ONLY.variants!, { index: 1, size: 0, offsets: [] }] }),
      '3/0/0/0',
    );
  });

  it('does not mind numbers where ranges are written as text', () => {
    assert.equal(verdict(NICHED, { niche: { ...NICHED.niche, start: 0, end: 4 } }), '3/0/0/0');
  });

  it('counts unresolved and missing types as open, with their reasons', () => {
    const unresolved = [{ ...at(1, 'S'), reason: 'no idea' }];
    const { exact, wrong, open } = compareLayouts(TRUTH, { types: [NICHED], unresolved });
    assert.deepEqual([exact, wrong, open.map((o) => o.reason)], [1, [], ['no idea', '(not mentioned)']]);
  });

  it('tells two types on one line apart by name', () => {
    const twins = [STRUCT, { ...STRUCT, ...at(1, 'T'), size: 16 }];
    const { exact, open } = compareLayouts({ types: twins, skipped: [] }, { types: [twins[1]!] });
    assert.deepEqual([exact, open.map((o) => o.type.name)], [1, ['S']]);
  });

  it('counts answers where nothing begins', () => {
    assert.equal(verdict(STRUCT, { line: 77 }), '2/0/1/1');
  });
});
