import assert from 'node:assert/strict';
import { OpenDocument } from '../../server/src/syntax/openDocument.ts';
import type { SourceParser } from '../../server/src/syntax/sourceParser.ts';
import type { TreeParser } from '../../server/src/syntax/treeSitter.ts';
import { testParser, testTrees } from '../support/parser.ts';
import { plainSyntax } from '../support/printSyntax.ts';
import { wholeItems } from '../support/wholeItems.ts';

describe('half-typed code', () => {
  let parser: SourceParser;
  let trees: TreeParser;
  before(async () => {
    parser = await testParser();
    trees = await testTrees();
  });

  /** Names of the items that are whole. */
  const whole = (text: string): string[] =>
    parser.items(text).items.flatMap((item) => ('name' in item && !item.syntaxError ? [item.name.text] : []));

  it('an unclosed struct costs itself alone', () => {
    assert.deepEqual(whole('struct A { a: u8, b: \n\nstruct B { c: u16 }\n\nfn f() {}\n'), ['B', 'f']);
  });

  it('an unclosed function body does not swallow what follows', () => {
    const names = whole('fn f() {\n    if x {\n\nstruct B { c: u16 }\n\n#[repr(C)]\nenum E { A }\n');
    assert.ok(names.includes('B') && names.includes('E'), names.join());
  });

  it('a stray character at item level costs nothing else', () => {
    assert.deepEqual(whole('struct A;\n}\nstruct B;\n'), ['A', 'B']);
  });

  it('a field in the making leaves the fields before it', () => {
    const [item] = parser.items('struct A { a: u8, b }').items;
    assert.ok(item?.kind === 'struct' && item.syntaxError);
    assert.deepEqual(
      item.fields.map((f) => f.name.text),
      ['a'],
    );
  });

  it('attributes stay with their item', () => {
    const { items } = parser.items('struct A { a: \n\n#[repr(u8)]\nenum E { X }\n');
    assert.deepEqual(
      items.at(-1)?.attrs.map((a) => a.path),
      ['repr'],
    );
  });

  it('nothing throws on arbitrary bytes', () => {
    for (const text of [
      '\0\uffff\u{1f600}{',
      '"',
      "'",
      '/*',
      'r#"',
      '#[',
      'struct',
      '}'.repeat(500),
      '('.repeat(3000),
    ]) {
      assert.ok(Array.isArray(parser.items(text).items));
    }
  });

  it('an edited document has the same items as a fresh one, and keeps those that stay', () => {
    const document = new OpenDocument(trees, parser);
    const before = 'struct A { a: u8 }\nstruct B { b: u16 }\nstruct C { c: u32 }\n';
    const first = document.update(before, []);
    const at = before.indexOf('u16');
    const after = `${before.slice(0, at)}[u8; 3]${before.slice(at + 3)}`;
    const second = document.update(after, [{ start: at, oldEnd: at + 3, newEnd: at + 7 }]);
    assert.deepEqual(plainSyntax(second.items), plainSyntax(wholeItems(parser, after)));
    assert.equal(second.items[0], first.items[0]);
    document.dispose();
  });

  it('every single deletion gives what a fresh parse gives', () => {
    const text = '#[repr(C)]\nstruct A { a: u8 }\nenum E { X(u8), Y }\nfn f() { a.b() }\n';
    for (let i = 0; i < text.length; i++) {
      const document = new OpenDocument(trees, parser);
      document.update(text, []);
      const edited = text.slice(0, i) + text.slice(i + 1);
      const updated = document.update(edited, [{ start: i, oldEnd: i + 1, newEnd: i }]);
      const fresh = wholeItems(parser, edited);
      assert.deepEqual(plainSyntax(updated.items), plainSyntax(fresh), `without character ${i}`);
      document.dispose();
    }
  });
});
