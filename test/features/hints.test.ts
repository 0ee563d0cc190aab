import assert from 'node:assert/strict';
import { inlayHints } from '../../server/src/features/hints/inlayHints.ts';
import { defaultSettings, type InlayHintSettings } from '../../shared/settings.ts';
import { openText } from '../support/features.ts';

/** The text with its hints written into it as `⟨…⟩`. */
async function hinted(fixture: string, settings: Partial<InlayHintSettings> = {}): Promise<string> {
  const { cx, text } = await openText(fixture);
  const all = { ...defaultSettings.inlayHints, ...settings };
  const hints = [...inlayHints(cx, { start: 0, end: text.length }, all)].flat();
  let shown = '';
  let at = 0;
  for (const hint of hints.toSorted((a, b) => a.offset - b.offset)) {
    shown += `${text.slice(at, hint.offset)}⟨${hint.label}⟩`;
    at = hint.offset;
  }
  return (shown + text.slice(at)).trim();
}

async function check(
  fixture: string,
  expected: string,
  settings?: Partial<InlayHintSettings>,
): Promise<void> {
  assert.equal(await hinted(fixture, settings), expected.trim().replace(/^ {6}/gm, ''));
}

describe('inlay hints', () => {
  it('stand at the field that is there, past fields and variants that a cfg removed', async () => {
    const shown = await hinted(
      '#[repr(C)]\nstruct A {\n    #[cfg(any())]\n    gone: u64,\n    a: u8,\n    b: u32,\n}',
    );
    assert.match(shown, /a: u8,⟨\+3 padding⟩\n {4}b: u32,/);
    assert.doesNotMatch(shown, /gone: u64,⟨/);
  });

  it('stand at the first of two variants and fields that are called alike while somebody copies them', async () => {
    const settings = { padding: false, trailingPadding: false, offset: true, variantSize: true };
    const shown = await hinted('enum E { A { a: u8, a: u16 }, A { b: u64 } }', settings);
    assert.equal(shown, 'enum E { A { ⟨@1⟩⟨@2⟩a: u8, a: u16 },⟨4 bytes⟩ A { b: u64 }⟨4 bytes⟩ }');
  });

  it('mark holes of repr(C) structs as avoidable', () =>
    check(
      `
      #[repr(C)]
      struct S1 {
          a: u8,
          b: u16,
          c: u8,
      }`,
      `
      #[repr(C)]
      struct S1 {
          a: u8,⟨+1 padding (avoidable)⟩
          b: u16,
          c: u8,
      }⟨+1 trailing padding (avoidable)⟩`,
    ));
  it('are quiet where nothing is lost', () =>
    check('struct A { a: u8, b: u16, c: u8 }', 'struct A { a: u8, b: u16, c: u8 }'));
  it('show what repr(Rust) loses', () =>
    check('struct A { a: u8, b: u32 }', 'struct A { a: u8, b: u32 }⟨+3 trailing padding⟩'));
  it('name the largest variant where it is far ahead', () =>
    check(
      'enum E { A([u8; 300]), B(u8) }',
      'enum E { A([u8; 300]),⟨301 bytes, 299 more than the next⟩ B(u8) }',
    ));
  it('say once what two kinds have to say', () =>
    check(
      'enum E { A([u8; 300]), B(u8) }',
      'enum E { A([u8; 300]),⟨301 bytes, 299 more than the next⟩ B(u8)⟨2 bytes⟩ }',
      { variantSize: true },
    ));
  it('leave out holes of enums that nobody can close', async () => {
    const fields = 'enum E { A { a: u8, b: u32 }, B }';
    assert.equal(await hinted(fields), fields);
    assert.match(await hinted(`#[repr(u8)] ${fields}`), /a: u8,⟨\+2 padding⟩/);
  });
  it('stay below their thresholds', () =>
    check('struct A { a: u8, b: u32 }', 'struct A { a: u8, b: u32 }', { minimumPadding: 4 }));
  it('show offsets and sizes when asked', () =>
    check('struct A { a: u8, b: u32 }', 'struct A⟨8 bytes⟩ { ⟨@4⟩a: u8, ⟨@0⟩b: u32 }⟨+3 trailing padding⟩', {
      offset: true,
      size: true,
    }));
  it('work in function bodies and modules', () =>
    check(
      'mod m { fn f() { if true { struct A(u8, u32); } } }',
      'mod m { fn f() { if true { struct A(u8, u32);⟨+3 trailing padding⟩ } } }',
    ));
  it('work while the code around is broken', () =>
    check('struct A { a: u8, b: u32 }\nfn f( {', 'struct A { a: u8, b: u32 }⟨+3 trailing padding⟩\nfn f( {'));
  it('are those of the range in a macro call that is longer', async () => {
    const long = `B${'x'.repeat(300)}`;
    const macro = 'macro_rules! m { ($($t:tt)*) => { $($t)* } }\n';
    const { cx, text } = await openText(
      `${macro}m! { struct A { a: u8, b: u32 } struct ${long}(u8, u32, ${long}𝒳); struct ${long}𝒳(u8, u16); }`,
    );
    const from = text.indexOf('struct B');
    const end = text.indexOf(';', from) + 1;
    const range = { start: from, end };
    const hints = [...inlayHints(cx, range, defaultSettings.inlayHints)].flat();
    assert.deepEqual(
      hints.map(({ offset, label }) => [offset, label]),
      [[end, '+3 trailing padding']],
    );
  });
  it('work in the arguments of a macro call', () =>
    check(
      'macro_rules! m { ($($t:tt)*) => { $($t)* } }\nm! { struct A { a: u8, b: u32 } enum E { X(u8) } }',
      'macro_rules! m { ($($t:tt)*) => { $($t)* } }\nm! { struct A { a: u8, b: u32 }⟨+3 trailing padding⟩ enum E { X(u8) } }',
    ));
  it('say nothing of types that are not known', () =>
    check('struct A { a: u8, b: Missing }', 'struct A { a: u8, b: Missing }'));
});
