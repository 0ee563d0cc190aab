import assert from 'node:assert/strict';
import type { FnItem } from '../../server/src/syntax/ast.ts';
import { bodyEdit } from '../../server/src/syntax/bodyEdit.ts';
import { testParser } from '../support/parser.ts';

/** `name+shift` of the function in whose body both texts differ alone; `$` marks what `typed` replaces. */
async function edited(fixture: string, typed: string): Promise<string> {
  const parser = await testParser();
  const [start = '', old = '', end = ''] = fixture.split('$');
  const texts = [start + old + end, start + typed + end].map((text) => ({ text, ...parser.items(text) }));
  const edit = bodyEdit(texts[0]!, texts[1]!, parser);
  if (!edit) return 'more';
  const bodies = [edit.before, edit.after].map(({ body, name }: FnItem, at) => {
    assert.ok(body);
    return `${name.text} ${texts[at]!.text.slice(body.span.start, body.span.end)}`;
  });
  return `${bodies.join(' => ')}, ${edit.shift}`;
}

describe('an edit of a body', () => {
  const cases: readonly (readonly [what: string, fixture: string, typed: string, expected: string])[] = [
    ['is found in a function', 'struct A; fn f() { a$$ } struct B;', 'b', 'f { a } => f { ab }, 1'],
    [
      'is found in an impl',
      'impl A { fn f(&self) { $old$ } fn g() {} } fn h() {}',
      '',
      'f { old } => f {  }, -3',
    ],
    ['is found in a trait', 'trait T { fn f() {$$} }', 'x();', 'f {} => f {x();}, 4'],
    ['is found in an inline module', 'mod m { fn f() { $a$ } }', 'b', 'f { a } => f { b }, 0'],
    ['may be half typed', 'fn f() { a$$ } fn g() {}', '.', 'f { a } => f { a. }, 1'],
    ['is one alone', 'fn f() { $a } fn g() { b$ }', 'c } fn g() { d', 'more'],
    ['is none in a signature', 'fn f($$) { a }', 'x: u8', 'more'],
    ['is none in a type', 'struct A { $a$: u8 } fn f() {}', 'b', 'more'],
    ['is none of a brace that ends the body', 'fn f() { a$$ b }', '} struct S; fn g() {', 'more'],
    ['is none of a brace that swallows what follows', 'fn f() { a$$ } fn g() {} struct S;', ' { ', 'more'],
    [
      'is found though a string is still open',
      'fn f() { a$$ } fn g() {} struct S;',
      '"',
      'f { a } => f { a" }, 1',
    ],
    ['is none of a comment that swallows what follows', 'fn f() { a$$ } fn g() {} struct S;', '/*', 'more'],
  ];
  for (const [what, fixture, typed, expected] of cases)
    it(what, async () => assert.equal(await edited(fixture, typed), expected));
});
