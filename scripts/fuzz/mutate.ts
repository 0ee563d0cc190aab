import type { Random } from './random.ts';

/** Pieces that change what the text around them means, or that once made something fail. */
const evil = [
  ...'<<|..|..=|&&|::|=>|->|$|#|!|?|\\|"|\'|/*|*/|//|r#"|b"|\0|𝒳|\r|(|)|{|}|[|]|<|>|,|;'.split('|'),
  '|',
  'dyn Self',
  'impl Sized',
  'Self',
  'self::super::crate',
  '#[cfg(a)]',
  '#[path = "main.rs"] mod m;',
  'include!("main.rs");',
  'macro_rules! m { ($($t:tt)*) => { m!($($t)* $($t)*); m!(); } } m!(a);',
  'm!();',
  '[u8; usize::MAX]',
  '[u8; { loop {} }]',
  'const N: usize = N + 1;',
  'where Option<(T, T)>: Tr',
  '#[repr(packed(4), align(8))]',
  'async move { .await }',
  '..',
  '-170141183460469231731687303715884105728',
  '1e999',
];

const tokens = /\w+|\s+|[^\w\s]/gu;

/** A text that a keystroke, a careless paste or an enemy makes of another. `others` lend pieces of theirs. */
export function mutate(text: string, others: readonly string[], random: Random): string {
  const out = text.match(tokens) ?? [];
  for (let edits = 1 + random.below(5); edits > 0; edits--) {
    const at = random.below(out.length + 1);
    const count = random.below(random.below(8) === 0 ? 60 : 5);
    switch (random.below(7)) {
      case 0:
        out.splice(at, count);
        break;
      case 1:
        out.splice(at, 0, random.pick(evil));
        break;
      case 2:
        out.splice(at, 1, random.pick(out.length > 0 ? out : evil));
        break;
      case 3:
        out.splice(at, 0, ...out.slice(at, at + count));
        break;
      case 4: {
        const from = random.pick(others).match(tokens) ?? [];
        const start = random.below(from.length + 1);
        out.splice(at, 0, ...from.slice(start, start + count));
        break;
      }
      case 5: {
        const piece = out.slice(at, at + 1 + random.below(3)).join('');
        out.splice(at, 0, piece.repeat(random.pick([3, 40, 900])));
        break;
      }
      default: {
        const [open, close] = random.pick([
          ['(', ')'],
          ['{', '}'],
          ['[', ']'],
          ['Option<', '>'],
          ['&', ''],
        ]) as [string, string];
        const depth = random.pick([2, 50, 700]);
        out.splice(at, 1, open.repeat(depth) + (out[at] ?? '') + close.repeat(depth));
      }
    }
  }
  return out.join('');
}
