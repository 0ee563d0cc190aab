import assert from 'node:assert/strict';
import type { Action } from '../../server/src/features/actions/action.ts';
import { codeActions } from '../../server/src/features/actions/codeActions.ts';
import { openText } from '../support/features.ts';

function applied(text: string, { edits }: Action): string {
  return edits
    .toSorted((a, b) => b.span.start - a.span.start)
    .reduce((all, { span, text: added }) => all.slice(0, span.start) + added + all.slice(span.end), text);
}

/** The text after the action whose title starts with `title`; undefined where it isn't offered. */
async function act(fixture: string, title: string): Promise<string | undefined> {
  const { cx, offset, text } = await openText(fixture);
  const action = codeActions(cx, { start: offset, end: offset }).find((a) => a.title.startsWith(title));
  return action && applied(text, action);
}

describe('code actions', () => {
  it('order the fields of a repr(C) struct with their comments', async () => {
    const before =
      '#[repr(C)]\nstruct A$0 {\n    /// first\n    a: u8, // one\n    pub b: u32,\n    c: u16\n}';
    const after = '#[repr(C)]\nstruct A {\n    pub b: u32,\n    c: u16,\n    /// first\n    a: u8, // one\n}';
    assert.equal(await act(before, 'Reorder fields to save 4 bytes'), after);
  });
  it('offer no order where none is better, or where rustc orders', async () => {
    assert.equal(await act('#[repr(C)] struct A$0 { a: u32, b: u8 }', 'Reorder'), undefined);
    assert.equal(await act('struct A$0 { a: u8, b: u32, c: u8 }', 'Reorder'), undefined);
  });
  it('pin a size down for the pointer width in force', async () => {
    assert.equal(
      await act('mod m {\n    struct A$0(usize);\n}', 'Assert that `A` has 8 bytes on 64-bit targets'),
      'mod m {\n    struct A(usize);\n\n    #[cfg(target_pointer_width = "64")]\n    const _: () = assert!(core::mem::size_of::<A>() == 8);\n}',
    );
    assert.equal(await act('struct G$0<T>(Vec<T>);', 'Assert'), undefined);
  });
  it('box what makes one variant large', async () => {
    assert.equal(
      await act('enum E$0 { A([u8; 300]), B }', 'Box the content of `A` (300 bytes)'),
      'enum E { A(Box<[u8; 300]>), B }',
    );
    assert.equal(await act('enum E$0 { A([u8; 100]), B }', 'Box'), undefined);
  });
});
