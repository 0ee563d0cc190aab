import type { TokenStream } from '../tokens.ts';
import { emptyStream } from '../tokenTree.ts';
import type { ExpansionContext, MacroDefinition, MacroError, MacroExpansion } from './macroTypes.ts';

/**
 * Expands one call of a macro by example (Rust Reference, "Macros by example").
 *
 * `input` is what stands between the delimiters of the call. `expansion` is a number from
 * `MarkTable.freshExpansion`, the same for this call whenever marks have to agree. The result is not
 * expanded again: macro calls inside it are the caller's to find. An input that no rule matches, a
 * fragment that isn't one, and an exhausted budget give an error with its reason.
 */
export function expandMacro(
  _definition: MacroDefinition,
  _input: TokenStream,
  _expansion: number,
  _context: ExpansionContext,
): MacroExpansion | MacroError {
  return { kind: 'expanded', stream: emptyStream, rule: 0 };
}
