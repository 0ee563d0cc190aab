import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Fuel } from '../../../server/src/base/fuel.ts';
import { lex } from '../../../server/src/syntax/lexer.ts';
import { expandMacro } from '../../../server/src/syntax/macros/expand.ts';
import { expandText } from '../../../server/src/syntax/macros/expandText.ts';
import { MarkTable } from '../../../server/src/syntax/macros/marks.ts';
import { parseMacroRules } from '../../../server/src/syntax/macros/parseRules.ts';
import { buildStream } from '../../../server/src/syntax/tokenTree.ts';

const words =
  "a b fn struct impl for in if else match let return break async move unsafe dyn const static pub use where as _ 'a 1 1.5 " +
  '"s" + - * / & && | || << >> < > = => -> :: : ; , . .. ..= ! ? # $ @ ( ) [ ] { } $x $e $crate $( )* ),* )? )+';
const piece = fc.constantFrom(...words.split(' '));
const kinds = 'block expr expr_2021 ident item lifetime literal meta pat pat_param path stmt tt ty vis'.split(
  ' ',
);
const matcher = fc.array(
  fc.oneof(fc.constantFrom(...kinds.map((kind) => `$x:${kind}`), '$($x:tt),*', '$($($e:ident)*;)*'), piece),
  { maxLength: 6 },
);
const site = { name: 'm', crateId: '', editionOf: () => 2021 as const };

/** Defines and calls; whatever the texts, there is a result or a reason. */
function attempt(rules: string, input: string): void {
  const body = buildStream(lex(rules, { source: 1, edition: 2021 }));
  const call = buildStream(lex(input, { source: 2, edition: 2021 }));
  if ('kind' in body || 'kind' in call) return;
  const macro = parseMacroRules(body, site);
  if (macro.kind === 'error') {
    assert.ok(macro.reason.length > 0);
    return;
  }
  const context = {
    marks: new MarkTable(),
    editionOf: site.editionOf,
    fuel: new Fuel({ steps: 50_000, size: 10_000 }),
  };
  const result = expandMacro(macro, call, 1, context);
  if (result.kind === 'error') assert.ok(result.reason.length > 0);
  else assert.equal(expandText(result.stream).starts.length, result.stream.tokens.length);
}

describe('macros of any shape', () => {
  it('give a result or a reason', () => {
    const tokens = fc.array(piece, { maxLength: 12 });
    fc.assert(
      fc.property(matcher, tokens, tokens, (left, right, input) => {
        attempt(`(${left.join(' ')}) => { ${right.join(' ')} }; ($($x:tt)*) => { $($x)* }`, input.join(' '));
      }),
      { numRuns: 500 },
    );
  });
  it('read any fragment from any tokens', () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), fc.array(piece, { maxLength: 14 }), (kind, input) => {
        attempt(`($x:${kind} $($r:tt)*) => { $x }`, input.join(' '));
      }),
      { numRuns: 1000 },
    );
  });
  it('stop at deep nesting and at their budget', () => {
    attempt('($x:ty) => {}', '&'.repeat(50_001));
    attempt('($x:ty) => {}', 'A<'.repeat(20_000));
    attempt('($x:expr) => {}', `${'-'.repeat(50_000)}1`);
    attempt('($x:expr) => {}', `${'|a| '.repeat(20_000)}1`);
    attempt('($x:pat) => {}', `${'&'.repeat(50_001)}a`);
    attempt('($($x:tt)*) => { $($x $($x)*)* }', 'a '.repeat(1000));
    attempt(`${'('.repeat(3000)}${')'.repeat(3000)} => {}`, '('.repeat(3000) + ')'.repeat(3000));
    attempt(`(${'$('.repeat(3000)}a${')*'.repeat(3000)}) => {}`, 'a');
  });
});
