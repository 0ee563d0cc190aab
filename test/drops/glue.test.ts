import assert from 'node:assert/strict';
import { dropsOf } from '../../server/src/engine/drops.ts';
import { glueLines } from '../../server/src/features/drops/words.ts';
import { placeAt } from '../../server/src/features/place/placeAt.ts';
import { openText } from '../support/features.ts';

/** The drop order of the type at the cursor, as a numbered list. */
async function check(fixture: string, expected: string): Promise<void> {
  const { cx, offset } = await openText(fixture);
  const place = placeAt(cx, offset);
  assert.equal(place?.kind, 'type');
  const step = place.kind === 'type' ? dropsOf(cx.engine).glue.of(place.ty, place.env) : undefined;
  const text = step ? glueLines(step, 6).join('\n') : 'nothing';
  assert.equal(text, expected.replace(/^\n/, '').replace(/^ {6}/gm, '').trimEnd());
}

describe('drop glue', () => {
  it('names what each part gives back', () =>
    check(
      `use std::collections::HashMap;
struct Student$0 { name: String, age: u8, scores: HashMap<String, Vec<u32>> }`,
      `
      1. \`name\`: \`String\`
         1. \`vec\`: \`Vec<u8>\`
            1. frees its buffer (1 byte for each element)
      2. \`scores\`: \`HashMap<String, Vec<u32>>\`
         1. \`each key\`: \`String\`
            1. \`vec\`: \`Vec<u8>\`
               1. frees its buffer (1 byte for each element)
         2. \`each value\`: \`Vec<u32>\`
            1. frees its buffer (4 bytes for each element)
         3. frees its table (48 bytes for each element)`,
    ));

  it('runs the own destructor first', () =>
    check(
      `struct G$0 { b: Box<u64> }
impl Drop for G { fn drop(&mut self) {} }`,
      `
      1. its own \`Drop::drop\`
      2. \`b\`: \`Box<u64>\`
         1. frees its heap block (8 bytes)`,
    ));

  it('follows the variant that there is, and folds recursion', () =>
    check(
      'enum Tree$0 { Leaf, Node(Box<Tree>, Box<u8>) }',
      `
      1. \`Node\`, if it is this variant
         1. \`0\`: \`Box<Tree>\`
            1. \`the value\`: \`Tree\`, as above
            2. frees its heap block (16 bytes)
         2. \`1\`: \`Box<u8>\`
            1. frees its heap block (1 byte)`,
    ));

  it('counts owners down before the value goes', () =>
    check(
      'struct S$0 { a: std::rc::Rc<Box<u8>> }',
      `
      1. \`a\`: \`Rc<Box<u8>>\`
         1. counts one owner less; the last one drops the value, and frees the block if no \`Weak\` is left (24 bytes)
         2. \`the value\`: \`Box<u8>\`, only with the last owner
            1. frees its heap block (1 byte)`,
    ));

  it('leaves plain data, references and ManuallyDrop alone', () =>
    check(
      "struct S$0<'a> { a: &'a String, b: *const String, c: std::mem::ManuallyDrop<String>, d: [String; 0] }",
      'nothing',
    ));

  it('says through what a trait object is dropped', () =>
    check(
      'struct S$0 { f: Box<dyn Fn()> }',
      `
      1. \`f\`: \`Box<dyn Fn()>\`
         1. \`the value\`: \`dyn Fn()\`, by the destructor in the vtable
         2. frees its heap block`,
    ));
});
