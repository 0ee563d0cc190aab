import assert from 'node:assert/strict';
import { listLayouts } from '../../server/src/features/layoutJson.ts';
import { openAnalysis } from '../support/features.ts';
import { memoryFiles } from '../support/memoryFiles.ts';

/** What becomes of the type `S` in a file: its size, or the reason. */
async function check(source: string): Promise<string> {
  const analysis = await openAnalysis(memoryFiles(`//- /main.rs\n${source}`), '/main.rs');
  const { types, unresolved } = listLayouts(
    analysis.project.graph.roots[0]!,
    analysis.engine,
    (path) => path,
  );
  const size = types.find((t) => t.name === 'S')?.size;
  return size === undefined ? (unresolved.find((u) => u.name === 'S')?.reason ?? 'not there') : String(size);
}

describe('code that no compiler takes', () => {
  const nested = (depth: number) => `${'Option<'.repeat(depth)}u8${'>'.repeat(depth)}`;
  it('types nested 200 deep', async () => assert.equal(await check(`struct S(${nested(200)});`), '2'));
  it('types nested 5000 deep', async () =>
    assert.match(await check(`struct S(${nested(5000)});`), /nested deeper|nests too deep/));
  it('constants nested 20000 deep', async () =>
    assert.notEqual(await check(`struct S([u8; ${'('.repeat(20000)}1${')'.repeat(20000)}]);`), 'not there'));
  it('operators, blocks and branches in constants nested 5000 deep', async () => {
    const many = (text: string) => text.repeat(5000);
    for (const value of [`${many('1+')}1`, `${many('{')}1${many('}')}`])
      assert.equal(await check(`struct S([u8; ${value}]);`), 'a constant nests too deep');
    const branches = many('if n == 3 { 4 } else ');
    const source = `const fn f(n: usize) -> usize { ${branches}{ 5 } } struct S([u8; f(5)]);`;
    assert.equal(await check(source), 'a constant nests too deep');
  });
  it('types that double 60 times', async () => {
    const aliases = Array.from({ length: 60 }, (_, i) => `type A${i + 1} = (A${i}, A${i});`).join('');
    const pairs = `${'P<'.repeat(60)}u8${'>'.repeat(60)}`;
    const projected = `<${'N<'.repeat(60)}u8${'>'.repeat(60)} as Tr>::O`;
    const declared = `type A0 = u8; ${aliases} type P<T> = (T, T); struct N<T>(T); trait Tr { type O; }
      impl Tr for u8 { type O = u8; } impl<T: Tr> Tr for N<T> { type O = (T::O, T::O); }`;
    for (const type of ['A60', pairs, projected])
      assert.equal(await check(`${declared} struct S(${type});`), 'the type has more than 50000 parts');
    assert.equal(await check(`${declared} struct S(A12);`), '4096');
  });
  it('constants that depend on 200 others', async () => {
    const chain = Array.from({ length: 200 }, (_, i) => `const C${i + 1}: usize = C${i};`).join('');
    assert.match(await check(`const C0: usize = 1; ${chain} struct S([u8; C200]);`), /nest too deep/);
  });
  it('functions nested 5000 deep', async () =>
    assert.equal(await check(`struct S(u8); ${'fn f() {'.repeat(5000)}${'}'.repeat(5000)}`), '1'));
  it('modules nested 2000 deep', async () =>
    assert.equal(await check(`${'mod m {'.repeat(2000)}${'}'.repeat(2000)} struct S(u8);`), '1'));
  it('a file that includes itself', async () =>
    assert.equal(await check('include!("main.rs"); struct S(u8);'), '1'));
  it('a reference to what ends in an associated type, whose impl may come from a procedural macro', async () =>
    assert.equal(
      await check("trait Q { type O; } struct E<F: Q>(u8, F::O); struct S(&'static E<()>);"),
      '8',
    ));
  it('the same where the associated type may be unsized', async () =>
    assert.match(
      await check("trait Q { type O: ?Sized; } struct E<F: Q>(u8, F::O); struct S(&'static E<()>);"),
      /does not hold/,
    ));
  it('trait objects nested 60 deep', async () =>
    assert.equal(await check(`struct S(${'Box<dyn Fn('.repeat(60)}u8${')>'.repeat(60)});`), '16'));
  it('tables of tables in constants', async () =>
    assert.match(
      await check('const T: [[u8; 99999]; 99999] = [[0; 99999]; 99999]; struct S([u8; T[1].len()]);'),
      /too many steps/,
    ));
  it('a macro for types that calls itself', async () =>
    assert.match(
      await check('macro_rules! m { () => { m!() } } struct S(m!());'),
      /recursion limit reached while expanding `m!`/,
    ));
  it('macros for types that grow without end', async () => {
    const macros = Array.from(
      { length: 40 },
      (_, i) => `macro_rules! m${i} { () => { (m${i + 1}!(), m${i + 1}!()) } }`,
    );
    assert.match(
      await check(`macro_rules! m40 { () => { u8 } } ${macros.join('\n')} struct S(m0!());`),
      /the expansion takes too many steps/,
    );
  });
  it('cfg predicates nested 20000 deep', async () =>
    assert.match(
      await check(`#[cfg(${'not('.repeat(20000)}unix${')'.repeat(20000)})] struct S(u8);`),
      /is not a cfg predicate/,
    ));
  it('alignments that are none', async () => {
    for (const repr of ['align(3)', 'align(0)', 'packed(0)', 'align(1 << 4)', 'align(1073741824)', 'align'])
      assert.match(await check(`#[repr(${repr})] struct S(u8, u16);`), /is no alignment that rustc takes/);
    assert.equal(await check('#[repr(align(0x10_usize), C)] #[repr(align(8))] struct S(u8, u16);'), '16');
    assert.equal(await check('#[repr(C, packed)] struct S(u8, u16);'), '3');
  });
  it('aliases in a circle', async () =>
    assert.match(await check('type A = B; type B = A; struct S(A);'), /cycl|itself|circ/));
});
