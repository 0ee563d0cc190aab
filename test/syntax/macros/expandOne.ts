import { Fuel } from '../../../server/src/base/fuel.ts';
import { lex } from '../../../server/src/syntax/lexer.ts';
import { callLimits, expandMacro } from '../../../server/src/syntax/macros/expand.ts';
import type { MacroError, MacroExpansion } from '../../../server/src/syntax/macros/macroTypes.ts';
import { MarkTable } from '../../../server/src/syntax/macros/marks.ts';
import { parseMacroRules } from '../../../server/src/syntax/macros/parseRules.ts';
import type { Edition, TokenStream } from '../../../server/src/syntax/tokens.ts';
import { buildStream } from '../../../server/src/syntax/tokenTree.ts';

/** The tokens of a text that is known to balance. */
export function streamOf(text: string, edition: Edition = 2021, source = 1): TokenStream {
  const stream = buildStream(lex(text, { source, edition }));
  if ('kind' in stream) throw new Error(stream.reason);
  return stream;
}

/** Expands `input` by the rules of a `macro_rules!` body. Definition and call are text units 1 and 2. */
export function expandOne(
  rules: string,
  input: string,
  edition: Edition = 2021,
): MacroExpansion | MacroError {
  const editionOf = (): Edition => edition;
  const macro = parseMacroRules(streamOf(rules, edition), { name: 'm', crateId: 'here', editionOf });
  if (macro.kind === 'error') return macro;
  const marks = new MarkTable();
  const context = { marks, editionOf, fuel: new Fuel(callLimits) };
  return expandMacro(macro, streamOf(input, edition, 2), marks.freshExpansion(), context);
}

/** The tokens of an expansion, one space between them, captured fragments in `⟨⟩`; or the error's reason. */
export function shown(result: MacroExpansion | MacroError): string {
  if (result.kind === 'error') return `error: ${result.reason}`;
  return result.stream.tokens.map((t) => t.text || (t.kind === 'open' ? '⟨' : '⟩')).join(' ');
}
