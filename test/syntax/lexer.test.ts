import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lex } from '../../server/src/syntax/lexer.ts';
import type { Edition } from '../../server/src/syntax/tokens.ts';

/** Kind's first letter and text of each token; a dot marks joint punctuation. */
function tokens(text: string, edition: Edition = 2021): string {
  return lex(text, { source: 0, edition })
    .map((t) => `${t.kind === 'punct' && t.joint ? '.' : t.kind[0]}:${t.text}`)
    .join(' ');
}

describe('lex', () => {
  const cases: readonly (readonly [string, string, Edition?])[] = [
    ['a r#fn _ é', 'i:a i:r#fn i:_ i:é'],
    ["'a 'a' '\\'' '\\u{1F600}' '😀' 'static", "l:'a l:'a' l:'\\'' l:'\\u{1F600}' l:'😀' l:'static"],
    ['r"a\\" r#"a"b"# br##"x"#"## b"\\"" b\'x\'', 'l:r"a\\" l:r#"a"b"# l:br##"x"#"## l:b"\\"" l:b\'x\''],
    ['c"x" cr#"y"#', 'l:c"x" l:cr#"y"#'],
    ['c"x"', 'i:c l:"x"', 2018],
    [
      '1..2 1.max(2) 1. 1.5e-3f64 0xFFu8 1e5 1_000 0b1',
      'l:1 p:.. l:2 l:1 p:. i:max o:( l:2 c:) l:1. l:1.5e-3f64 l:0xFFu8 l:1e5 l:1_000 l:0b1',
    ],
    ['t.0.1', 'i:t p:. l:0.1'],
    ['a>>=b ..= ... << <- && |=', 'i:a p:>>= i:b p:..= p:... p:<< p:<- p:&& p:|='],
    ['a=>b->c::d', 'i:a p:=> i:b p:-> i:c p::: i:d'],
    ['&&&x', '.:&& p:& i:x'],
    ['a /* x /* y */ z */ b // c\nd', 'i:a i:b i:d'],
    ['/// hi\n', 'p:# o:[ i:doc p:= l:r" hi" c:]'],
    ['//! "x"\r\n', 'p:# p:! o:[ i:doc p:= l:r#" "x""# c:]'],
    ['/** a */ /*! b */', 'p:# o:[ i:doc p:= l:r" a " c:] p:# p:! o:[ i:doc p:= l:r" b " c:]'],
    ['//// no\n/*** no */ /**/', ''],
    ['#!/bin/sh\nfn', 'i:fn'],
    ['#![allow(x)]', 'p:# p:! o:[ i:allow o:( i:x c:) c:]'],
    ['"open', 'e:"open'],
    ['/* open', 'e:/* open'],
    ["'\\", "e:' e:\\"],
    ['a ` b', 'i:a e:` i:b'],
  ];
  for (const [text, expected, edition] of cases) {
    it(JSON.stringify(text), () => {
      const found = tokens(text, edition);
      assert.equal(found.replaceAll('.:', 'p:'), expected.replaceAll('.:', 'p:'));
    });
  }

  it('covers any text in order and without overlap', () => {
    const pieces = fc.constantFrom(
      '"',
      "'",
      'r#"',
      '/*',
      '*/',
      '//',
      '\n',
      'b',
      'a',
      '0.',
      '..',
      '#',
      '\\',
      '😀',
      'é',
      '1e',
      '$',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 3 }))), (parts) => {
        const text = parts.join('');
        let end = 0;
        for (const token of lex(text, { source: 0, edition: 2021 })) {
          const sameComment = token.end === end;
          assert.ok(sameComment || token.start >= end);
          assert.ok(token.end > token.start && token.end <= text.length);
          end = token.end;
        }
      }),
    );
  });
});
