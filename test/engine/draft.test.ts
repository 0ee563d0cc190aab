import assert from 'node:assert/strict';
import { fileParts, partAt, rangeInPart } from '../../server/src/engine/fileContext.ts';
import { dropHoverAt } from '../../server/src/features/drops/dropHover.ts';
import { dropHints } from '../../server/src/features/hints/dropHints.ts';
import { inlayHints } from '../../server/src/features/hints/inlayHints.ts';
import { hoverAt } from '../../server/src/features/hover/hover.ts';
import { defaultSettings } from '../../shared/settings.ts';
import { openAnalysis } from '../support/features.ts';
import { MemoryFiles } from '../support/memoryFiles.ts';
import { testParser } from '../support/parser.ts';

const path = '/main.rs';
const settings = { ...defaultSettings.inlayHints, drops: true, size: true };

/** A file that is being typed in: its hints, as the text with them in it, after each edit. */
async function typing(before: string) {
  const analysis = await openAnalysis(new MemoryFiles([[path, before]]), path);
  const parser = await testParser();
  const shown = (text: string): string => {
    analysis.edit(path, text, () => parser.items(text));
    const hints = fileParts(analysis, parser, path).flatMap((part) => {
      const range = rangeInPart(part, { start: 0, end: text.length });
      if (!range) return [];
      const found = [inlayHints, dropHints].flatMap((kind) => [...kind(part.cx, range, settings)].flat());
      return found.map(({ offset, label }) => ({ offset: offset + part.shift, label }));
    });
    const parts = hints.sort((a, b) => b.offset - a.offset);
    return parts.reduce(
      (at, { offset, label }) => `${at.slice(0, offset)}‹${label}›${at.slice(offset)}`,
      text,
    );
  };
  /** Each hover in the text, with the place that it is for. */
  const hovers = (text: string): ReadonlySet<string> => {
    shown(text);
    const parts = fileParts(analysis, parser, path);
    const all = Array.from(text, (_, at) => {
      const { part, offset } = partAt(parts, at)!;
      return [hoverAt, dropHoverAt].map((ask) => {
        const hover = ask(part.cx, offset);
        return hover && `${hover.span.start + part.shift} ${hover.markdown}`;
      });
    });
    return new Set(all.flat().filter((hover) => hover !== undefined));
  };
  shown(before);
  return { analysis, shown, hovers };
}

const file = `struct A { a: u8, b: u32 }
fn first(s: String) { s.len(); }
impl A {
    const N: usize = 2;
    fn edited(&self, s: String) { s; }
    fn other(self, s: String) {}
}
enum E { A(u8), B(u64) }
fn last(v: Vec<E>) { let n = [0u8; A::N]; }
`;

describe('a function that is being typed in', () => {
  it('asks for the syntax of a text only where the text is news', async () => {
    const { analysis } = await typing(file);
    analysis.edit(path, file, () => assert.fail('it is known'));
    let asked = 0;
    const parser = await testParser();
    const changed = `${file}struct B;`;
    const ask = () => {
      asked++;
      return parser.items(changed);
    };
    for (let i = 0; i < 2; i++) analysis.edit(path, changed, ask);
    assert.equal(asked, 1);
  });
  const cases: readonly (readonly [what: string, from: string, to: string, keeps: boolean])[] = [
    ['a new variable', '{ s; }', '{ let v = vec![s]; }', true],
    ['new lines', '{ s; }', '{\n\n let v = 1;\n\n}', true],
    ['half a call', '{ s; }', '{ drop(s }', true],
    ['a macro that is not known', '{ s; }', '{ nope!(s); }', true],
    ['an import', '{ s; }', '{ use std::mem::drop as free; free(s); }', true],
    ['an item in the body', '{ s; }', '{ impl Drop for A { fn drop(&mut self) {} } }', false],
    ['a signature', 'edited(&self', 'edited(self', false],
    ['a field', 'b: u32', 'b: u64', false],
    [
      'two bodies',
      '{ s; }\n    fn other(self, s: String) {}',
      '{ }\n    fn other(self, s: String) { s; }',
      false,
    ],
    ['a brace that swallows the rest', '{ s; }', '{ { s; }', false],
  ];
  for (const [what, from, to, keeps] of cases) {
    it(`${what}: shows what a fresh start shows${keeps ? ', and keeps what is known' : ''}`, async () => {
      const { analysis, shown, hovers } = await typing(file);
      const { generation } = analysis;
      const text = file.replace(from, to);
      assert.notEqual(text, file);
      const { shown: fresh, hovers: freshHovers } = await typing(text);
      assert.equal(shown(text), fresh(text));
      assert.deepEqual(hovers(text), freshHovers(text));
      assert.equal(analysis.generation === generation, keeps);
    });
  }

  it('may be left for another one', async () => {
    const { analysis, shown } = await typing(file);
    const { generation } = analysis;
    const one = file.replace('{ s; }', '{ drop(s); }');
    const both = one.replace('s.len();', 'drop(s);');
    shown(one);
    assert.equal(shown(both), (await typing(both)).shown(both));
    assert.notEqual(analysis.generation, generation);
    // Back to what the snapshot knows.
    shown(one);
    assert.equal(shown(both), (await typing(both)).shown(both));
  });

  it('is a part of the next snapshot for whoever asks about more', async () => {
    const { analysis, shown } = await typing(file);
    const text = file.replace('{ s; }', '{ drop(s); }');
    shown(text);
    assert.ok(analysis.draft);
    assert.equal(analysis.engine.resolver.functionsIn(analysis.crateOf(path)!).length, 4);
    assert.equal(analysis.draft, undefined);
    assert.equal(analysis.units.text(path), text);
  });

  for (const body of ['const fn size() -> usize { 1 }', 'fn size() -> impl Sized { 1u8 }'])
    it(`is none where others see its body: ${body}`, async () => {
      const before = `${body} struct S { a: [u8; 3] }`;
      const { analysis, shown } = await typing(before);
      const { generation } = analysis;
      shown(before.replace('{ 1', '{ 21'));
      assert.notEqual(analysis.generation, generation);
    });
});
