import assert from 'node:assert/strict';
import { plainText } from '../../server/src/lsp/plainText.ts';

describe('hovers as plain text', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['emphasis goes', '**40 bytes** · align 8 · *padding*', '40 bytes · align 8 · padding'],
    ['code in sentences keeps its backticks', 'Declared as `a`, `b`.', 'Declared as `a`, `b`.'],
    ['code is left as it is', '`*const [u8]` and `` a`b ``', '`*const [u8]` and `a`b`'],
    ['escapes and entities are read', 'a \\* b &lt;T&gt; &amp; \\[x\\]', 'a * b <T> & [x]'],
    ['of a link the words stay', '[Show](command:x?%5B%5D)', 'Show'],
    ['hard line ends are line ends', 'one.  \ntwo', 'one.\ntwo'],
    [
      'tables are aligned',
      [
        '| offset | size | field |',
        '| --: | --: | :-- |',
        '| 0 | 24 | `s: Vec<u8>` |',
        '| 37 | 3 | ▨ *padding* |',
        '',
        'x',
      ].join('\n'),
      [
        'offset  size  field', //
        '     0    24  s: Vec<u8>',
        '    37     3  ▨ padding',
        '',
        'x',
      ].join('\n'),
    ],
    ['a bar stays within its cell', '| a | b |\n| :-- | --: |\n| `x \\| y` | 1 |', 'a      b\nx | y  1'],
  ];
  for (const [name, markdown, text] of cases) {
    it(name, () => assert.equal(plainText(markdown), text));
  }
});
